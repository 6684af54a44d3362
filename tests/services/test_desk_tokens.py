"""What a customer's token is worth at the desk, whatever its holder says of themselves."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chimp.core import effects, topics
from chimp.core.access import Mode, Principal, Proof, Role
from chimp.core.people import Customer
from chimp.core.session import Reason, Session, Status
from tests.services.desk_at_work import AtWork, at_work, stranger

Json = dict[str, Any]

ANN = Customer(id="ann", name="Ann", details={"email": "ann@example.org"}, is_verified=True)
VISITOR = Customer(id="70912860-e641-11f1-9380-bba89cdc5683")
WITH_TOKENS = pytest.mark.parametrize("mode", [Mode.CAPABILITY, Mode.SIGNED])


def holder(work: AtWork, customer: Customer = ANN, session_id: str = "") -> Principal:
    """Whoever holds the token of a session that was not asked for yet."""
    session_key = session_id or work.issue()
    proof = Proof(
        role=Role.CUSTOMER,
        customer=customer,
        session_key=session_key,
        session_topic=topics.session_topic(customer.id, session_key),
    )
    return proof.principal(f"{customer.id} {session_key}", "127.0.0.1")


def request(who: Principal, **more: object) -> Json:
    """What a client of the seed's dialect asks with."""
    assert who.customer is not None
    return {"customerId": who.customer.id, "requestID": "r", "sessionId": who.session_key, **more}


async def session_of(work: AtWork, who: Principal) -> Session:
    await work.settle()
    assert who.session_key is not None
    session = work.desk.session(who.session_key)
    assert session is not None
    return session


async def refusal(work: AtWork) -> Json:
    """The latest one that was said."""
    await work.settle()
    return next(said for _, said, _ in reversed(work.air.said) if said.get("code"))


@WITH_TOKENS
async def test_the_token_says_who_asks_and_the_page_only_adds(tmp_path: Path, mode: Mode) -> None:
    async with at_work(tmp_path, mode) as work:
        ann = holder(work)
        told = {"name": "The Boss", "email": "boss@example.org", "plan": "gold", "verified": False}
        work.send(ann, "server/sessions/request", request(ann, customer=told))
        session = await session_of(work, ann)
        assert session.customer == replace(ANN, details={**ANN.details, "plan": "gold"})
        assert session.topic == ann.session_topic
        shown = work.air.on(f"{session.topic}/client/control")[0]["sessionInfo"]["customer"]
        assert (shown["name"], shown["verified"]) == ("Ann", True)


@WITH_TOKENS
async def test_a_session_id_need_not_be_named_by_who_holds_its_token(
    tmp_path: Path, mode: Mode
) -> None:
    async with at_work(tmp_path, mode) as work:
        ann = holder(work)
        work.send(ann, "server/sessions/request", {"customerId": "ann", "requestID": "r"})
        assert (await session_of(work, ann)).customer.is_verified


@WITH_TOKENS
async def test_the_page_of_2019_may_hold_a_token_too(tmp_path: Path, mode: Mode) -> None:
    async with at_work(tmp_path, mode) as work:
        ann = holder(work)
        online = {"sessionId": ann.session_key, "customer": {"id": "ann", "name": "Eve"}}
        work.send(ann, "server/sessions/online", online)
        session = await session_of(work, ann)
        assert (session.topic, session.customer) == (ann.session_topic, ANN)


@WITH_TOKENS
async def test_an_expired_session_is_come_back_to_by_its_token_and_its_numbers_go_on(
    tmp_path: Path, mode: Mode
) -> None:
    async with at_work(tmp_path, mode) as work:
        ann = holder(work)
        work.send(ann, "server/sessions/request", request(ann))
        session = await session_of(work, ann)
        over = replace(session, message_count=7).closed(Reason.EXPIRED, 5)
        await work.database.write([effects.SaveSession(over)], 5)
    async with at_work(tmp_path, mode) as work:
        again = holder(work, session_id=session.key)
        online = {"sessionId": session.key, "customer": {"id": "ann"}, "status": "online"}
        work.send(again, "server/sessions/online", online)
        reopened = await session_of(work, again)
        assert reopened.status is not Status.CLOSED
        assert reopened.message_count == 7
        work.send(again, "server/sessions/request", {"customerId": "ann", "requestID": "r"})
        assert (await session_of(work, again)).message_count == 7


@WITH_TOKENS
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"customerId": "bo"}, "customerId"),
        ({"sessionTopic": "server/sessions/ann"}, "sessionTopic"),
        ({"sessionTopic": "server/sessions/ann/room"}, "sessionTopic"),
    ],
)
async def test_a_session_is_what_its_token_says(
    tmp_path: Path, mode: Mode, more: Json, field: str
) -> None:
    async with at_work(tmp_path, mode) as work:
        ann = holder(work)
        work.send(ann, "server/sessions/request", request(ann, **more))
        refused = await work.air.hears(f"{ann.session_topic}/client/control")
        assert (refused["code"], refused["field"]) == ("forbidden", field)
        assert ann.session_key is not None
        assert work.desk.session(ann.session_key) is None
        assert ann.session_topic in ann.named, "what is theirs stays theirs"
        work.send(ann, "server/sessions/request", request(ann))
        assert (await session_of(work, ann)).customer == ANN


async def test_with_signatures_a_token_opens_no_session_but_its_own(tmp_path: Path) -> None:
    async with at_work(tmp_path, Mode.SIGNED) as work:
        first, second, other = holder(work), holder(work), holder(work, VISITOR)
        work.send(first, "server/sessions/request", request(first))
        served = await session_of(work, first)
        for who in (second, other):
            asked = request(first, requestID="again")
            work.send(who, "server/sessions/request", asked)
            assert first.session_topic not in who.named, "not even until it is refused"
            online = {"sessionId": first.session_key, "customer": {"id": "ann"}}
            work.send(who, "server/sessions/online", online)
            await work.settle()
            assert who.named == {who.session_topic}
            assert who.held == {who.session_key}
        assert work.desk.session(served.key) == served
        refused = await refusal(work)
        assert (refused["code"], refused["field"]) == ("forbidden", "sessionId")


async def test_with_signatures_a_customers_request_id_leads_to_no_other_session(
    tmp_path: Path,
) -> None:
    """Two pages of one customer may count their requests alike."""
    async with at_work(tmp_path, Mode.SIGNED) as work:
        first, second = holder(work, VISITOR), holder(work, VISITOR)
        for who in (first, second):
            work.send(who, "server/sessions/request", request(who))
        sessions = {(await session_of(work, who)).key for who in (first, second)}
        assert sessions == {first.session_key, second.session_key}


async def test_a_verified_session_is_neither_renamed_nor_unverified_without_its_token(
    tmp_path: Path,
) -> None:
    """By capability, who knows a session's id may use it, but not say who its customer is."""
    async with at_work(tmp_path, Mode.CAPABILITY) as work:
        ann = holder(work)
        work.send(ann, "server/sessions/request", request(ann))
        before = (await session_of(work, ann)).customer
        told = {"name": "Eve", "avatarURL": "x", "email": "eve@example.org", "phone": "1"}
        work.send(stranger(), "server/sessions/request", request(ann, customer=told))
        after = (await session_of(work, ann)).customer
        assert after == replace(before, details={**before.details, "phone": "1"})


@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.CAPABILITY])
async def test_nobody_is_verified_by_saying_so(tmp_path: Path, mode: Mode) -> None:
    async with at_work(tmp_path, mode) as work:
        session_id = work.issue()
        asked = {"customerId": "ann", "requestID": "r", "sessionId": session_id}
        told = {"name": "Ann", "verified": True, "is_verified": True}
        work.send(stranger(), "server/sessions/request", {**asked, "customer": told})
        await work.settle()
        session = work.desk.session(session_id)
        assert session is not None
        assert not session.customer.is_verified
        shown = work.air.on(f"{session.topic}/client/control")[0]["sessionInfo"]["customer"]
        assert "verified" not in shown


async def test_details_of_a_customer_do_not_grow_for_ever(tmp_path: Path) -> None:
    async with at_work(tmp_path, Mode.CAPABILITY) as work:
        ann = holder(work)
        for start in range(0, 200, 40):
            told = {f"detail {number}": "x" for number in range(start, start + 40)}
            work.send(ann, "server/sessions/request", request(ann, customer=told))
        assert len((await session_of(work, ann)).customer.details) == 50
