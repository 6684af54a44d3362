<%inherit file="frame.mako"/>
<%namespace name="parts" file="parts.mako"/>
<%block name="contents">
<nav class="contents" aria-label="On this page">
% for section in sections:
<h2><a href="#${section.id}">${section.name}</a></h2>
<ul>
% for each in section.entries:
<li><a href="#${each.id}"><span class="verb verb-${each.method.lower()}">${each.method}</span> <code>${parts.path(each.path)}</code></a></li>
% endfor
</ul>
% endfor
<h2><a href="#shapes">Shapes</a></h2>
<ul>
% for shape in shapes:
<li><a href="#shape-${shape.name}">${shape.name}</a></li>
% endfor
</ul>
</nav>
</%block>
<h1>${document["info"]["title"]}</h1>
<p class="facts">Version ${document["info"]["version"]} · <a href="/openapi.json">openapi.json</a> (OpenAPI ${document["openapi"]})</p>
${parts.prose(read(document["info"]["description"]))}
% for section in sections:
<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.name}</h2>
% for each in section.entries:
<article class="entry" id="${each.id}">
<h3><a class="anchor" href="#${each.id}"><span class="verb verb-${each.method.lower()}">${each.method}</span> <code>${parts.path(each.path)}</code></a></h3>
<p class="summary">${parts.line(read(each.summary))}</p>
<div class="notes">${parts.prose(read(each.about))}</div>
% if each.parameters:
<h4>Parameters</h4>
${parts.members(each.parameters)}
% endif
% if each.body:
<h4>Body</h4>
<p>${parts.kind(each.body)}\
% if not each.needs_body:
 <span class="optional">optional</span>\
% endif
</p>
% endif
${parts.example(each.body_example, "Example of the body")}
<h4>Answers</h4>
<table class="replies">
<thead><tr><th scope="col">Status</th><th scope="col">Body</th><th scope="col">Meaning</th></tr></thead>
<tbody>
% for reply in each.replies:
<tr>
<th scope="row"><span class="status status-${reply.status[:1]}">${reply.status}</span></th>
<td>${parts.kind(reply.kind) if reply.kind else ""}</td>
<td>${parts.line(read(reply.about))}</td>
</tr>
% endfor
</tbody>
</table>
${parts.example(each.example, "Example of the answer")}
</article>
% endfor
</section>
% endfor
${parts.shapes(shapes)}
