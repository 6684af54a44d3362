<%inherit file="frame.mako"/>
<%namespace name="parts" file="parts.mako"/>
<h1>Talk to Chimp</h1>
<p class="lead">A chat is asked for over HTTP and held over MQTT. Everything that this server answers, takes and says is published here, made from the tables that it works by.</p>
<div class="cards">
<a class="card" href="/docs/http"><strong>HTTP</strong><span>${sum(len(each) for each in openapi["paths"].values())} routes: sessions, history, statistics, health</span></a>
<a class="card" href="/docs/mqtt"><strong>MQTT</strong><span>${len(asyncapi["operations"])} kinds of messages on ${len(asyncapi["channels"])} topics</span></a>
<a class="card" href="/openapi.json"><strong>openapi.json</strong><span>OpenAPI ${openapi["openapi"]}, for programs</span></a>
<a class="card" href="/asyncapi.json"><strong>asyncapi.json</strong><span>AsyncAPI ${asyncapi["asyncapi"]}, for programs</span></a>
</div>

<h2>A chat in a page</h2>
<p>The customer's side, with the library <code>mqtt</code>. Any MQTT 3.1.1 client will do, over WebSocket or TCP.</p>
<pre><code>${quick_start}</code></pre>
<ol>
<li><code>POST /session</code> gives you a session's id and topic, and a token that lets you in, and nobody else.</li>
<li>Subscribe <code>&lt;sessionTopic&gt;/client/#</code>: all that is said to you comes there.</li>
<li>Publish to <code>&lt;sessionTopic&gt;/server/…</code>: <code>open</code> first, then <code>messages</code>, <code>typing</code>, <code>viewed</code>.</li>
<li>Your message comes back with its <code>seq</code>: now it is stored. If it does not come back, send it again with the same <code>id</code>.</li>
</ol>
