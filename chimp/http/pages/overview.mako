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
