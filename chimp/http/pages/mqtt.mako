<%inherit file="frame.mako"/>
<%namespace name="parts" file="parts.mako"/>
<%block name="contents">
<nav class="contents" aria-label="On this page">
% for section in sections:
<h2><a href="#${section.id}">${section.name}</a></h2>
<ul>
% for each in section.entries:
<li><a href="#${each.id}"><span class="way">${"↑" if each.is_up else "↓"}</span> <code>${parts.path(each.topic)}</code></a></li>
% endfor
</ul>
% endfor
<h2><a href="#names">Names in topics</a></h2>
<h2><a href="#shapes">Shapes</a></h2>
<ul>
% for shape in shapes:
<li><a href="#shape-${shape.name}">${shape.name}</a></li>
% endfor
</ul>
</nav>
</%block>
<h1>${document["info"]["title"]}</h1>
<p class="facts">Version ${document["info"]["version"]} · <a href="/asyncapi.json">asyncapi.json</a> (AsyncAPI ${document["asyncapi"]})</p>
${parts.prose(read(document["info"]["description"]))}
<h3>Where</h3>
<table>
<thead><tr><th scope="col">Connect to</th><th scope="col">Protocol</th><th scope="col">Notes</th></tr></thead>
<tbody>
% for server in document["servers"].values():
<tr>
<th scope="row"><code>${server["protocol"]}://${server["host"]}${server.get("pathname", "")}</code></th>
<td>${server["protocol"]}</td>
<td>${parts.line(read(server["description"]))}</td>
</tr>
% endfor
</tbody>
</table>
% for section in sections:
<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.name}</h2>
% for each in section.entries:
<article class="entry" id="${each.id}">
<h3><a class="anchor" href="#${each.id}"><code>${parts.path(each.topic)}</code></a></h3>
<p class="summary"><span class="verb ${'verb-up' if each.is_up else 'verb-down'}">${"publish" if each.is_up else "hear"}</span> ${parts.line(read(each.summary))}</p>
<div class="notes">${parts.prose(read(each.about))}
% if each.is_retained:
<p>Retained: who subscribes later hears the latest one.</p>
% endif
</div>
<p class="payload">Payload:
% for index, kind in enumerate(each.kinds):
${" or " if index else ""}${parts.kind(kind)}\
% endfor
</p>
${parts.example(each.example, "Example")}
</article>
% endfor
</section>
% endfor
<section id="names" aria-labelledby="names-title">
<h2 id="names-title">Names in topics</h2>
<dl>
% for name, about in parameters.items():
<dt><code>{${name}}</code></dt><dd>${parts.line(read(about))}</dd>
% endfor
</dl>
</section>
${parts.shapes(shapes)}
