"""`POST /session` and its tokens: what a page may say, what it is told, and what it may renew."""

from dataclasses import replace
from typing import Any

import pytest

from chimp.core import effects
from chimp.core.access import Mode, Role
from chimp.core.bans import Ban, BanKind
from chimp.core.people import Customer
from chimp.core.session import Dialect, Reason, Session, Status
from chimp.core.tokens import is_uuid
from chimp.services.identity import IdentityRefused
from tests.http.conftest import NOW, Build, House

HOUR = 3_600_000
MEMBERS = {
    "sessionId",
    "sessionTopic",
    "customerId",
    "keepAliveTTL",
    "token",
    "tokenExpiresAt",
    "protocolVersion",
    "verified",
}


async def begin(house: House, told: object = None, status: int = 200) -> dict[str, Any]:
    response = await house.client.post("/session", json=told)
    assert response.status == status, await response.text()
    assert response.headers["Cache-Control"] == "no-store"
    said: dict[str, Any] = await response.json()
    return said


async def renew(house: House, session_id: str, token: str | None) -> tuple[int, dict[str, Any]]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    response = await house.client.post(f"/session/{session_id}/token", headers=headers)
    return response.status, await response.json()


def opened(given: dict[str, Any]) -> Session:
    """The session that was asked for with that."""
    return Session(
        id=given["sessionId"],
        topic=given["sessionTopic"],
        customer=Customer(id=given["customerId"]),
        dialect=Dialect.NATIVE,
        created_at=NOW,
        waiting_since=NOW,
        keep_alive_ttl=600_000,
    )


async def test_a_page_that_says_nothing_is_a_fresh_customer(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    first, second = await begin(house), await begin(house, {})
    for given in (first, second):
        assert set(given) == MEMBERS
        assert is_uuid(given["customerId"])
        assert house.ids.issued(given["sessionId"])
        where = f"server/sessions/{given['customerId']}/{given['sessionId']}"
        assert given["sessionTopic"] == where
        assert given["tokenExpiresAt"] == NOW + HOUR
        assert (given["protocolVersion"], given["verified"]) == (1, False)
    assert first["customerId"] != second["customerId"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b" \n", "application/json"),
        (b"{}", "application/x-www-form-urlencoded"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"hello", "text/plain"),
        (b"[1, 2]", "application/octet-stream"),
        (b"null", "text/plain"),
        (b"\xff\xfe", "application/octet-stream"),
        (b'{"anything": "else"}', "application/json"),
    ],
)
async def test_a_seed_client_may_send_anything(build: Build, body: bytes, kind: str) -> None:
    house = await build(Mode.CAPABILITY)
    response = await house.client.post("/session", data=body, headers={"Content-Type": kind})
    assert response.status == 200
    given = await response.json()
    assert house.ids.issued(given["sessionId"])
    assert given["keepAliveTTL"] == 600_000


@pytest.mark.parametrize("customer_id", ["ann", 7, "7"])
async def test_an_id_comes_back_as_it_was_told(build: Build, customer_id: object) -> None:
    house = await build(Mode.CAPABILITY)
    for told in (
        {"customerId": customer_id},
        {"customer": {"id": customer_id}},
        {"customerId": customer_id, "customer": {"id": str(customer_id), "name": "Ann"}},
    ):
        given = await begin(house, told)
        assert given["customerId"] == customer_id
        assert given["verified"] is False


async def test_a_token_proves_what_the_page_told(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    told = {
        "customerId": 7,
        "customer": {
            "name": "Ann",
            "avatarURL": "https://example.org/a.png",
            "plan": "gold",
            "verified": True,
            "orders": [1, 2],
        },
    }
    given = await begin(house, told)
    proof = await house.gatekeeper.token(given["token"])
    assert proof is not None
    assert proof.role is Role.CUSTOMER
    assert proof.customer == Customer(
        id=7, name="Ann", avatar_url="https://example.org/a.png", details={"plan": "gold"}
    )
    assert proof.session_key == given["sessionId"]
    assert proof.session_topic == given["sessionTopic"]
    assert proof.expires_at == given["tokenExpiresAt"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"customerId": "a/b"}, "customerId"),
        ({"customerId": "+"}, "customerId"),
        ({"customerId": ""}, "customerId"),
        ({"customerId": True}, "customerId"),
        ({"customerId": 1.5}, "customerId"),
        ({"customerId": "request"}, "customerId"),
        ({"customerId": "x" * 129}, "customerId"),
        ({"customer": "ann"}, "customer"),
        ({"customer": {"name": 5}}, "customer.name"),
        ({"customer": {"id": ["ann"]}}, "customer.id"),
        ({"customer": {"name": "x" * 501}}, "customer.name"),
        ({"customerId": "ann", "customer": {"id": "bo"}}, "customer.id"),
        ({"identity": 5}, "identity"),
        ({"identity": ""}, "identity"),
        ({"identity": "x" * 8_193}, "identity"),
    ],
)
async def test_what_is_wrong_is_named(build: Build, told: object, field: str) -> None:
    house = await build(Mode.CAPABILITY)
    said = await begin(house, told, 400)
    assert said["error"] == "invalid"
    assert said["field"] == field
    assert said["message"].startswith(field)


async def test_what_claims_to_be_json_must_be(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    for body, words in ((b"{", "not JSON"), (b"[]", "not a JSON object")):
        headers = {"Content-Type": "application/json"}
        response = await house.client.post("/session", data=body, headers=headers)
        assert response.status == 400
        assert words in (await response.json())["message"]


def identify(identity: str) -> Customer:
    """The site signs for who is asked about, if they have an e-mail."""
    if "@" not in identity:
        message = "it has expired"
        raise IdentityRefused(message)
    return Customer(id=7, name="Ann", details={"email": identity}, is_verified=True)


@pytest.mark.parametrize("mode", list(Mode))
async def test_a_customer_for_whom_the_site_signs_is_verified(build: Build, mode: Mode) -> None:
    house = await build(mode, identify=identify)
    for more in ({}, {"customerId": 7}, {"customerId": "7", "customer": {"id": 7}}):
        given = await begin(house, {"identity": "ann@example.org", **more})
        assert (given["customerId"], given["verified"]) == (7, True)
    told = {"name": "Eve", "email": "eve@example.org", "verified": False, "plan": "gold"}
    given = await begin(house, {"identity": "ann@example.org", "customer": told})
    proof = await house.gatekeeper.token(given["token"])
    assert proof is not None
    assert proof.customer == Customer(
        id=7, name="Ann", details={"email": "ann@example.org", "plan": "gold"}, is_verified=True
    )
    status, again = await renew(house, given["sessionId"], given["token"])
    assert (status, again["verified"]) == (200, True)


async def test_an_identity_that_proves_nothing_is_said_why(build: Build) -> None:
    house = await build(Mode.CAPABILITY, identify=identify)
    said = await begin(house, {"identity": "an old one"}, 401)
    assert said == {
        "error": "identity_refused",
        "message": "identity: it has expired",
        "field": "identity",
    }
    said = await begin(house, {"identity": "ann@example.org", "customerId": "bo"}, 400)
    assert said["field"] == "customerId"


async def test_an_identity_that_can_not_be_checked_is_not_passed_over(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    said = await begin(house, {"identity": "ann@example.org"}, 400)
    assert said["field"] == "identity"
    assert "auth.site_key" in said["message"]


async def test_a_token_is_renewed_by_who_holds_it(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    given = await begin(house, {"customerId": 7, "customer": {"name": "Ann"}})
    house.clock.now += HOUR - 1
    status, again = await renew(house, given["sessionId"], given["token"])
    assert status == 200
    assert again == {**given, "token": again["token"], "tokenExpiresAt": NOW + 2 * HOUR - 1}
    house.clock.now += HOUR - 1
    assert (await renew(house, given["sessionId"], given["token"]))[0] == 401
    assert (await renew(house, given["sessionId"], again["token"]))[0] == 200
    proof = await house.gatekeeper.token(again["token"])
    assert proof is not None
    assert proof.customer == Customer(id=7, name="Ann")


@pytest.mark.parametrize("mode", [Mode.CAPABILITY, Mode.SIGNED])
async def test_who_left_a_message_comes_back_whenever_they_like(build: Build, mode: Mode) -> None:
    house = await build(mode)
    given = await begin(house)
    left = replace(opened(given), left_message=True)
    house.live[left.key] = left
    house.clock.now += 100 * HOUR
    assert await house.gatekeeper.token(given["token"]) is None
    status, again = await renew(house, left.key, given["token"])
    assert (status, again["tokenExpiresAt"]) == (200, house.clock.now + HOUR)
    assert await house.gatekeeper.token(again["token"]) is not None
    assert (await renew(house, opened(await begin(house)).key, given["token"]))[0] == 403

    who = given["customerId"]
    house.bans.add(
        Ban(kind=BanKind.CUSTOMER, value=who, by_attendant="bob", because="rude", created_at=NOW)
    )
    assert (await renew(house, left.key, given["token"]))[0] == 401


@pytest.mark.parametrize("status", [Status.ONLINE, Status.CLOSED])
async def test_no_other_token_comes_back_to_life(build: Build, status: Status) -> None:
    house = await build(Mode.CAPABILITY)
    given = await begin(house)
    is_closed = status is Status.CLOSED
    house.live[given["sessionId"]] = replace(
        opened(given), status=status, left_message=is_closed, closed_at=NOW if is_closed else None
    )
    house.clock.now += HOUR
    assert (await renew(house, given["sessionId"], given["token"]))[0] == 401


async def test_nobody_else_renews_it(build: Build) -> None:
    for mode in Mode:
        house = await build(mode)
        given, other = await begin(house), await begin(house)
        for token in (None, "", "x", given["token"][:-1], given["token"] + "x"):
            status, said = await renew(house, given["sessionId"], token)
            assert (status, said["error"]) == (401, "unauthorized")
        assert (await renew(house, other["sessionId"], given["token"]))[0] == 403


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (Reason.EXPIRED, 200),
        (Reason.BY_CUSTOMER, 401),
        (Reason.BY_ATTENDANT, 401),
        (Reason.BANNED, 401),
    ],
)
async def test_a_token_opens_a_session_until_somebody_closes_it(
    build: Build, reason: Reason, status: int
) -> None:
    house = await build(Mode.CAPABILITY)
    given = await begin(house)
    session = opened(given)
    house.live[session.key] = session
    assert (await renew(house, session.key, given["token"]))[0] == 200
    del house.live[session.key]
    await house.store(effects.SaveSession(session.closed(reason, NOW)))
    assert (await renew(house, session.key, given["token"]))[0] == status
    headers = {"Authorization": f"Bearer {given['token']}"}
    response = await house.client.get(f"/session/{session.key}", headers=headers)
    assert response.status == status
    assert ((await house.gatekeeper.token(given["token"])) is None) == (status == 401)


async def test_a_session_that_was_begun_as_somebody_else_is_not_the_tokens(build: Build) -> None:
    """Whoever knows the id may do that in mode `capability`; the token is not of that session."""
    house = await build(Mode.CAPABILITY)
    given = await begin(house, {"customerId": "ann"})
    house.live[given["sessionId"]] = opened({**given, "customerId": "bo"})
    assert (await renew(house, given["sessionId"], given["token"]))[0] == 401


async def test_a_wrong_token_reads_nothing_even_what_is_open_to_anybody(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    given = await begin(house)
    path = f"/session/{given['sessionId']}"
    assert (await house.client.get(path)).status == 200
    headers = {"Authorization": "Bearer chimp-customer-1.e30.x"}
    response = await house.client.get(path, headers=headers)
    assert response.status == 401
    assert "invalid_token" in response.headers["WWW-Authenticate"]
    headers["Authorization"] = f"bearer  {given['token']}"
    assert (await house.client.get(path, headers=headers)).status == 200


@pytest.mark.parametrize(
    ("kind", "value"), [(BanKind.CUSTOMER, "ann"), (BanKind.ADDRESS, "127.0.0.1")]
)
async def test_a_token_of_somebody_banned_opens_nothing(
    build: Build, kind: BanKind, value: str
) -> None:
    house = await build(Mode.CAPABILITY)
    given = await begin(house, {"customerId": "ann"})
    path, headers = f"/session/{given['sessionId']}", {"Authorization": f"Bearer {given['token']}"}
    ban = Ban(kind=kind, value=value, by_attendant="bob", because="rude", created_at=NOW)
    house.bans.add(ban)
    assert (await renew(house, given["sessionId"], given["token"]))[0] == 401
    assert (await house.client.get(path, headers=headers)).status == 401
    assert (await begin(house, {"customerId": "ann"}, 403))["error"] == "banned"
    house.bans.drop(kind, value)
    assert (await renew(house, given["sessionId"], given["token"]))[0] == 200
