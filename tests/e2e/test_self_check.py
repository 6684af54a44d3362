"""The server's chat with itself: it goes well, it says where it does not, and nothing is left."""

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from chimp.core.effects import Save, SaveMessage, SaveSession
from chimp.core.people import PROBE_CUSTOMER, Customer
from chimp.services import self_check
from chimp.store import connections
from chimp.store.database import Database
from tests.e2e.accounts import BOBS_CREDENTIALS, FILE, add_bob
from tests.e2e.connection import TcpWire, connected
from tests.e2e.ear import instruction
from tests.e2e.house import House, Serve
from tests.e2e.http import get
from tests.e2e.metrics import total
from tests.e2e.native_client import native_attendant
from tests.store.given import message, session

OFTEN = {"interval": 10, "timeout": 10_000}
PATIENCE = 20.0
_POLL_SECONDS = 0.01


async def becomes(house: House, status: int, because: str = "") -> dict[str, Any]:
    """Wait until `/readyz` answers that for that reason, after at least one check."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found, said = await get(house, "/readyz")
            is_it = because in said["checks"]["self_check"]
            if found == status and is_it and said["self_check"] != _NOT_YET:
                told: dict[str, Any] = said
                return told
            await asyncio.sleep(_POLL_SECONDS)


_NOT_YET = {"last_success_at": None, "milliseconds": None, "failing_since": None}


async def checks_again(house: House, times: int = 1) -> None:
    """Wait until so many more have gone well."""
    name = "chimp_self_check_seconds_count"
    before = await total(house, name)
    async with asyncio.timeout(PATIENCE):
        while await total(house, name) < before + times:  # noqa: ASYNC110 - no news
            await asyncio.sleep(_POLL_SECONDS)


def rows(data_dir: Path) -> dict[str, int]:
    tables = ("sessions", "messages", "customers", "assignments", "events", "notes")
    with closing(sqlite3.connect(data_dir / FILE)) as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in tables
        }


@pytest.mark.parametrize(
    ("mode", "base"), [("capability", ""), ("signed", "chimp/demo"), ("open", "a")]
)
async def test_it_goes_well_and_leaves_nothing_behind(serve: Serve, mode: str, base: str) -> None:
    narrow = {"max_connections_per_address": 1, "max_connects_per_minute": 1}
    async with serve(
        self_check=OFTEN, auth={"mode": mode}, mqtt={"base_topic": base, "limits": narrow}
    ) as house:
        said = await becomes(house, 200)
        assert said["checks"]["self_check"] == "ok"
        assert said["self_check"]["milliseconds"] > 0
        assert said["self_check"]["failing_since"] is None
        await checks_again(house, times=3)
        assert await total(house, "chimp_self_check_failures_total") == 0
        assert await total(house, "chimp_self_check_last_success_timestamp_seconds") > 0
        for undisturbed in ("messages_stored_total", "events_total", "open_sessions"):
            assert await total(house, f"chimp_{undisturbed}") == 0
    left = rows(house.data_dir)
    assert all(left[table] <= 1 for table in left), "the one that the end has cut short, at most"
    async with serve(self_check={"interval": 0}) as house:
        await nothing_is_left(house.data_dir)


async def nothing_is_left(data_dir: Path) -> None:
    async with asyncio.timeout(PATIENCE):
        while any(rows(data_dir).values()):  # noqa: ASYNC110 - no news
            await asyncio.sleep(_POLL_SECONDS)


async def test_turned_off_there_is_none(serve: Serve) -> None:
    async with serve() as house:
        _, said = await get(house, "/readyz")
        assert said["self_check"] is None
        assert "self_check" not in said["checks"]


async def test_attendants_are_not_asked_and_see_nothing_of_it(serve: Serve) -> None:
    async with serve(self_check=OFTEN) as house:
        await add_bob(house)
        async with native_attendant(house, "bob", BOBS_CREDENTIALS) as bob:
            await bob.hears("client/desk/availability", attendants=1)
            await checks_again(house, times=3)
            await bob.connection.ping()
            heard = [h for h in bob.connection.heard if PROBE_CUSTOMER.encode() in h.payload]
            told = {h.topic for h in bob.connection.heard}
        assert heard == []
        assert told <= {"client/desk/availability", "client/desk/attendants/bob"}
        availability = bob.connection.ear.all(lambda h: h.topic == "client/desk/availability")
        assert {h.json["waiting"] for h in availability} == {0}


async def test_it_says_that_the_store_is_locked_and_when_it_is_well_again(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_BUSY_SECONDS", 0.05)
    async with serve(self_check=OFTEN) as house:
        await becomes(house, 200)
        with closing(sqlite3.connect(house.data_dir / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            said = await becomes(house, 503, because="try_later")
            assert ", since 20" in said["checks"]["self_check"]
            assert said["self_check"]["failing_since"] > said["self_check"]["last_success_at"]
            other.execute("ROLLBACK")
        said = await becomes(house, 200)
        assert said["checks"]["self_check"] == "ok"
        assert await total(house, "chimp_self_check_failures_total") >= 1
    async with serve() as house:
        await nothing_is_left(house.data_dir)


async def test_it_says_that_nothing_comes_from_a_desk_that_hangs(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = asyncio.Event()
    write = Database.write

    async def hangs(self: Database, saves: Sequence[Save], now: int) -> None:
        await goes_on.wait()
        await write(self, saves, now)

    async with serve(self_check={"interval": 10, "timeout": 1_000}) as house:
        await becomes(house, 200)
        monkeypatch.setattr(Database, "write", hangs)
        said = await becomes(house, 503)
        step, _, what = said["checks"]["self_check"].partition(": ")
        assert step in {"open", "send", "echo", "close"}
        assert what.startswith("nothing came within 1 s")
        goes_on.set()
        assert (await becomes(house, 200))["checks"]["self_check"] == "ok"


async def test_after_one_that_went_wrong_the_next_comes_soon(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_check, "_AGAIN_SECONDS", 0.05)
    goes_on = asyncio.Event()
    write = Database.write

    async def hangs(self: Database, saves: Sequence[Save], now: int) -> None:
        await goes_on.wait()
        await write(self, saves, now)

    monkeypatch.setattr(Database, "write", hangs)
    async with serve(self_check={"interval": 3_600_000, "timeout": 500}) as house:
        await becomes(house, 503)
        goes_on.set()
        await becomes(house, 200)


async def test_one_that_a_crash_cut_short_is_erased_at_the_next_start(
    serve: Serve, data_dir: Path
) -> None:
    async with serve():
        pass
    cut_short = session(1, Customer(id=PROBE_CUSTOMER))
    said = message(1, cut_short, cut_short.customer)
    database = await Database.open(data_dir / FILE)
    await database.write([SaveSession(cut_short), SaveMessage(said)], 1)
    await database.close()
    assert rows(data_dir)["messages"] == 1
    async with serve():
        await nothing_is_left(data_dir)


@pytest.mark.parametrize("mode", ["capability", "open"])
async def test_nobody_else_is_called_so(serve: Serve, mode: str) -> None:
    async with serve(auth={"mode": mode}) as house:
        status, refused = await post_session(house, PROBE_CUSTOMER)
        assert (status, refused["field"]) == (400, "customerId")
        session_id = (await post_session(house, "ann"))[1]["sessionId"]
        topic = f"server/sessions/{PROBE_CUSTOMER}/{session_id}"
        customer = {"id": PROBE_CUSTOMER, "name": "I am the server"}
        asking = {"customerId": PROBE_CUSTOMER, "requestID": "r", "sessionId": session_id}
        online = {"customer": customer, "sessionId": session_id, "requestID": "r"}
        channel = {"userRequesting": PROBE_CUSTOMER, "responseTopic": "answers/of/mine"}
        async with connected(await TcpWire.open(house.mqtt_port)) as liar:
            assert await liar.subscribe(f"{topic}/client/control") == [0]
            await liar.publish_surely(f"{topic}/server/open", {})
            refusal = await liar.hears(instruction("error"))
            assert (refusal.json["code"], refusal.json["field"]) == ("invalid", "customerId")
            for way, payload in (
                ("sessions/request", asking),
                ("sessions/online", {**online, "sessionTopic": topic}),
                ("channels/request", channel),
            ):
                await liar.publish_surely(f"server/{way}", payload)
        assert await total(house, "chimp_refusals_total") == 4
    assert not any(rows(house.data_dir).values())


async def post_session(house: House, customer_id: str) -> tuple[int, dict[str, Any]]:
    async with (
        ClientSession() as http,
        http.post(house.url("/session"), json={"customerId": customer_id}) as answer,
    ):
        return answer.status, json.loads(await answer.text())
