"""One address that floods is held back, and nobody else notices."""

import sys

import pytest
from aiohttp import ClientSession, TCPConnector, encode_basic_auth

from chimp.core.access import Mode
from chimp.http.guards import Guards
from chimp.http.limits import RateLimit
from chimp.http.problems import Problem
from tests.http.conftest import Build


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def passes(limit: RateLimit, address: str) -> bool:
    try:
        limit.spend(address)
    except Problem:
        return False
    return True


def test_a_bucket_fills_up_again_with_time() -> None:
    clock = Clock()
    limit = RateLimit(60, clock=clock)
    assert [passes(limit, "a") for _ in range(61)] == [True] * 60 + [False]
    clock.now = 2.0
    assert [passes(limit, "a") for _ in range(3)] == [True, True, False]
    clock.now = 10_000.0
    assert [passes(limit, "a") for _ in range(61)] == [True] * 60 + [False]


def test_who_keeps_flooding_still_gets_the_average() -> None:
    """Refused requests cost nothing, and are no reason to wait longer."""
    clock = Clock()
    limit = RateLimit(60, clock=clock)
    passed = 0
    for tick in range(1_200):
        clock.now = tick / 10
        passed += passes(limit, "a")
    assert passed in {179, 180}  # 60 at once, and one for each of 120 seconds


def test_a_refusal_says_when_to_try_again() -> None:
    clock = Clock()
    limit = RateLimit(2, clock=clock)
    limit.spend("a")
    limit.spend("a")
    with pytest.raises(Problem) as refused:
        limit.spend("a")
    assert refused.value.status == 429
    assert refused.value.headers == {"Retry-After": "30"}
    clock.now = 30.0
    assert passes(limit, "a")


def test_what_is_given_back_can_be_spent_again_and_no_more() -> None:
    limit = RateLimit(2, clock=Clock())
    limit.spend("a")
    for _ in range(5):
        limit.give_back("a")
    limit.give_back("b")  # never heard of
    assert [passes(limit, "a") for _ in range(3)] == [True, True, False]


def test_memory_is_bounded_however_many_addresses_ask() -> None:
    limit = RateLimit(1, clock=Clock(), addresses=100)
    for number in range(10_000):
        limit.spend(f"{number}")
        assert passes(limit, "flooding") is (number == 0)
    assert len(limit._allowances) == 100


def test_no_limit() -> None:
    limit = RateLimit(0)
    assert all(passes(limit, "a") for _ in range(1_000))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on all of 127.0.0.0/8")
async def test_one_address_floods_and_another_gets_its_session(build: Build) -> None:
    house = await build(session_rate=5)
    url = house.client.make_url("/session")
    async with ClientSession(connector=TCPConnector(local_addr=("127.0.0.2", 0))) as flooding:
        statuses = []
        for _ in range(20):
            async with flooding.post(url) as response:
                statuses.append(response.status)
        assert statuses == [200] * 5 + [429] * 15
        assert (await house.client.post("/session")).status == 200
        async with flooding.post(url) as response:
            assert response.status == 429
            assert int(response.headers["Retry-After"]) > 0
            assert response.headers["Cache-Control"] == "no-store"


async def test_every_request_of_an_address_counts_but_those_that_look_after_the_server(
    build: Build,
) -> None:
    held: list[float] = []

    async def hold(seconds: float) -> None:
        held.append(seconds)

    house = await build(guards=Guards(requests=RateLimit(4, hold=hold)))
    asked = ["/config/attendant", "/metrics", "/nowhere", "/mqtt", "/session/s1", "/openapi.json"]
    statuses = [(await house.client.get(path)).status for path in asked]
    assert statuses == [200, 200, 404, 200, 429, 429]
    assert held == [1, 1]  # whoever is refused, and asks again at once, gains nothing by it
    refused = await house.client.post("/session", headers={"Origin": "https://shop.example"})
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert (await refused.json())["error"] == "too_many_requests"
    assert refused.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    for path in ("/healthz", "/readyz"):
        assert (await house.client.get(path)).status == 200


async def test_logins_are_limited_wherever_they_are_tried(build: Build) -> None:
    """Guessing passwords with HTTP Basic is no way around the limit of the log-in."""
    house = await build(Mode.CAPABILITY, auth_rate=3)
    await house.accounts.add(email="ana@example.com", password="long enough")
    told = {"email": "ana@example.com", "password": "guess"}
    headers = {"Authorization": encode_basic_auth("ana@example.com", "guess")}
    first = await house.client.post("/chimpassist/auth", json=told)
    others = [await house.client.get("/session/s1", headers=headers) for _ in range(3)]
    last = await house.client.post("/chimpassist/auth", json=told)
    assert first.status == 401
    assert [response.status for response in others] == [401, 401, 429]
    assert last.status == 429


async def test_an_attendants_own_requests_are_not_guesses(build: Build) -> None:
    house = await build(Mode.CAPABILITY, auth_rate=2)
    await house.accounts.add(email="ana@example.com", password="long enough")
    headers = {"Authorization": encode_basic_auth("ana@example.com", "long enough")}
    for _ in range(5):
        response = await house.client.get("/attendant/bob/sessions", headers=headers)
        assert response.status == 200
