"""Bans that are ordered by the web: what `server/attendants/<id>/ban` does, in the same turn."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from chimp.core.access import Principal, Role
from chimp.core.bans import BanKind
from chimp.core.errors import StoreError
from chimp.core.people import Attendant, Customer, Level
from chimp.core.session import Reason
from chimp.services import desk
from chimp.services.banning import KeepOut, LetIn
from tests.services.desk_at_work import AtWork, at_work, attendant, stranger

OVER = "session/aborted/expired"
"""How the dialect of 2019 says it."""

SUE = Attendant(id="sue", name="Sue", level=Level.SUPERVISOR)


async def asks(work: AtWork, customer: str, address: str) -> str:
    """Somebody who waits for a chat, and comes from there; returns their control topic."""
    topic = f"server/sessions/{customer}"
    work.air.addresses[customer] = address
    session = {"sessionId": f"of {customer}", "sessionTopic": topic, "customer": {"id": customer}}
    work.send(stranger(customer), "server/sessions/online", session)
    await work.air.hears(f"{topic}/client/control")
    return f"{topic}/client/control"


def by_token(customer: str) -> Principal:
    who = Customer(id=customer)
    return Principal(connection="another one", role=Role.CUSTOMER, customer=who, address="::1")


async def test_a_customer_is_kept_out_and_sent_away_after_the_news(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        anns = await asks(work, "ann", "192.0.2.1")
        carls = await asks(work, "carl", "192.0.2.1")
        carl_heard = len(work.air.on(carls))
        assert await work.desk.order(KeepOut(BanKind.CUSTOMER, "ann", SUE, 5, "rude"))
        assert work.air.on(anns)[-1]["instruction"] == OVER
        stored = await work.database.session("of ann")
        assert stored is not None
        assert (stored.close_reason, stored.close_note) == (Reason.BANNED, "rude")
        assert len(work.air.on(carls)) == carl_heard
        [is_unwanted] = work.air.sent_away
        assert is_unwanted(stranger("ann"))
        assert is_unwanted(by_token("ann"))
        assert not is_unwanted(stranger("carl"))
        assert not is_unwanted(attendant())
        ban = work.desk.bans.find(BanKind.CUSTOMER, "ann")
        assert ban is not None
        assert (ban.by_attendant, ban.because) == ("sue", "rude")
        assert ban.until == ban.created_at + 300_000
        assert list(await work.database.bans()) == [ban]
        assert work.counted("chimp_events_total", kind="customer.banned") == 1

        assert await work.desk.order(LetIn(BanKind.CUSTOMER, "ann", SUE))
        assert work.desk.bans.find(BanKind.CUSTOMER, "ann") is None
        assert list(await work.database.bans()) == []


async def test_an_address_takes_all_along_who_come_from_there(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        theirs = [await asks(work, name, f"2001:db8::{number}") for number, name in enumerate("ab")]
        other = await asks(work, "c", "2001:db8:0:1::1")
        assert await work.desk.order(KeepOut(BanKind.ADDRESS, "2001:db8::/64", SUE))
        for topic in theirs:
            assert work.air.on(topic)[-1]["instruction"] == OVER
        assert work.air.on(other)[-1]["instruction"] != OVER
        [is_unwanted] = work.air.sent_away
        assert is_unwanted(Principal(connection="silent", address="2001:db8::99"))
        assert not is_unwanted(Principal(connection="c", address="2001:db8:0:1::1"))
        assert work.desk.bans.keeps_out_address("2001:db8::99", 2**50)
        assert await work.desk.order(LetIn(BanKind.ADDRESS, "2001:db8::5", SUE))
        assert list(await work.database.bans()) == []


async def test_nobody_is_sent_away_before_the_news(tmp_path: Path) -> None:
    """Of somebody at several addresses, either."""
    async with at_work(tmp_path) as work:
        topic = await asks(work, "ann", "192.0.2.1")
        work.air.addresses["phone"] = "192.0.2.2"
        session = {"sessionId": "of ann", "sessionTopic": "server/sessions/ann"}
        told = session | {"customer": {"id": "ann"}}
        work.send(stranger("phone"), "server/sessions/online", told)
        await work.settle()
        heard: list[str] = []

        def send_away(is_unwanted: Callable[[Principal], bool]) -> None:
            assert is_unwanted(stranger("phone"))
            heard.append(work.air.on(topic)[-1]["instruction"])

        work.air.send_away = send_away  # type: ignore[method-assign]
        supervisor = Principal(connection="sue's", role=Role.ATTENDANT, attendant=SUE)
        ban = {"sessionId": "of ann", "address": True}
        work.send(supervisor, "server/attendants/sue/ban", ban)
        await work.settle()
        assert heard == [OVER, OVER]


async def test_who_was_banned_by_hand_is_let_in_by_the_web(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        supervisor = Principal(connection="sue's", role=Role.ATTENDANT, attendant=SUE)
        work.send(supervisor, "server/attendants/sue/ban", {"customerId": "ann"})
        await work.settle()
        assert work.desk.bans.find(BanKind.CUSTOMER, "ann") is not None
        assert await work.desk.order(LetIn(BanKind.CUSTOMER, "ann", SUE))
        assert list(await work.database.bans()) == []
        assert await work.desk.order(LetIn(BanKind.CUSTOMER, "ann", SUE)), "as was asked for"


async def test_what_can_not_be_stored_does_not_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_RETRY_SECONDS", 0.01)
    async with at_work(tmp_path) as work:
        anns = await asks(work, "ann", "192.0.2.1")

        async def full(*_: object) -> NoReturn:
            message = "chimp.db: the disk is full"
            raise StoreError(message)

        with monkeypatch.context() as broken:
            broken.setattr(work.database, "write", full)
            assert not await work.desk.order(KeepOut(BanKind.CUSTOMER, "ann", SUE))
        assert work.desk.bans.find(BanKind.CUSTOMER, "ann") is None
        assert work.air.sent_away == []
        assert work.air.on(anns)[-1]["instruction"] != OVER


async def test_a_full_inbox_takes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(tmp_path) as work:
        with monkeypatch.context() as full:
            full.setattr(work.desk._inbox, "_capacity", 0)
            assert not await work.desk.order(KeepOut(BanKind.CUSTOMER, "ann", SUE))
