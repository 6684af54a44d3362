"""The console, the widget and what stands around them, as they reach a browser."""

import gzip
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import ClientResponse
from yarl import URL

from chimp.http.guards import Guards
from chimp.http.proxies import Proxies
from tests.http.conftest import Build, House

SCRIPT = "assets/index-88gse2Dx.js"
CHAT = "widget/chat-798a586c29.js"
FILES = {
    "console/index.html": '<meta name="csp-nonce" content="__NONCE__"><style nonce="__NONCE__">',
    f"console/{SCRIPT}": "console();" * 100,
    "widget/widget.js": "widget();" * 100,
    CHAT: "chat();" * 100,
    "widget/react.js": "component();",
    "widget/react.d.ts": "export {};",
    "pages/demo/index.html": '<script src="/widget.js" async></script>',
    "pages/demo/shop.css": "body {}",
    "pages/manifest.webmanifest": "{}",
    "pages/service-worker.js": "work();",
    "pages/icons/icon.svg": "<svg/>",
    "pages/icons/icon-48.png": "PNG",
}
ADDRESSES = [
    ("/", "text/html; charset=utf-8"),
    (f"/{SCRIPT}", "text/javascript; charset=utf-8"),
    ("/widget.js", "text/javascript; charset=utf-8"),
    (f"/{CHAT}", "text/javascript; charset=utf-8"),
    ("/widget/react.js", "text/javascript; charset=utf-8"),
    ("/widget/react.d.ts", "text/plain; charset=utf-8"),
    ("/demo", "text/html; charset=utf-8"),
    ("/demo/shop.css", "text/css; charset=utf-8"),
    ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
    ("/service-worker.js", "text/javascript; charset=utf-8"),
    ("/icons/icon.svg", "image/svg+xml; charset=utf-8"),
    ("/icons/icon-48.png", "image/png"),
    ("/favicon.ico", "image/png"),
]
PLAIN = {"Accept-Encoding": "identity"}

Open = Callable[..., Awaitable[House]]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "built"
    for name, content in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        if file.suffix == ".js":
            file.with_name(f"{file.name}.br").write_bytes(b"brotli")
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(content.encode(), mtime=0))
    (tmp_path / "secret").write_text("secret")
    return folder


@pytest.fixture
def opened(build: Build, built: Path) -> Open:
    async def opened(guards: Guards | None = None) -> House:
        return await build(built=built, guards=guards)

    return opened


def policy(response: ClientResponse) -> dict[str, str]:
    told = response.headers["Content-Security-Policy"]
    return dict(part.strip().split(maxsplit=1) for part in told.split(";"))


@pytest.mark.parametrize(("path", "kind"), ADDRESSES)
async def test_each_is_served_as_what_it_is(opened: Open, path: str, kind: str) -> None:
    client = (await opened()).client
    response = await client.get(path, headers=PLAIN)
    assert response.status == 200
    assert response.headers["Content-Type"] == kind
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    head = await client.head(path, headers=PLAIN)
    assert (head.status, await head.read()) == (200, b"")
    assert head.headers["Content-Length"] == response.headers["Content-Length"]


@pytest.mark.parametrize(("path", "kind"), ADDRESSES)
async def test_a_name_that_changes_with_its_content_is_kept_for_ever(
    opened: Open, path: str, kind: str
) -> None:
    del kind
    response = await (await opened()).client.get(path)
    is_hashed = path in {f"/{SCRIPT}", f"/{CHAT}"}
    expected = "public, max-age=31536000, immutable" if is_hashed else "no-cache"
    assert response.headers["Cache-Control"] == expected


async def test_names_are_short(opened: Open, built: Path) -> None:
    """To refuse a long one would take the time of its square."""
    client = (await opened()).client
    for length, status in ((100, 200), (101, 404)):
        name = f"{'a' * length}-12345678.js"
        (built / "console" / "assets" / name).write_text("1")
        assert (await client.get(f"/assets/{name}")).status == status


async def test_who_has_it_already_is_not_sent_it_again(opened: Open, built: Path) -> None:
    client = (await opened()).client
    tag = (await client.get("/widget.js", headers=PLAIN)).headers["ETag"]
    again = await client.get("/widget.js", headers={**PLAIN, "If-None-Match": tag})
    assert (again.status, await again.read()) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    (built / "widget" / "widget.js").write_text("new();" * 150)  # as long as before
    fresh = await client.get("/widget.js", headers={**PLAIN, "If-None-Match": tag})
    assert fresh.status == 200
    assert fresh.headers["ETag"] != tag


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("GZIP", "gzip"),
        ("deflate", None),
        ("identity", None),
    ],
)
async def test_the_smallest_form_that_the_client_takes(
    opened: Open, accepted: str, encoding: str | None
) -> None:
    house = await opened()
    house.client.session._auto_decompress = False
    response = await house.client.get("/widget.js", headers={"Accept-Encoding": accepted})
    body = await response.read()
    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    plain = FILES["widget/widget.js"].encode()
    assert body == {"br": b"brotli", "gzip": gzip.compress(plain, mtime=0), None: plain}[encoding]


async def test_each_form_has_a_tag_of_its_own(opened: Open) -> None:
    client = (await opened()).client
    client.session._auto_decompress = False
    tags = {
        (await client.head("/widget.js", headers={"Accept-Encoding": told})).headers["ETag"]
        for told in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/widget.js", f"/{CHAT}", "/widget/react.js"])
async def test_other_sites_may_load_the_widget(opened: Open, path: str) -> None:
    response = await (await opened()).client.get(path)
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/", f"/{SCRIPT}", "/service-worker.js", "/icons/icon.svg"])
async def test_nothing_else_is_for_other_sites(opened: Open, path: str) -> None:
    response = await (await opened()).client.get(path, headers={"Origin": "https://evil.example"})
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers


async def test_the_console_s_policy(opened: Open) -> None:
    house = await opened()
    response = await house.client.get("/")
    told = policy(response)
    assert told["default-src"] == told["script-src"] == "'self'"
    assert told["frame-ancestors"] == told["base-uri"] == told["object-src"] == "'none'"
    host = f"127.0.0.1:{house.client.port}"
    assert told["connect-src"] == f"'self' ws://{host}"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


async def test_a_nonce_is_used_once(opened: Open) -> None:
    client = (await opened()).client
    seen = set()
    for _ in range(3):
        response = await client.get("/", headers={"If-None-Match": "*"})
        text = await response.text()
        [nonce] = re.findall(r"'nonce-([^']+)'", policy(response)["style-src"])
        assert text == FILES["console/index.html"].replace("__NONCE__", nonce)
        assert "ETag" not in response.headers
        seen.add(nonce)
    assert len(seen) == 3


async def test_the_way_to_a_session_is_that_of_the_console(opened: Open) -> None:
    response = await (await opened()).client.get("/?session=s1")
    assert (response.status, response.content_type) == (200, "text/html")


async def test_behind_tls_the_line_is_safe(opened: Open) -> None:
    house = await opened(Guards(proxies=Proxies(["127.0.0.1"])))
    headers = {"X-Forwarded-Proto": "https", "Host": "chat.example"}
    response = await house.client.get("/", headers=headers)
    assert policy(response)["connect-src"] == "'self' wss://chat.example"


@pytest.mark.parametrize("host", ["a;script-src *", "a b", "a,b", "[::1", "é"])
async def test_no_host_writes_the_policy(opened: Open, host: str) -> None:
    house = await opened()
    response = await house.client.get("/", headers={"Host": host})
    assert response.status in {200, 400}
    if response.status == 200:
        assert policy(response)["connect-src"] == "'self'"
        assert policy(response)["script-src"] == "'self'"


async def test_the_example_may_be_framed_by_ourselves_alone(opened: Open) -> None:
    response = await (await opened()).client.get("/demo")
    told = policy(response)
    assert told["frame-ancestors"] == "'self'"
    assert told["default-src"] == "'none'"
    assert told["style-src"] == told["script-src"] == "'self'"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


async def test_the_service_worker_may_ask_the_server(opened: Open) -> None:
    response = await (await opened()).client.get("/service-worker.js")
    assert policy(response)["connect-src"] == "'self'"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/nothing-12345678.js",
        "/assets/",
        "/assets/../../../secret",
        "/assets/..%2f..%2f..%2fsecret",
        "/assets/%2e%2e/%2e%2e/%2e%2e/secret",
        "/assets/..%5c..%5csecret",
        "/icons/..%2f..%2f..%2fsecret",
        "/icons/.hidden",
        "/icons/%00",
        "/icons//etc/passwd",
        "/icons/" + "x" * 300,
        f"/{SCRIPT}.br",
        "/demo/index.html/",
    ],
)
async def test_there_is_no_way_out_of_the_folders(opened: Open, path: str) -> None:
    house = await opened()
    url = URL(f"http://127.0.0.1:{house.client.port}{path}", encoded=True)
    response = await house.client.session.get(url)
    assert response.status == 404
    assert (await response.json())["error"] == "not_found"


@pytest.mark.parametrize(("path", "kind"), ADDRESSES)
async def test_what_is_not_built_says_how_to_build_it(build: Build, path: str, kind: str) -> None:
    del kind
    house = await build()
    response = await house.client.get(path)
    assert response.status == 503
    problem = await response.json()
    assert problem["error"] == "not_built"
    assert "python chimp/ui/build.py" in problem["message"]
    assert (await house.client.get("/config/attendant")).status == 200


async def test_pages_are_not_for_programs(opened: Open) -> None:
    document = await (await (await opened()).client.get("/openapi.json")).json()
    assert not {"/", "/widget.js", "/demo"} & document["paths"].keys()
