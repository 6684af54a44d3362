<%def name="path(text)">\
## A long one breaks between its levels.
% for index, level in enumerate(text.split("/")):
% if index:
/<wbr>\
% endif
${level}\
% endfor
</%def>

<%def name="kind(parts)">\
% for part in parts:
% if part.shape:
<a href="#shape-${part.shape}">${part.text}</a>\
% else:
${part.text}\
% endif
% endfor
</%def>

<%def name="prose(paragraphs)">
% for tag, pieces in paragraphs:
<${tag}>\
% for is_code, piece in pieces:
% if is_code:
<code>${piece}</code>\
% else:
${piece}\
% endif
% endfor
</${tag}>
% endfor
</%def>

<%def name="line(paragraphs)">\
% for _, pieces in paragraphs:
% for is_code, piece in pieces:
% if is_code:
<code>${piece}</code>\
% else:
${piece}\
% endif
% endfor
% endfor
</%def>

<%def name="example(text, title)">
% if text:
<details>
<summary>${title}</summary>
<pre><code>${text}</code></pre>
</details>
% endif
</%def>

<%def name="members(found)">
<table>
<thead><tr><th scope="col">Name</th><th scope="col">What it is</th><th scope="col">Meaning</th></tr></thead>
<tbody>
% for member in found:
<tr>
<th scope="row"><code>${member.name}</code>\
% if not member.is_required:
 <span class="optional">optional</span>\
% endif
</th>
<td>${kind(member.kind)}</td>
<td>${line(read(member.about))}</td>
</tr>
% endfor
</tbody>
</table>
</%def>

<%def name="shapes(found)">
<section id="shapes" aria-labelledby="shapes-title">
<h2 id="shapes-title">Shapes</h2>
% for shape in found:
<article class="shape" id="shape-${shape.name}">
<h3><a class="anchor" href="#shape-${shape.name}">${shape.name}</a></h3>
${prose(read(shape.about))}
% if shape.members:
${members(shape.members)}
% else:
<p>${kind(shape.kind)}</p>
% endif
</article>
% endfor
</section>
</%def>
