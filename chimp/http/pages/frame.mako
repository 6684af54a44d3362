<%
    pages = (("overview", "/docs", "Overview"), ("http", "/docs/http", "HTTP"), ("mqtt", "/docs/mqtt", "MQTT"))
%>\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Chimp</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar">
<a class="brand" href="/docs">Chimp</a>
<nav aria-label="Pages">
% for name, path, text in pages:
% if name == here:
<a href="${path}" aria-current="page">${text}</a>
% else:
<a href="${path}">${text}</a>
% endif
% endfor
</nav>
</header>
<div class="columns">
<%block name="contents"></%block>
<main id="content">
${self.body()}
</main>
</div>
</body>
</html>
