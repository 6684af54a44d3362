"""Whatever goes wrong is told as JSON, and nothing is told that is nobody's business."""

from typing import NoReturn

import pytest
from structlog.testing import capture_logs

from chimp.core.access import Mode
from chimp.http.guards import Guards
from chimp.http.origins import Origins
from chimp.services.archive import Archive
from tests.http.conftest import Build


async def test_a_fault_of_ours_is_logged_and_not_shown(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def break_down(*_: object) -> NoReturn:
        message = "the inside of the server"
        raise LookupError(message)

    house = await build()
    monkeypatch.setattr(Archive, "session", break_down)
    with capture_logs() as lines:
        response = await house.client.get("/session/s1")
    text = await response.text()
    assert response.status == 500
    assert response.content_type == "application/json"
    assert (await response.json())["error"] == "failed"
    assert not any(word in text for word in ("inside", "LookupError", "Traceback", ".py"))
    [line] = lines
    assert (line["event"], line["log_level"]) == ("http.failed", "error")
    assert line["exc_info"]
    metrics = await (await house.client.get("/metrics")).text()
    assert 'chimp_http_requests_total{route="/session/{id}",status="500"} 1.0' in metrics


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0000000000009999999", "limit"),
        (f"limit={'0' * 5_000}", "limit"),
        ("limit=", "limit"),
        ("limit=1e2", "limit"),
        ("limit=+5", "limit"),
        ("offset=-1", "offset"),
        ("offset=2147483649", "offset"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/session/a/messages", "/customer/a/messages", "/attendant/a/sessions"]
)
async def test_a_page_that_is_no_page(build: Build, path: str, query: str, field: str) -> None:
    house = await build()
    response = await house.client.get(f"{path}?{query}")
    assert response.status == 400
    assert (await response.json())["field"] == field


@pytest.mark.parametrize("query", ["limit=0", "limit=500", "offset=2147483648", "limit=007"])
async def test_a_page_at_the_edge(build: Build, query: str) -> None:
    house = await build()
    assert (await house.client.get(f"/customer/a/messages?{query}")).status == 200


@pytest.mark.parametrize("given", ["a{b}", "a%20b", "%C3%BC", "%FF", "a%3Fb", "x" * 128, "..."])
async def test_an_odd_id_is_an_id(build: Build, given: str) -> None:
    house = await build()
    response = await house.client.get(f"/customer/{given}/messages")
    assert (response.status, await response.json()) == (200, [])


@pytest.mark.parametrize("body", [b"{", b"\xff", b"null", b'"text"', b"[" * 100_000, b""])
async def test_a_log_in_that_is_no_object(build: Build, body: bytes) -> None:
    house = await build()
    response = await house.client.post("/chimpassist/auth", data=body)
    assert response.status == 400
    assert (await response.json())["error"] == "invalid"


async def test_a_page_from_a_stranger_is_refused_and_told_so(build: Build) -> None:
    house = await build(Mode.CAPABILITY, guards=Guards(origins=Origins(["https://shop.example"])))
    asked = {"Access-Control-Request-Method": "POST"}
    friend = {"Origin": "https://shop.example", **asked}
    stranger = {"Origin": "https://evil.example", **asked}
    granted = await house.client.options("/session", headers=friend)
    assert granted.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    refused = await house.client.options("/session", headers=stranger)
    assert refused.status == 403
    assert (await refused.json())["error"] == "forbidden"
    read = await house.client.post("/session", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in read.headers


async def test_a_page_from_elsewhere_may_log_in_as_an_attendant(build: Build) -> None:
    """The preflight of a GET with HTTP Basic names that header."""
    house = await build(Mode.CAPABILITY)
    headers = {
        "Origin": "http://localhost:3210",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    response = await house.client.options("/attendant/bob/sessions", headers=headers)
    assert response.status == 200
    assert "authorization" in response.headers["Access-Control-Allow-Headers"].lower()
