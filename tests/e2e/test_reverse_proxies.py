"""The reverse proxies of the README, with its very words, in front of a real server."""

import asyncio
import json
import re
import shutil
import ssl
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import aiomqtt
import pytest
from aiohttp import ClientSession, TCPConnector

from tests.certificates import Authority, Files
from tests.e2e.ear import PATIENCE
from tests.e2e.house import House, Serve
from tests.e2e.process import ROOT, free_port

SHOP: Final = "https://shop.example"
SETTINGS: Final = {
    "trusted_proxies": ["127.0.0.1"],
    "allowed_origins": [SHOP],
    "session_rate_per_minute": 3,
}
_NGINX: Final = """\
daemon off; master_process off; pid {folder}/pid; error_log stderr crit;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {told}
}}
"""
_CADDY: Final = """\
{{
    admin off
    auto_https disable_redirects
    log {{
        level ERROR
    }}
}}
{told}
"""


def told(language: str) -> str:
    """That snippet of the README."""
    found = re.findall(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    [snippet] = found
    return str(snippet)


def adapted(snippet: str, changes: Mapping[str, str]) -> str:
    """With names, ports and files of this machine; each of them has to stand there."""
    for what, instead in changes.items():
        assert snippet.count(what) == 1, what
        snippet = snippet.replace(what, instead)
    return snippet


def nginx(folder: Path, port: int, house: House, files: Files) -> list[str]:
    changes = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "server_name chat.example.org": "server_name localhost",
        "/etc/letsencrypt/live/chat.example.org/fullchain.pem": str(files.certificate),
        "/etc/letsencrypt/live/chat.example.org/privkey.pem": str(files.key),
        "127.0.0.1:3000": f"127.0.0.1:{house.http_port}",
    }
    file = folder / "nginx.conf"
    file.write_text(_NGINX.format(folder=folder, told=adapted(told("nginx"), changes)))
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(file)]


def caddy(folder: Path, port: int, house: House, files: Files) -> list[str]:
    changes = {
        "chat.example.org {": f"https://localhost:{port} {{\n"
        f"    bind 127.0.0.1\n    tls {files.certificate} {files.key}",
        "127.0.0.1:3000": f"127.0.0.1:{house.http_port}",
    }
    file = folder / "Caddyfile"
    file.write_text(_CADDY.format(told=adapted(told("caddy"), changes)))
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


PROXIES: Final = {"nginx": nginx, "caddy": caddy}


@dataclass(frozen=True, slots=True)
class Front:
    """Where the proxy is, and what trusts its certificate."""

    port: int
    trust: ssl.SSLContext

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"

    async def ask_for_session(self, local: str, **headers: str) -> int:
        """The status that is answered to a page at that address."""
        connector = TCPConnector(ssl=self.trust, local_addr=(local, 0))
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        async with (
            ClientSession(connector=connector) as http,
            http.post(f"{self.origin}/session", headers=told) as response,
        ):
            return response.status


@asynccontextmanager
async def front(name: str, folder: Path, house: House) -> AsyncIterator[Front]:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not there; on Debian and Ubuntu: apt install {name}")
    authority, port = Authority(folder), free_port()
    command = PROXIES[name](folder, port, house, authority.issue())
    process = await asyncio.create_subprocess_exec(
        *command, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(folder)}
    )
    try:
        await _is_listening(port, process)
        yield Front(port, authority.trust())
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _is_listening(port: int, process: asyncio.subprocess.Process) -> None:
    """Nothing tells when it is; there is nothing but asking again and again."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionError:
            assert process.returncode is None, "it could not start"
            await asyncio.sleep(0.01)
        else:
            writer.close()
            return


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on all of 127.0.0.0/8")
@pytest.mark.parametrize("name", PROXIES)
async def test_everything_works_through_it_as_without_it(
    serve: Serve, tmp_path: Path, name: str
) -> None:
    async with serve(http=SETTINGS) as house, front(name, tmp_path, house) as proxy:
        # Pages of ours and of those allowed may, others may not: Host and scheme arrive.
        assert await proxy.ask_for_session("127.0.0.2", Origin=proxy.origin) == 200
        assert await proxy.ask_for_session("127.0.0.2", Origin=SHOP) == 200
        assert await proxy.ask_for_session("127.0.0.2", Origin="https://evil.example") == 403
        # Each address has its own limit, and nobody gets another one by inventing addresses.
        assert await proxy.ask_for_session("127.0.0.2", X_Forwarded_For="192.0.2.1") == 200
        assert await proxy.ask_for_session("127.0.0.2", X_Forwarded_For="192.0.2.2") == 429
        assert await proxy.ask_for_session("127.0.0.3") == 200
        await chat_over_websocket(proxy)


async def chat_over_websocket(proxy: Front) -> None:
    customer_id = str(uuid4())
    asked = {"customerId": customer_id, "requestID": "r"}
    async with aiomqtt.Client(
        "localhost",
        proxy.port,
        identifier=uuid4().hex,
        transport="websockets",
        websocket_path="/mqtt",
        tls_context=proxy.trust,
    ) as client:
        await client.subscribe(f"client/sessions/{customer_id}/r", qos=1)
        await client.publish("server/sessions/request", json.dumps(asked), qos=1)
        async with asyncio.timeout(PATIENCE):
            heard = await anext(client.messages)
        assert b"session/ready" in bytes(heard.payload)
