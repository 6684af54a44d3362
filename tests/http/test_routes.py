"""Every route of section 5 of the contract: its shape, its defaults, its errors, its access."""

import asyncio
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestServer
from pydantic import TypeAdapter

from chimp.core import effects
from chimp.core.access import Mode
from chimp.core.people import Customer
from chimp.http.problems import Handler
from chimp.wire.native_shape_models import DeskSession, DeskShape
from tests.http.conftest import ANN, BOB, NOW, Build, House, message, session

UUID = "70912860-e641-11f1-9380-bba89cdc5683"


async def get(house: House, path: str, **options: Any) -> tuple[int, Any]:  # noqa: ANN401
    response = await house.client.get(path, **options)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "application/json"
    return response.status, await response.json()


class TestSessions:
    async def test_a_session_id_is_fresh_and_recognised(self, build: Build) -> None:
        house = await build()
        told = []
        for body in (None, b"", b"{}", b"not json"):
            response = await house.client.post("/session", data=body)
            assert response.status == 200
            told.append(await response.json())
        assert {told["keepAliveTTL"] for told in told} == {600_000}
        ids = {told["sessionId"] for told in told}
        assert len(ids) == 4
        assert all(map(house.ids.issued, ids))

    async def test_one_address_can_not_starve_the_others(self, build: Build) -> None:
        house = await build(session_rate=3)
        statuses = [(await house.client.post("/session")).status for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        refused = await house.client.post("/session")
        assert 1 <= int(refused.headers["Retry-After"]) <= 20
        assert (await refused.json())["error"] == "too_many_requests"

    async def test_a_session_that_nobody_knows_is_null(self, build: Build) -> None:
        house = await build()
        assert await get(house, "/session/unknown") == (200, None)
        assert await get(house, "/session/unknown/messages") == (200, [])

    async def test_a_session_with_its_last_messages(self, build: Build) -> None:
        house = await build()
        await house.talk()
        status, shape = await get(house, "/session/s1")
        assert status == 200
        assert (shape["sessionId"], shape["status"]) == ("s1", "aborted")
        assert [m["content"] for m in shape["lastMessages"]] == ["text 1", "text 2"]
        assert shape["sessionTemplate"]["customersAllowed"] == 1

    async def test_a_live_session_is_shown_as_it_is_now(self, build: Build) -> None:
        house = await build()
        await house.store(effects.SaveSession(session()))
        house.live["s1"] = session().served_by("bob")
        assert (await get(house, "/session/s1"))[1]["status"] == "online"

    async def test_messages_of_a_session_come_newest_first(self, build: Build) -> None:
        house = await build()
        of = session()
        await house.store(effects.SaveSession(of))
        await house.store(*(effects.SaveMessage(message(n, ANN, of)) for n in range(1, 31)))
        _, first = await get(house, "/session/s1/messages")
        assert [entry["message"]["content"] for entry in first][:2] == ["text 30", "text 29"]
        assert len(first) == 20
        assert first[0]["sessionInfo"]["lastMessages"] == []
        _, rest = await get(house, "/session/s1/messages?offset=20&limit=20")
        assert [entry["message"]["content"] for entry in rest][-1] == "text 1"

    async def test_a_page_reads_back_by_number(self, build: Build) -> None:
        house = await build()
        of = session()
        await house.store(effects.SaveSession(of))
        await house.store(*(effects.SaveMessage(message(n, ANN, of)) for n in range(1, 31)))
        _, newest = await get(house, "/session/s1/messages?before=0")
        assert [entry["seq"] for entry in newest] == list(range(11, 31))
        _, earlier = await get(house, "/session/s1/messages?before=11&limit=5")
        assert [(entry["seq"], entry["content"]) for entry in earlier] == [
            (n, f"text {n}") for n in range(6, 11)
        ]
        assert await get(house, "/session/s1/messages?before=1") == (200, [])

    @pytest.mark.parametrize("query", ["before=x", "before=-1", "after=1&before=2"])
    async def test_a_number_that_is_none_is_named(self, build: Build, query: str) -> None:
        house = await build()
        status, problem = await get(house, f"/session/s1/messages?{query}")
        assert (status, problem["field"]) == (400, "before")


class TestDesk:
    async def test_who_is_there_and_what_is_to_be_seen_at_once(self, build: Build) -> None:
        house = await build()
        served = session(1).served_by("bob")
        quiet = session(2, Customer(id="bea"))
        long = replace(message(3, ANN, served), content="word " * 100)
        await house.store(*map(effects.SaveSession, (served, quiet)))
        await house.store(*map(effects.SaveMessage, (message(1, ANN, served), long)))
        await house.store(effects.SaveMessage(message(2, BOB, served)))
        house.live |= {"s1": served, "s2": quiet}
        house.online.add("s1")
        status, desk = await get(house, "/desk")
        assert status == 200
        seen = {each["sessionId"]: each for each in desk["sessions"]}
        assert [seen[s]["customerOnline"] for s in ("s1", "s2")] == [True, False]
        assert [seen[s]["unread"] for s in ("s1", "s2")] == [2, 0]
        assert seen["s2"]["lastMessage"] is None
        assert seen["s1"]["lastMessage"] == {
            "seq": 3,
            "from": {"kind": "customer", "id": "ann", "name": "Ann"},
            "content": ("word " * 100)[:200],
            "storedAt": long.stored_at,
        }
        assert DeskShape.model_validate(desk).sessions[0].unread == 2

    @pytest.mark.parametrize("path", ["/desk", "/sessions"])
    async def test_it_is_for_attendants(self, build: Build, path: str) -> None:
        house = await build(Mode.CAPABILITY)
        assert (await get(house, path))[0] == 401

    async def test_sessions_are_looked_for(self, build: Build) -> None:
        house = await build()
        await house.talk()
        waiting = session(2, Customer(id="bea", name="Bea"))
        await house.store(effects.SaveSession(waiting))
        house.live["s2"] = waiting.offered("bob", NOW + 10_000)
        house.online.add("s2")
        for query, expected in (
            ("", ["s2", "s1"]),
            ("?state=all&limit=1&offset=1", ["s1"]),
            ("?state=open", ["s2"]),
            ("?state=closed", ["s1"]),
            ("?q=ann%40exam", ["s1"]),
            ("?q=Bea&customer=ann", []),
            ("?attendant=bob", ["s1"]),
            ("?customer=bea", ["s2"]),
        ):
            status, listed = await get(house, f"/sessions{query}")
            assert (status, [each["sessionId"] for each in listed]) == (200, expected), query
        _, (bea, ann) = await get(house, "/sessions")
        assert (bea["offeredTo"], bea["customerOnline"], bea["lastMessage"]) == ("bob", True, None)
        assert bea["offerExpiresAt"] > bea["createdAt"]
        assert (ann["status"], ann["customerOnline"], ann["unread"]) == ("aborted", False, 1)
        assert (ann["lastMessage"]["seq"], ann["lastMessage"]["from"]["kind"]) == (2, "attendant")
        assert TypeAdapter(list[DeskSession]).validate_python([bea, ann])

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("state=some", "state"),
            (f"q={'x' * 2_000}", "q"),
            (f"attendant={'x' * 2_000}", "attendant"),
            (f"customer={'x' * 2_000}", "customer"),
            ("limit=501", "limit"),
            ("offset=x", "offset"),
        ],
    )
    async def test_what_is_wrong_in_a_search_is_named(
        self, build: Build, query: str, field: str
    ) -> None:
        status, problem = await get(await build(), f"/sessions?{query}")
        assert (status, problem["field"]) == (400, field)


class TestPeople:
    async def test_messages_of_a_customer_are_the_newest_in_ascending_order(
        self, build: Build
    ) -> None:
        house = await build()
        of = session()
        await house.store(effects.SaveSession(of))
        await house.store(*(effects.SaveMessage(message(n, ANN, of)) for n in range(1, 61)))
        _, newest = await get(house, "/customer/ann/messages")
        texts = [entry["message"]["content"] for entry in newest]
        assert texts == [f"text {n}" for n in range(11, 61)]
        assert newest[0]["sessionInfo"]["lastMessages"] == []
        _, before = await get(house, "/customer/ann/messages?offset=50&limit=5")
        assert [entry["message"]["content"] for entry in before] == [
            f"text {n}" for n in range(6, 11)
        ]

    async def test_a_number_as_customer_id_has_a_history_and_stays_a_number(
        self, build: Build
    ) -> None:
        house = await build()
        of = session(customer=Customer(id=101))
        await house.store(effects.SaveSession(of))
        await house.store(effects.SaveMessage(message(1, of.customer, of)))
        _, [entry] = await get(house, "/customer/101/messages")
        assert entry["message"]["from"]["id"] == 101
        assert entry["sessionInfo"]["customer"]["id"] == 101

    async def test_sessions_of_a_customer_newest_first_without_template(self, build: Build) -> None:
        house = await build()
        await house.store(effects.SaveSession(session(1)), effects.SaveSession(session(2)))
        _, shapes = await get(house, "/customer/ann/sessions/last")
        assert [shape["sessionId"] for shape in shapes] == ["s2", "s1"]
        assert all("sessionTemplate" not in shape for shape in shapes)
        assert await get(house, "/customer/nobody/sessions/last") == (200, [])

    async def test_sessions_of_an_attendant_live_ones_first_one_for_each_customer(
        self, build: Build
    ) -> None:
        house = await build()
        await house.talk()
        bea, cid = Customer(id="bea"), Customer(id="cid")
        mine = session(2, bea).served_by("bob")
        lost = session(3, cid).served_by("bob")
        await house.store(effects.SaveSession(mine), effects.SaveSession(lost))
        await house.store(effects.SaveSession(lost.waiting_again(NOW).served_by("eve")))
        _, shapes = await get(house, "/attendant/bob/sessions")
        assert [(shape["sessionId"], shape["status"]) for shape in shapes] == [
            ("s2", "online"),
            ("s3", "aborted"),
            ("s1", "aborted"),
        ]
        assert [m["content"] for m in shapes[2]["lastMessages"]] == ["text 1", "text 2"]
        _, part = await get(house, "/attendant/bob/sessions?offset=1&limit=1")
        assert [shape["sessionId"] for shape in part] == ["s3"]

    async def test_the_attendants_configuration(self, build: Build) -> None:
        house = await build()
        told = {"keepAliveTTL": 30_000, "timeZone": "UTC"}
        assert await get(house, "/config/attendant") == (200, told)


class TestLogIn:
    async def test_an_account(self, build: Build) -> None:
        house = await build()
        added = await house.accounts.add(
            email="ana@example.com", password="long enough", name="Ana"
        )
        told = {"email": "ANA@example.com", "password": "long enough"}
        response = await house.client.post("/chimpassist/auth", json=told)
        assert response.status == 200
        assert await response.json() == {
            "id": added.id,
            "email": "ana@example.com",
            "name": "Ana",
            "avatarURL": None,
            "type": "support/firstLevel",
        }

    @pytest.mark.parametrize(
        ("told", "status", "field"),
        [
            ({"email": "nobody@example.com", "password": "whatever"}, 404, "email"),
            ({"email": "ana@example.com", "password": "wrong one"}, 401, "password"),
            ({"email": "ana@example.com"}, 400, "password"),
            ({"email": 5, "password": "x"}, 400, "email"),
            ([], 400, None),
        ],
    )
    async def test_what_is_wrong_is_said(
        self, build: Build, told: object, status: int, field: str | None
    ) -> None:
        house = await build()
        await house.accounts.add(email="ana@example.com", password="long enough")
        response = await house.client.post("/chimpassist/auth", json=told)
        assert response.status == status
        assert (await response.json()).get("field") == field

    async def test_a_disabled_account_is_refused(self, build: Build) -> None:
        house = await build()
        await house.accounts.add(email="ana@example.com", password="long enough")
        await house.accounts.set_disabled("ana@example.com", disabled=True)
        told = {"email": "ana@example.com", "password": "long enough"}
        assert (await house.client.post("/chimpassist/auth", json=told)).status == 401

    @pytest.mark.parametrize(
        ("mode", "has_account", "status"),
        [(Mode.OPEN, False, 200), (Mode.OPEN, True, 404), (Mode.CAPABILITY, False, 404)],
    )
    async def test_the_test_attendant_is_for_open_mode_without_accounts(
        self, build: Build, *, mode: Mode, has_account: bool, status: int
    ) -> None:
        house = await build(mode)
        await house.accounts.ensure_administrator()
        if has_account:
            await house.accounts.add(email="ana@example.com", password="long enough")
        told = {"email": "chimp@support.com", "password": "any"}
        assert (await house.client.post("/chimpassist/auth", json=told)).status == status

    async def test_the_customers_own_service_answers_instead(self, build: Build) -> None:
        asked: list[object] = []

        async def answer(request: web.Request) -> web.Response:
            told = await request.json()
            asked.append(told)
            statuses = {"right": 200, "unknown": 404, "wrong": 401}
            status = statuses.get(told["password"], 500)
            return web.json_response(
                {"id": 7, "name": "Gil", "type": "x" if status == 500 else "support/supervisor"},
                status=status,
            )

        application = web.Application()
        application.router.add_post("/base/chimpassist/auth", answer)
        async with TestServer(application) as service:
            house = await build(endpoint=str(service.make_url("/base/")))
            found = {}
            for password in ("right", "unknown", "wrong", "broken"):
                told = {"email": "gil@example.com", "password": password}
                response = await house.client.post("/chimpassist/auth", json=told)
                found[password] = response.status
                if password == "right":
                    assert (await response.json())["type"] == "support/supervisor"
        assert found == {"right": 200, "unknown": 404, "wrong": 401, "broken": 502}
        assert asked[0] == {"email": "gil@example.com", "password": "right"}


class TestStatistics:
    async def test_the_built_in_rows(self, build: Build) -> None:
        house = await build()
        await house.talk()
        await house.store(effects.SaveSession(session(2)))
        _, rows = await get(house, "/chimpassist/ann/statistics")
        assert rows == [
            {"label": "Sessions", "value": "2"},
            {"label": "Messages", "value": "2"},
            {"label": "Median time to first response", "value": "1 s"},
            {"label": "Median duration", "value": "1 min 0 s"},
            {"label": "Unresolved", "value": "1"},
            {
                "label": "Unresolved sessions",
                "value": [{"url": "/?session=s2", "label": "21/12/2018-11:33:09"}],
            },
            {"label": "Activity", "value": [{"x": "21/12/2018-11:00:00", "y": 2}]},
        ]
        assert (await get(house, "/chimpassist/customer/ann/statistics"))[1] == rows

    async def test_a_customer_that_nobody_knows_has_rows_as_well(self, build: Build) -> None:
        house = await build()
        _, rows = await get(house, "/chimpassist/298301/statistics")
        assert rows[0] == {"label": "Sessions", "value": "0"}

    async def test_the_period_is_in_the_configured_time_zone(self, build: Build) -> None:
        house = await build(zone="America/Sao_Paulo")
        await house.talk()
        given = "start_date_time=20181221-09:33:09&end_date_time=20181221-10:33:09"
        _, rows = await get(house, f"/chimpassist/ann/statistics?{given}")
        assert rows[0]["value"] == "1"
        given = "start_date_time=20181221-11:33:00&end_date_time=20181221-12:33:00"
        _, rows = await get(house, f"/chimpassist/ann/statistics?{given}")
        assert rows[0]["value"] == "0"

    async def test_activity_beyond_two_days_is_by_the_day_of_the_time_zone(
        self, build: Build
    ) -> None:
        house = await build(zone="Asia/Kolkata")
        served = session()
        await house.store(effects.SaveSession(served))
        eleven_at_night = 1_545_413_400_000  # 2018-12-21 23:00 in Kolkata, 17:30 UTC
        for seq, hours in ((1, 0), (2, 2)):
            at = eleven_at_night + hours * 3_600_000
            await house.store(effects.SaveMessage(message(seq, ANN, served, at)))
        given = "start_date_time=20181220-00:00:00&end_date_time=20181223-00:00:00"
        _, rows = await get(house, f"/chimpassist/ann/statistics?{given}")
        assert rows[-1]["value"] == [
            {"x": "21/12/2018-00:00:00", "y": 1},
            {"x": "22/12/2018-00:00:00", "y": 1},
        ]

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("start_date_time=yesterday", "start_date_time"),
            ("start_date_time=2018122-11:33:091", "start_date_time"),
            ("end_date_time=20181321-11:33:09", "end_date_time"),
            ("end_date_time=", "end_date_time"),
            (
                "start_date_time=20181222-11:33:09&end_date_time=20181221-11:33:09",
                "start_date_time",
            ),
        ],
    )
    async def test_a_bad_period_names_its_parameter(
        self, build: Build, query: str, field: str
    ) -> None:
        house = await build()
        status, problem = await get(house, f"/chimpassist/ann/statistics?{query}")
        assert (status, problem["field"]) == (400, field)

    async def test_contact_and_additional_information(self, build: Build) -> None:
        house = await build()
        await house.talk()
        _, contact = await get(house, "/chimpassist/customer/ann/contactInfo?attendant=bob")
        assert contact == [
            {"label": "Name", "value": "Ann"},
            {"label": "Email", "value": "ann@example.com"},
        ]
        _, additional = await get(house, "/chimpassist/customer/ann/additionalInfo")
        labels = [row["label"] for row in additional]
        assert labels == ["Customer id", "First seen", "Last seen", "Sessions", "Plan", "Seats"]
        assert await get(house, "/chimpassist/customer/nobody/contactInfo") == (200, [])


class TestExternalStatistics:
    async def serve(
        self, build: Build, handler: Handler, path: str = "/x/chimpassist/{id}/statistics"
    ) -> tuple[TestServer, House]:
        application = web.Application()
        application.router.add_get(path, handler)
        service = TestServer(application)
        await service.start_server()
        house = await build(statistics_endpoint=str(service.make_url("/x/")))
        return service, house

    async def test_its_rows_come_first_and_are_asked_for_once(self, build: Build) -> None:
        asked: list[str] = []
        row = {"label": "Plan", "value": "gold"}

        async def answer(request: web.Request) -> web.Response:
            asked.append(request.path_qs)
            return web.json_response([row, {"label": 5}, "nonsense", {"label": "x", "value": {}}])

        service, house = await self.serve(build, answer)
        async with service:
            query = "start_date_time=20181221-09:33:09&end_date_time=20181221-12:33:09"
            path = f"/chimpassist/ann/statistics?{query}"
            first, second = await asyncio.gather(get(house, path), get(house, path))
        assert first[1][0] == second[1][0] == row
        assert first[1][1]["label"] == "Sessions"
        assert asked == [f"/x/chimpassist/ann/statistics?{query}"]

    async def test_the_later_spelling_is_tried_too(self, build: Build) -> None:
        async def answer(_: web.Request) -> web.Response:
            return web.json_response([{"label": "Plan", "value": "gold"}])

        path = "/x/chimpassist/customer/{id}/statistics"
        service, house = await self.serve(build, answer, path)
        async with service:
            _, rows = await get(house, "/chimpassist/ann/statistics")
        assert rows[0]["label"] == "Plan"

    @pytest.mark.parametrize("body", ["{}", "<html>", ""])
    async def test_garbage_becomes_one_row_that_says_so(self, build: Build, body: str) -> None:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(text=body)

        service, house = await self.serve(build, answer)
        async with service:
            status, rows = await get(house, "/chimpassist/ann/statistics")
        assert status == 200
        assert rows[0]["label"] == "External statistics"
        assert rows[0]["value"].startswith("not available: ")
        assert rows[1]["label"] == "Sessions"

    async def test_a_service_that_is_down_becomes_one_row_that_says_so(
        self, build: Build, unused_tcp_port: int
    ) -> None:
        house = await build(statistics_endpoint=f"http://127.0.0.1:{unused_tcp_port}")
        status, rows = await get(house, "/chimpassist/ann/statistics")
        assert (status, rows[0]["label"]) == (200, "External statistics")


class TestAccess:
    """Section 5, last paragraph: who may read what outside mode `open`."""

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/config/attendant", 200),
            ("/session/s1", 401),  # guessable: an attendant's business
            ("/session/s1/messages", 401),
            (f"/session/{UUID}", 200),
            ("/customer/ann/messages", 401),
            ("/customer/ann/sessions/last", 401),
            (f"/customer/{UUID}/messages", 200),
            (f"/customer/{UUID}/sessions/last", 200),
            ("/attendant/bob/sessions", 401),
            (f"/attendant/{UUID}/sessions", 401),
            ("/chimpassist/ann/statistics", 200),
            ("/chimpassist/customer/ann/statistics", 200),
            ("/chimpassist/customer/ann/contactInfo", 401),
            ("/chimpassist/customer/ann/additionalInfo", 401),
        ],
    )
    async def test_strangers_and_attendants(self, build: Build, path: str, status: int) -> None:
        house = await build(Mode.CAPABILITY)
        found, problem = await get(house, path)
        assert found == status
        if status == 401:
            assert problem["error"] == "unauthorized"
        await house.accounts.add(email="ana@example.com", password="long enough")
        login = encode_basic_auth("ana@example.com", "long enough")
        assert (await get(house, path, headers={"Authorization": login}))[0] == 200

    async def test_an_issued_session_id_reads_its_session(self, build: Build) -> None:
        house = await build(Mode.CAPABILITY)
        told = await (await house.client.post("/session")).json()
        assert await get(house, f"/session/{told['sessionId']}") == (200, None)

    async def test_strangers_see_counts_and_nothing_else(self, build: Build) -> None:
        house = await build(Mode.CAPABILITY)
        await house.store(effects.SaveSession(session()))
        _, rows = await get(house, "/chimpassist/ann/statistics")
        assert [row["label"] for row in rows] == [
            "Sessions",
            "Messages",
            "Median time to first response",
            "Median duration",
            "Unresolved",
        ]

    async def test_counts_can_be_closed_to_strangers(self, build: Build) -> None:
        house = await build(Mode.CAPABILITY, statistics_public=False)
        assert (await get(house, "/chimpassist/ann/statistics"))[0] == 401

    @pytest.mark.parametrize("header", ["Basic !!!", "Basic YTpi"])
    async def test_wrong_credentials_are_401_and_not_a_stranger(
        self, build: Build, header: str
    ) -> None:
        house = await build(Mode.CAPABILITY)
        headers = {"Authorization": header}
        response = await house.client.get("/chimpassist/ann/statistics", headers=headers)
        assert response.status == 401
        assert response.headers["WWW-Authenticate"].startswith(header.split(maxsplit=1)[0])


class TestProblems:
    @pytest.mark.parametrize(
        ("path", "status", "code", "field"),
        [
            ("/nothing/here", 404, "not_found", None),
            ("/customer/ann/messages?limit=-1", 400, "invalid", "limit"),
            ("/customer/ann/messages?limit=501", 400, "invalid", "limit"),
            ("/customer/ann/messages?limit=ten", 400, "invalid", "limit"),
            ("/customer/ann/messages?offset=99999999999999999999", 400, "invalid", "offset"),
            ("/session/s1/messages?limit=٣", 400, "invalid", "limit"),
            ("/session/a%2Fb", 400, "invalid", "id"),
            ("/session/a%00b", 400, "invalid", "id"),
            (f"/customer/{'x' * 129}/messages", 400, "invalid", "id"),
            ("/chimpassist/a%23b/statistics", 400, "invalid", "customer_id"),
        ],
    )
    async def test_each_names_what_is_wrong(
        self, build: Build, path: str, status: int, code: str, field: str | None
    ) -> None:
        house = await build()
        found, problem = await get(house, path)
        assert (found, problem["error"], problem.get("field")) == (status, code, field)
        assert problem["message"]

    async def test_a_wrong_method_names_the_right_one(self, build: Build) -> None:
        house = await build()
        response = await house.client.get("/chimpassist/auth")
        assert response.status == 405
        assert set(response.headers["Allow"].split(",")) == {"OPTIONS", "POST"}
        assert (await response.json())["error"] == "method_not_allowed"

    async def test_a_body_over_the_limit(self, build: Build) -> None:
        house = await build()
        response = await house.client.post("/chimpassist/auth", data=BytesIO(b"x" * 1_100_000))
        assert response.status == 413
        assert (await response.json())["error"] == "too_large"

    async def test_a_store_that_fails_is_a_problem_to_try_again(self, build: Build) -> None:
        house = await build()
        house.database.path.unlink()
        await house.database.close()
        house.database.path.mkdir()
        response = await house.client.get("/session/s1")
        assert response.status == 503
        assert (await response.json())["error"] == "try_later"
        house.database.path.rmdir()


class TestPagesFromElsewhere:
    """The pages of 2019 come from other origins than the server."""

    async def test_a_plain_get_may_be_read(self, build: Build) -> None:
        house = await build()
        headers = {"Origin": "http://localhost:3211"}
        response = await house.client.get("/config/attendant", headers=headers)
        assert response.headers["Access-Control-Allow-Origin"] in {"*", "http://localhost:3211"}

    @pytest.mark.parametrize(
        ("path", "method"), [("/chimpassist/auth", "POST"), ("/session", "POST")]
    )
    async def test_a_preflight_is_granted(self, build: Build, path: str, method: str) -> None:
        house = await build()
        headers = {
            "Origin": "http://localhost:3210",
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "content-type",
        }
        response = await house.client.options(path, headers=headers)
        assert response.status == 200
        assert "content-type" in response.headers["Access-Control-Allow-Headers"].lower()

    async def test_errors_may_be_read_too(self, build: Build) -> None:
        house = await build()
        headers = {"Origin": "http://localhost:3210"}
        response = await house.client.get("/customer/a/messages?limit=x", headers=headers)
        assert response.status == 400
        assert "Access-Control-Allow-Origin" in response.headers


class TestHealth:
    async def test_alive_and_ready(self, build: Build) -> None:
        house = await build()
        assert await get(house, "/healthz") == (200, {"status": "alive"})
        ready = {"status": "ready", "checks": {"store": "ok"}, "self_check": None}
        assert await get(house, "/readyz") == (200, ready)

    async def test_not_ready_says_what_is_wrong(self, build: Build) -> None:
        house = await build()
        house.problems["store"] = "disk full"
        status, said = await get(house, "/readyz")
        assert (status, said["checks"]) == (503, {"store": "disk full"})

    async def test_metrics_count_by_route_and_never_by_path(self, build: Build) -> None:
        house = await build()
        await get(house, "/session/secret-id")
        response = await house.client.get("/metrics")
        text = await response.text()
        assert 'chimp_http_requests_total{route="/session/{id}",status="200"} 1.0' in text
        assert "secret-id" not in text
