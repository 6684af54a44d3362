"""Somebody's site, on another origin than the server: it carries the widget, kindly or not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PAGE = """<!doctype html>
<html lang="{language}">
  <head><meta charset="utf-8"><title>A site</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,">{head}</head>
  <body>{body}<main><h1>A site</h1><p>What it sells.</p></main></body>
</html>
"""


class Site:
    """Serves one page at every address."""

    def __init__(self) -> None:
        self.html = ""
        self.headers: dict[str, str] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name is http.server's
                content = site.html.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                for name, value in site.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def shows(self, head: str, body: str = "", language: str = "en") -> None:
        """`head` holds the line, and whatever else the site has there."""
        self.html = _PAGE.format(head=head, body=body, language=language)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def site() -> Iterator[Site]:
    somewhere = Site()
    try:
        yield somewhere
    finally:
        somewhere.close()
