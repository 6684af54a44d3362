"""Periods, what is shown of a customer, and a service of the site's that may do anything."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chimp.core import effects
from chimp.core.people import Customer
from chimp.core.session import Dialect, Session
from chimp.services.statistics import BadPeriod, Period, Statistics
from chimp.services.statistics_service import Question, StatisticsService
from chimp.store.database import Database

NOW = 1_545_391_989_000
"""2018-12-21 11:33:09 UTC"""
HOUR = 3_600_000
DAY = 24 * HOUR
ROW = {"label": "Plan", "value": "gold"}

Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    yield opened
    await opened.close()


def chat(session_id: str, customer: Customer) -> Session:
    return Session(
        id=session_id,
        topic=f"server/sessions/{customer.id}",
        customer=customer,
        dialect=Dialect.LEGACY,
        created_at=NOW,
        waiting_since=NOW,
        keep_alive_ttl=600_000,
    )


class TestPeriod:
    @pytest.mark.parametrize(
        ("start", "end", "since", "until"),
        [
            (None, None, NOW - DAY, NOW),
            ("20181221-10:33:09", None, NOW - HOUR, NOW),
            (None, "20181221-10:33:09", NOW - HOUR - DAY, NOW - HOUR),
            ("20181221-09:33:09", "20181221-10:33:09", NOW - 2 * HOUR, NOW - HOUR),
            ("20181221-10:33:09", "20181221-10:33:09", NOW - HOUR, NOW - HOUR),
            (None, "19700101-00:00:00", -DAY, 0),
        ],
    )
    def test_both_ends_are_optional(
        self, database: Database, start: str | None, end: str | None, since: int, until: int
    ) -> None:
        period = Statistics(database, ZoneInfo("UTC")).period(start, end, NOW)
        assert (period.start, period.end) == (since, until)

    @pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Sao_Paulo"])
    @pytest.mark.parametrize(
        "given", ["00010101-00:00:00", "19690101-00:00:00", "99991231-23:59:59"]
    )
    async def test_a_time_out_of_any_calendar(
        self, database: Database, zone: str, given: str
    ) -> None:
        """Such a time can not be shown in every zone, which is no reason to fail."""
        with pytest.raises(BadPeriod) as refused:
            Statistics(database, ZoneInfo(zone)).period("20181221-09:33:09", given, NOW)
        assert refused.value.field == "end_date_time"

    @pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Sao_Paulo"])
    async def test_the_widest_period_is_shown(self, database: Database, zone: str) -> None:
        statistics = Statistics(database, ZoneInfo(zone))
        period = statistics.period("19700102-00:00:00", "99981231-00:00:00", NOW)
        assert await statistics.rows("ann", period)

    @pytest.mark.parametrize(
        "given", ["20181221", "20181221-24:00:00", "20180229-00:00:00", "2018-12-21T11:33:09", "٢"]
    )
    def test_what_is_no_time(self, database: Database, given: str) -> None:
        with pytest.raises(BadPeriod) as refused:
            Statistics(database, ZoneInfo("UTC")).period(given, None, NOW)
        assert refused.value.field == "start_date_time"

    def test_a_start_in_the_future_is_after_now(self, database: Database) -> None:
        with pytest.raises(BadPeriod) as refused:
            Statistics(database, ZoneInfo("UTC")).period("20181222-00:00:00", None, NOW)
        assert refused.value.field == "start_date_time"


class TestRows:
    async def test_a_link_leads_to_its_session_whatever_its_id(self, database: Database) -> None:
        ann = Customer(id="ann")
        await database.write([effects.SaveSession(chat("a b&c=d?ü%", ann))], NOW)
        rows = await Statistics(database, ZoneInfo("UTC")).rows("ann", Period(NOW, NOW + 1))
        [links] = [row["value"] for row in rows if row["label"] == "Unresolved sessions"]
        assert [link["url"] for link in links] == ["/?session=a%20b%26c%3Dd%3F%C3%BC%25"]

    async def test_details_that_reach_a_customer_are_contacts(self, database: Database) -> None:
        details = {
            "E-Mail": "a@example.com",
            "phoneNumber": "1",
            "mobile phone": "2",
            "tel": "3",
            "plan": "gold",
            "hotel": "Astoria",
        }
        ann = Customer(id="ann", name="Ann", details=details)
        await database.write([effects.SaveSession(chat("s1", ann))], NOW)
        statistics = Statistics(database, ZoneInfo("UTC"))
        contact = await statistics.contact_info("ann", None)
        assert [row["value"] for row in contact] == ["Ann", "a@example.com", "1", "2", "3"]
        additional = await statistics.additional_info("ann", None)
        assert [row["label"] for row in additional][-2:] == ["Plan", "Hotel"]


def asked(
    customer: str = "ann",
    what: str = "statistics",
    given: tuple[str | None, ...] = (None, None),
    query: dict[str, str] | None = None,
) -> Question:
    return Question(customer, what, given, query or {})


@asynccontextmanager
async def site(
    respond: Respond,
    *,
    time_limit: int = 30_000,
    cache: int = 5_000,
    clock: Any = None,  # noqa: ANN401
) -> AsyncIterator[StatisticsService]:
    """A site whose every path is answered by `respond`."""
    application = web.Application()
    application.router.add_get("/{path:.*}", respond)
    async with TestServer(application) as server:
        options = {} if clock is None else {"clock": clock}
        yield StatisticsService(
            str(server.make_url("/")), timeout=time_limit, cache=cache, **options
        )


def excuse(rows: list[dict[str, Any]]) -> str:
    [row] = rows
    assert row["label"] == "External statistics"
    assert row["value"].startswith("not available: ")
    return str(row["value"]).removeprefix("not available: ")


class TestAsking:
    async def test_both_spellings_and_only_the_later_for_the_others(self) -> None:
        paths: list[str] = []

        async def respond(request: web.Request) -> web.Response:
            paths.append(request.raw_path)
            raise web.HTTPNotFound

        async with site(respond) as service:
            assert excuse(await service.rows(asked("50% a/b"))) == "it knows neither path"
            assert await service.rows(asked(what="contactInfo", query={"attendant": "7"})) == []
        assert paths == [
            "/chimpassist/50%25%20a%2Fb/statistics",
            "/chimpassist/customer/50%25%20a%2Fb/statistics",
            "/chimpassist/customer/ann/contactInfo?attendant=7",
        ]

    @pytest.mark.parametrize("customer", [".", ".."])
    async def test_a_customer_is_no_way_out_of_the_folder(self, customer: str) -> None:
        paths: list[str] = []

        async def respond(request: web.Request) -> web.Response:
            paths.append(request.path)
            return web.json_response([ROW])

        async with site(respond) as service:
            for what in ("statistics", "contactInfo"):
                await service.rows(asked(customer, what))
        assert not paths

    async def test_a_site_with_a_page_for_every_path(self) -> None:
        async def respond(request: web.Request) -> web.Response:
            if "/customer/" in request.path:
                return web.json_response([ROW])
            return web.Response(text="<html>", content_type="text/html")

        async with site(respond) as service:
            assert await service.rows(asked()) == [ROW]

    async def test_an_answer_in_pieces_is_read_to_its_end(self) -> None:
        read_on = asyncio.Event()

        async def respond(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse()
            await response.prepare(request)
            await response.write(b'[{"label": "Plan",')
            await read_on.wait()
            await response.write(b'"value": "gold"}]')
            return response

        async with site(respond) as service, asyncio.TaskGroup() as group:
            rows = group.create_task(service.rows(asked()))
            asyncio.get_running_loop().call_later(0.05, read_on.set)
        assert rows.result() == [ROW]

    @pytest.mark.parametrize(
        ("answer", "because"),
        [
            (lambda: web.Response(status=500), "it answered with status 500"),
            (lambda: web.Response(text="<html>"), "its answer is not JSON"),
            (lambda: web.Response(body=b"\xff"), "its answer is not JSON"),
            (lambda: web.Response(text="[" * 50_000), "its answer is not JSON"),
            (lambda: web.json_response({}), "its answer is not an array"),
            (lambda: web.Response(body=b" " * 300_000), "its answer is over 256 KiB"),
        ],
    )
    async def test_what_is_no_answer_becomes_one_row(
        self, answer: Callable[[], web.Response], because: str
    ) -> None:
        async def respond(_: web.Request) -> web.Response:
            return answer()

        async with site(respond) as service:
            assert excuse(await service.rows(asked())) == because

    async def test_a_slow_one_is_not_waited_for(self) -> None:
        never = asyncio.Event()

        async def respond(_: web.Request) -> web.Response:
            await never.wait()
            return web.Response()

        async with site(respond, time_limit=50) as service:
            assert excuse(await service.rows(asked())) == "no answer within 0.05 s"
            never.set()

    async def test_one_that_hangs_up_in_the_middle(self) -> None:
        async def respond(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Length": "100"})
            await response.prepare(request)
            await response.write(b"[")
            assert request.transport is not None
            request.transport.close()
            return response

        async with site(respond) as service:
            assert excuse(await service.rows(asked()))


class TestRowsOfTheSite:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("text", "text"),
            ("", ""),
            (3, "3"),
            (2.5, "2.5"),
            ([], []),
            (
                [{"url": "https://x/1", "label": "one", "more": 1}],
                [{"url": "https://x/1", "label": "one"}],
            ),
            ([{"url": "/local", "label": ""}], [{"url": "/local", "label": ""}]),
            ([{"x": "21/12/2018-11:33:09", "y": 1.5}], [{"x": "21/12/2018-11:33:09", "y": 1.5}]),
        ],
    )
    async def test_the_three_forms(self, value: object, shown: object) -> None:
        assert await self.shown({"label": "a", "value": value}) == [{"label": "a", "value": shown}]

    @pytest.mark.parametrize(
        "row",
        [
            "text",
            None,
            {},
            {"value": "no label"},
            {"label": 5, "value": "x"},
            {"label": "no value"},
            {"label": "a", "value": None},
            {"label": "a", "value": True},
            {"label": "a", "value": {"url": "/", "label": "not in a list"}},
            {"label": "a", "value": ["text"]},
            {"label": "a", "value": [{"url": "javascript:alert(1)", "label": "a script"}]},
            {"label": "a", "value": [{"url": "/", "label": 1}]},
            {"label": "a", "value": [{"x": "2018-12-21", "y": 1}]},
            {"label": "a", "value": [{"x": "21/12/2018-11:33:09", "y": "1"}]},
            {"label": "a", "value": [{"x": "21/12/2018-11:33:09", "y": True}]},
            {
                "label": "two forms at once",
                "value": [{"url": "/", "label": "a"}, {"x": "21/12/2018-11:33:09", "y": 1}],
            },
        ],
    )
    async def test_anything_else_is_dropped_and_the_rest_stays(self, row: object) -> None:
        assert await self.shown(row, ROW) == [ROW]

    async def test_there_are_not_more_rows_than_a_page_can_show(self) -> None:
        assert len(await self.shown(*[ROW] * 1_000)) == 200

    async def shown(self, *rows: object) -> list[dict[str, Any]]:
        async def respond(_: web.Request) -> web.Response:
            return web.Response(body=orjson.dumps(rows))

        async with site(respond) as service:
            return await service.rows(asked())


class Counting:
    """Answers with how often it was asked, once it may."""

    def __init__(self) -> None:
        self.times = 0
        self.entered = asyncio.Event()
        self.go_on = asyncio.Event()

    async def respond(self, _: web.Request) -> web.Response:
        self.times += 1
        self.entered.set()
        await self.go_on.wait()
        return web.json_response([{"label": "Asked", "value": f"{self.times}"}])


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class TestRemembering:
    async def test_those_who_ask_at_once_share_one_request(self) -> None:
        counting = Counting()
        async with site(counting.respond) as service:
            async with asyncio.TaskGroup() as group:
                asking = [group.create_task(service.rows(asked())) for _ in range(20)]
                await counting.entered.wait()
                counting.go_on.set()
            assert counting.times == 1
            assert all(task.result()[0]["value"] == "1" for task in asking)

    async def test_who_gives_up_takes_nobody_along(self) -> None:
        counting = Counting()
        async with site(counting.respond) as service, asyncio.TaskGroup() as group:
            impatient = group.create_task(service.rows(asked()))
            patient = group.create_task(service.rows(asked()))
            await counting.entered.wait()
            impatient.cancel()
            counting.go_on.set()
            assert await patient == [{"label": "Asked", "value": "2"}]
        assert impatient.cancelled()

    async def test_an_answer_is_kept_for_seconds(self) -> None:
        counting, clock = Counting(), Clock()
        counting.go_on.set()
        async with site(counting.respond, cache=5_000, clock=clock) as service:
            found = []
            for clock.now in (0.0, 4.9, 5.1):
                found.append((await service.rows(asked()))[0]["value"])
        assert found == ["1", "1", "2"]

    async def test_the_last_24_hours_are_the_same_question_a_second_later(
        self, database: Database
    ) -> None:
        counting = Counting()
        counting.go_on.set()
        async with site(counting.respond) as service:
            statistics = Statistics(database, ZoneInfo("UTC"), service)
            for now in (NOW, NOW + 1_000):
                await statistics.rows("ann", statistics.period(None, None, now))
            assert counting.times == 1
            await statistics.rows("ann", statistics.period("20181221-00:00:00", None, NOW))
            await statistics.rows("bob", statistics.period(None, None, NOW))
        assert counting.times == 3

    async def test_without_a_cache_everybody_asks(self) -> None:
        counting = Counting()
        counting.go_on.set()
        async with site(counting.respond, cache=0) as service:
            await service.rows(asked())
            await service.rows(asked())
        assert counting.times == 2

    async def test_not_more_is_remembered_than_fits(self) -> None:
        async def respond(_: web.Request) -> web.Response:
            return web.json_response([])

        async with site(respond) as service:
            for number in range(300):
                await service.rows(asked(f"{number}"))
            assert len(service._answers) == 256
