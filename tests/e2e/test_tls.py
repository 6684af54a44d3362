"""With a certificate everything is spoken over TLS, and a new one disturbs nobody."""

import asyncio
import json
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import aiomqtt
import pytest
from aiohttp import ClientConnectionError, ClientSession, TCPConnector
from structlog.testing import capture_logs

from tests.certificates import Authority
from tests.e2e.accounts import BOBS_CREDENTIALS, add_bob
from tests.e2e.connection import Refused, TcpWire, WebSocketWire, connected
from tests.e2e.house import House, Serve


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@contextmanager
def refused() -> Iterator[None]:
    """The server does not shake hands; uvloop says so in an alert, asyncio just closes."""
    with pytest.raises((ssl.SSLError, ConnectionResetError)) as error:
        yield
    assert isinstance(error.value, ConnectionResetError) or "ALERT" in str(error.value)


def mqtt(house: House, tls: ssl.SSLContext | None, kind: str = "tcp") -> aiomqtt.Client:
    """A client that is not ours, over TCP or over WebSocket."""
    is_tcp = kind == "tcp"
    return aiomqtt.Client(
        "localhost",
        house.mqtt_port if is_tcp else house.http_port,
        identifier=uuid4().hex,
        transport="tcp" if is_tcp else "websockets",
        websocket_path=None if is_tcp else "/mqtt",
        tls_context=tls,
        timeout=10,
    )


async def serial(port: int, trust: ssl.SSLContext) -> int:
    """Which certificate a new connection is shown."""
    _, writer = await asyncio.open_connection("localhost", port, ssl=trust)
    shown = writer.get_extra_info("ssl_object").getpeercert()
    writer.close()
    return int(shown["serialNumber"], 16)


async def test_https_and_mqtt_over_both_of_its_ways(serve: Serve, authority: Authority) -> None:
    trust = authority.trust()
    async with serve(tls=authority.issue().settings) as house:
        url = f"https://localhost:{house.http_port}"
        async with ClientSession(connector=TCPConnector(ssl=trust)) as http:
            async with http.post(f"{url}/session") as response:
                issued = await response.json()
            async with http.get(f"{url}/metrics") as response:
                assert "chimp_tls_certificate_expires_seconds" in await response.text()
        topic = f"server/sessions/ann/{issued['sessionId']}"
        async with mqtt(house, trust) as over_tcp, mqtt(house, trust, "websocket") as over_web:
            await over_tcp.subscribe(f"{topic}/client/control")
            asked = {"customerId": "ann", "requestID": "r", "sessionId": issued["sessionId"]}
            await over_web.publish("server/sessions/request", json.dumps(asked), qos=1)
            heard = await anext(over_tcp.messages)
            assert b"session/ready" in bytes(heard.payload)


async def test_a_log_in_is_bound_to_tls_and_to_this_host(
    serve: Serve, authority: Authority
) -> None:
    trust = authority.trust()
    async with serve(tls=authority.issue().settings) as house:
        await add_bob(house)
        email, password = BOBS_CREDENTIALS
        url = f"https://localhost:{house.http_port}"
        own = {"Origin": url}
        async with ClientSession(connector=TCPConnector(ssl=trust), headers=own) as page:
            told = {"email": email, "password": password}
            async with page.post(f"{url}/login", json=told) as response:
                assert response.status == 200
            (cookie,) = page.cookie_jar
            assert cookie.key == "__Host-chimp"
            assert cookie["secure"]
            socket = await page.ws_connect(f"{url}/mqtt", protocols=("mqtt",))
            async with connected(WebSocketWire(socket), username="@cookie") as bob:
                assert await bob.subscribe("client/attendants/assign/bob") == [0]
            plain = {"Origin": url.replace("https:", "http:")}
            async with page.get(f"{url}/me", headers=plain) as response:
                assert response.status == 401, "a page without TLS is another origin"


async def test_who_comes_without_tls_is_not_served(
    serve: Serve, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    async with serve(tls=authority.issue().settings) as house, ClientSession() as http:
        with pytest.raises(Refused):
            async with connected(await TcpWire.open(house.mqtt_port)):
                pass
        with pytest.raises(ClientConnectionError):
            await http.get(house.url("/healthz"))
        async with mqtt(house, authority.trust()):
            pass
    assert not caplog.records


async def test_a_new_certificate_is_for_who_comes_and_throws_nobody_out(
    serve: Serve, authority: Authority
) -> None:
    trust, files = authority.trust(), authority.issue()
    async with serve(tls=files.settings) as house, mqtt(house, trust) as client:
        ports = (house.http_port, house.mqtt_port)
        before = {await serial(port, trust) for port in ports}
        authority.issue()
        house.reload()
        after = {await serial(port, trust) for port in ports}
        assert len(before) == len(after) == 1
        assert before != after
        await client.publish("test", qos=1)


async def test_a_new_certificate_that_can_not_be_used_changes_nothing(
    serve: Serve, authority: Authority
) -> None:
    trust, files = authority.trust(), authority.issue()
    async with serve(tls=files.settings) as house:
        before = await serial(house.mqtt_port, trust)
        files.certificate.write_bytes(authority.issue("other").certificate.read_bytes())
        with capture_logs() as lines:
            house.reload()
        assert "tls.not_taken_up" in [line["event"] for line in lines]
        assert await serial(house.mqtt_port, trust) == before


@pytest.mark.parametrize(
    ("version", "is_spoken"),
    [
        (ssl.TLSVersion.TLSv1_1, False),
        (ssl.TLSVersion.TLSv1_2, True),
        (ssl.TLSVersion.TLSv1_3, True),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
async def test_what_is_spoken_is_tls_1_2_or_newer(
    serve: Serve,
    authority: Authority,
    version: ssl.TLSVersion,
    is_spoken: bool,  # noqa: FBT001 - a column of the table
) -> None:
    trust = authority.trust()
    trust.set_ciphers("ALL:@SECLEVEL=0")  # this client would speak anything
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        trust.minimum_version = trust.maximum_version = version
    async with serve(tls=authority.issue().settings) as house:
        for port in (house.http_port, house.mqtt_port):
            if is_spoken:
                assert await serial(port, trust)
            else:
                with refused():
                    await serial(port, trust)


async def test_weak_ciphers_are_not_agreed_to(serve: Serve, authority: Authority) -> None:
    trust = authority.trust()
    trust.maximum_version = ssl.TLSVersion.TLSv1_2
    trust.set_ciphers("aNULL:eNULL:kRSA:RC4:3DES:@SECLEVEL=0")
    async with serve(tls=authority.issue().settings) as house:
        with refused():
            await serial(house.mqtt_port, trust)
