"""The desk, from a published payload to what is stored and said: hazards by name."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from chimp.core import effects, events
from chimp.core.access import Mode
from chimp.core.coordinator import Patience
from chimp.core.errors import StoreError
from chimp.core.exchange import Fail, Inbound, TakeOver
from chimp.services import desk
from chimp.services.jobs import Job
from chimp.services.situation import Situation
from chimp.wire.inbound import Request
from tests.services.desk_at_work import AtWork, Json, at_work, attendant, stranger

BOB = {"id": "bob", "email": "bob@example.com", "name": "Bob", "type": "support/firstLevel"}
ANN = {"id": "ann", "name": "Ann", "avatarURL": None}
UUID = "70912860-e641-11f1-9380-bba89cdc5683"


def said(text: str, sender: Json = ANN, timestamp: int = 5) -> Json:
    return {"message": {"from": sender, "timestamp": timestamp, "content": text, "readAt": None}}


async def serve(work: AtWork, customer: str = "ann", session_id: str = "s1") -> str:
    """A session that bob serves, asked for in the dialect of 2019; returns its topic."""
    topic = f"server/sessions/{customer}"
    ann = stranger(customer)
    work.send(attendant(), "server/attendants/online", {"attendantInfo": BOB})
    session = {"sessionId": session_id, "sessionTopic": topic, "customer": {"id": customer}}
    work.send(ann, "server/sessions/online", session)
    offer = await work.air.hears("client/attendants/assign/bob")
    accept = {"attendantInfo": BOB, "sessionInfo": offer}
    work.send(attendant(), "server/attendants/assign", accept)
    await work.air.hears(f"{topic}/client/control")
    return topic


async def test_attendants_hear_when_a_customer_comes_and_goes(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        work.listen(attendant(), "client/desk/#")
        await serve(work)
        await work.settle()
        news = "client/desk/sessions/s1"
        assert work.air.on(news)[-1]["customerOnline"] is True
        told = len(work.air.on(news))
        work.desk.disconnected(stranger("ann"))
        gone = await work.air.hears(news, told + 1)
        assert (gone["customerOnline"], gone["status"]) == (False, "online")
        work.send(stranger("ann"), "server/sessions/ann/messages", said("I am back"))
        back = await work.air.hears(news, told + 2)
        assert (back["customerOnline"], back["lastSeq"]) == (True, 1)
        work.send(stranger("ann"), "server/sessions/ann/messages", said("Hello?", timestamp=6))
        await work.settle()
        assert len(work.air.on(news)) == told + 2


async def test_a_session_from_request_to_conversation(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        ready = work.air.on(f"{topic}/client/control")[0]
        assert ready["instruction"] == "session/ready"
        assert ready["sessionInfo"]["assignedAttendants"] == ["bob"]
        assert ready["attendantInfo"]["name"] == "Bob"

        work.send(stranger("ann"), f"{topic}/messages", said("Hello"))
        first = await work.air.hears(f"{topic}/messages")
        assert first["message"]["content"] == "Hello"
        assert first["sessionInfo"]["lastMessages"] == [first["message"]]

        work.send(attendant(), f"{topic}/messages", said("Hi Ann", BOB, 6))
        second = await work.air.hears(f"{topic}/messages", 2)
        assert second["sessionInfo"]["lastMessages"] == [first["message"], second["message"]]

        read = {"readMessages": [{**second["message"], "readAt": 9}]}
        work.send(stranger("ann"), f"{topic}/messages/viewed", read)
        receipt = await work.air.hears(f"{topic}/messages/viewed")
        assert receipt["readMessages"] == [{**second["message"], "readAt": 9}]
        assert [m["readAt"] for m in receipt["session"]["lastMessages"]] == [None, 9]
        stored = await work.database.messages_of_session("s1", 0, 10)
        assert [(m.seq, m.content, m.read_at) for m in stored] == [
            (2, "Hi Ann", 9),
            (1, "Hello", None),
        ]


async def test_two_messages_in_one_batch_each_end_their_own_history(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        for number in range(3):
            work.send(stranger("ann"), f"{topic}/messages", said(f"text {number}"))
        await work.air.hears(f"{topic}/messages", 3)
        for heard in work.air.on(f"{topic}/messages"):
            assert heard["sessionInfo"]["lastMessages"][-1] == heard["message"]


async def test_a_repeated_message_is_stored_once_and_echoed_to_its_sender_alone(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        for _ in range(2):
            work.send(stranger("ann"), f"{topic}/messages", said("Hello"))
        await work.settle()
        work.send(stranger("ann"), f"{topic}/messages", said("Hello"))
        await work.settle()
        echoes = [only_to for at, _, only_to in work.air.said if at == f"{topic}/messages"]
        assert echoes == [None, "ann", "ann"]
        assert len(await work.database.messages_of_session("s1", 0, 10)) == 1


async def test_after_a_restart_history_and_numbers_go_on(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        work.send(stranger("ann"), f"{topic}/messages", said("before"))
        await work.air.hears(f"{topic}/messages")
    async with at_work(tmp_path) as work:
        session = work.desk.session("s1")
        assert session is not None
        assert (session.attendant_id, session.message_count) == ("bob", 1)
        work.send(stranger("ann"), f"{topic}/messages", said("after", timestamp=6))
        heard = await work.air.hears(f"{topic}/messages")
        contents = [m["content"] for m in heard["sessionInfo"]["lastMessages"]]
        assert contents == ["before", "after"]
        stored = await work.database.messages_of_session("s1", 0, 10)
        assert [m.seq for m in stored] == [2, 1]


async def test_who_subscribes_after_the_answer_is_handed_it_once(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        control = f"{topic}/client/control"
        late = stranger("late")
        work.listen(late, control)
        work.listen(late, control)
        await work.settle()
        handed = [payload for at, payload, only_to in work.air.said if only_to == "late"]
        assert [payload["instruction"] for payload in handed] == ["session/ready"]


async def test_who_listened_in_time_is_not_handed_it_again(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        early = stranger("early")
        work.listen(early, "server/sessions/ann/client/control")
        await serve(work)
        work.desk.subscribed(early, "server/sessions/ann/client/control")
        await work.settle()
        assert not [1 for _, _, only_to in work.air.said if only_to == "early"]


@pytest.mark.parametrize(
    ("topic", "payload", "where", "code", "field"),
    [
        ("server/sessions/ann/messages", b"{oops", "session", "invalid", None),
        ("server/sessions/ann/messages", {"message": 5}, "session", "invalid", "message"),
        (
            "server/sessions/ann/messages",
            said("x" * 101),
            "session",
            "too_long",
            "message.content",
        ),
        (
            "server/sessions/ann/messages",
            said("who am I", {"id": "nobody"}),
            "session",
            "forbidden",
            "message.from",
        ),
        (
            "server/attendants/online",
            {"attendantInfo": {"id": "bob", "type": "boss"}},
            "client/attendants/control/bob",
            "invalid",
            "attendantInfo.type",
        ),
        (
            "server/attendants/assign",
            {"attendantInfo": {**BOB, "id": "eve"}, "sessionInfo": {"sessionId": "s1"}},
            "client/attendants/control/eve",
            "not_offered",
            "sessionInfo",
        ),
        (
            "server/sessions/request",
            {"customerId": "cid", "requestID": "r", "sessionTopic": "server/sessions/ann"},
            "client/sessions/cid/r",
            "invalid",
            "sessionTopic",
        ),
        (
            "server/sessions/request",
            {"customerId": "cid", "sessionTopic": "server/sessions/cid/x"},
            "server/sessions/cid/x/client/control",
            "invalid",
            "requestID",
        ),
        (
            "server/sessions/unknown/messages",
            said("anybody?"),
            "server/sessions/unknown/client/control",
            "session_unknown",
            "sessionTopic",
        ),
    ],
)
async def test_bad_input_is_answered_where_its_sender_listens_and_changes_nothing(
    tmp_path: Path, topic: str, payload: object, where: str, code: str, field: str | None
) -> None:
    async with at_work(tmp_path) as work:
        session_topic = await serve(work)
        before = len(work.air.said)
        work.send(stranger("eve"), topic, payload)
        await work.settle()
        answers = [(at, said) for at, said, _ in work.air.said[before:] if "marker" not in at]
        expected = f"{session_topic}/client/control" if where == "session" else where
        assert [at for at, _ in answers] == [expected]
        answer = answers[0][1]
        assert (answer["instruction"], answer["code"]) == ("error", code)
        assert answer.get("field") == field
        assert answer["message"]
        assert await work.database.messages_of_session("s1", 0, 10) == []
        assert work.counted("chimp_refusals_total", code=code) == 1


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("server/sessions/online", b"not json"),
        ("server/sessions/online", {"sessionId": "s9"}),
        ("server/channels/request", {"userRequesting": "a", "responseTopic": "server/x"}),
        ("server/channels/request", {"userRequesting": "a", "responseTopic": "client/x/y"}),
        ("server/channels/request", {"userRequesting": "a", "responseTopic": "a/#"}),
        ("server/channels/request", {"userRequesting": "a", "responseTopic": "$SYS/x"}),
        (
            "server/channels/request",
            {"userRequesting": "a", "responseTopic": "client/sessions/b/x"},
        ),
    ],
)
async def test_bad_input_with_nowhere_to_answer_is_counted_and_nothing_is_said(
    tmp_path: Path, topic: str, payload: object
) -> None:
    async with at_work(tmp_path) as work:
        work.send(stranger("eve"), topic, payload)
        await work.settle()
        assert [at for at, _, _ in work.air.said if not at.startswith("marker")] == []
        assert (
            sum(
                s.value
                for m in work.registry.collect()
                for s in m.samples
                if s.name == "chimp_refusals_total"
            )
            == 1
        )


async def test_a_payload_over_the_limit_is_refused_on_its_sessions_control_topic(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        work.desk.oversized(stranger("ann"), f"{topic}/messages", 2_000_000)
        answer = await work.air.hears(f"{topic}/client/control", 2)
        assert (answer["instruction"], answer["code"]) == ("error", "too_large")


class TestCapability:
    async def test_a_session_id_that_was_not_issued_is_refused(self, tmp_path: Path) -> None:
        async with at_work(tmp_path, Mode.CAPABILITY) as work:
            request = {"customerId": "ann", "requestID": UUID, "sessionId": "made-up"}
            work.send(stranger(), "server/sessions/request", request)
            answer = await work.air.hears(f"client/sessions/ann/{UUID}")
            assert (answer["code"], answer["field"]) == ("forbidden", "sessionId")
            assert work.desk.session("made-up") is None

    async def test_an_issued_one_opens_its_topics_to_the_connection_that_named_it(
        self, tmp_path: Path
    ) -> None:
        async with at_work(tmp_path, Mode.CAPABILITY) as work:
            ann, session_id = stranger("ann"), work.issue()
            request = {
                "customerId": "ann",
                "requestID": "r",
                "sessionId": session_id,
                "sessionTopic": "server/sessions/ann",
            }
            work.send(ann, "server/sessions/request", request)
            assert "server/sessions/ann" in ann.named, "before the next packet is read"
            await work.air.hears("client/sessions/ann/r")
            assert session_id in ann.held

    async def test_an_answer_on_a_topic_that_can_be_guessed_reaches_who_asked(
        self, tmp_path: Path
    ) -> None:
        async with at_work(tmp_path, Mode.CAPABILITY) as work:
            ann, eve, answers = stranger("ann"), stranger("eve"), "client/sessions/ann/r"
            for who in (ann, eve):
                work.air.listeners[who.connection] = {answers}
            work.air.may_receive = False
            work.send(ann, "server/sessions/request", {"customerId": "ann", "requestID": "r"})
            await work.settle()
            assert {(who, topic) for who, topic, _ in work.air.replies} == {("ann", answers)}

    async def test_nobody_takes_a_session_by_naming_its_customer_and_request(
        self, tmp_path: Path
    ) -> None:
        async with at_work(tmp_path, Mode.CAPABILITY) as work:
            request = {"customerId": "ann", "requestID": "r", "customer": {"name": "Ann"}}
            work.send(stranger("ann"), "server/sessions/request", request)
            first = await work.air.hears("client/sessions/ann/r")
            eve = stranger("eve")
            work.send(eve, "server/sessions/request", {**request, "customer": {"name": "Eve"}})
            await work.settle()
            assert first["sessionInfo"]["sessionId"] not in eve.held
            session = work.desk.session(first["sessionInfo"]["sessionId"])
            assert session is not None
            assert session.customer.name == "Ann"

    async def test_nobody_takes_a_session_by_naming_its_topic(self, tmp_path: Path) -> None:
        async with at_work(tmp_path, Mode.CAPABILITY) as work:
            topic, ann, eve = "server/sessions/ann", stranger("ann"), stranger("eve")
            for who in (ann, eve):
                request = {
                    "customerId": "ann",
                    "requestID": who.connection,
                    "sessionId": work.ids.issue(who.connection.encode().ljust(16)),
                    "sessionTopic": topic,
                }
                work.send(who, "server/sessions/request", request)
            await work.settle()
            assert topic in ann.named
            assert topic not in eve.named

    async def test_a_customer_speaks_as_the_customer_and_as_nobody_else(
        self, tmp_path: Path
    ) -> None:
        async with at_work(tmp_path, Mode.CAPABILITY) as work:
            topic = await serve(work, UUID, work.issue())
            work.send(stranger("eve"), f"{topic}/messages", said("I am Bob", BOB))
            answer = await work.air.hears(f"{topic}/client/control", 2)
            assert (answer["code"], answer["field"]) == ("forbidden", "message.from.id")

    async def test_what_an_attendants_account_says_counts_not_the_payload(
        self, tmp_path: Path
    ) -> None:
        async with at_work(tmp_path, Mode.CAPABILITY) as work:
            boss = {**BOB, "name": "The Boss", "type": "support/supervisor"}
            work.send(attendant(), "server/attendants/online", {"attendantInfo": boss})
            topic = await serve(work, UUID, work.issue())
            ready = work.air.on(f"{topic}/client/control")[0]
            assert ready["attendantInfo"]["name"] == "Bob"
            assert ready["attendantInfo"]["type"] == "support/firstLevel"

    async def test_an_attendant_is_nobody_else(self, tmp_path: Path) -> None:
        async with at_work(tmp_path, Mode.CAPABILITY) as work:
            eve = {"attendantInfo": {"id": "eve"}}
            work.send(attendant("bob"), "server/attendants/online", eve)
            answer = await work.air.hears("client/attendants/control/bob")
            assert (answer["code"], answer["field"]) == ("forbidden", "attendantInfo.id")


async def test_a_fault_of_ours_in_one_request_is_not_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        event = work.desk._judgement._intake.event

        def faulty(inbound: Inbound, request: Request, situation: Situation) -> events.Event:
            if b"poison" in inbound.payload:
                raise ZeroDivisionError
            return event(inbound, request, situation)

        monkeypatch.setattr(work.desk._judgement._intake, "event", faulty)
        for text in ("poison", "Hello"):
            work.send(stranger("ann"), f"{topic}/messages", said(text))
        heard = await work.air.hears(f"{topic}/messages")
        assert heard["message"]["content"] == "Hello"
        assert work.counted("chimp_refusals_total", code="failed") == 1


async def test_a_store_that_fails_announces_nothing_and_works_again_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_RETRY_SECONDS", 0.01)
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        work.send(stranger("ann"), f"{topic}/messages", said("before", timestamp=4))
        await work.air.hears(f"{topic}/messages")
        write = work.database.write
        failed = asyncio.Event()

        async def failing(saves: Sequence[effects.Save], now: int) -> None:
            if not failed.is_set():
                failed.set()
                message = "chimp.db: disk full"
                raise StoreError(message)
            await write(saves, now)

        monkeypatch.setattr(work.database, "write", failing)
        work.send(stranger("ann"), f"{topic}/messages", said("lost"))
        told = await work.air.hears(f"{topic}/client/control", 2)
        assert (told["instruction"], told["code"]) == ("error", "try_later")
        assert [m["content"] for m in told["sessionInfo"]["lastMessages"]] == ["before"]
        await work.settle()
        assert len(work.air.on(f"{topic}/messages")) == 1
        work.send(stranger("ann"), f"{topic}/messages", said("Hello", timestamp=6))
        heard = await work.air.hears(f"{topic}/messages", 2)
        assert heard["message"]["content"] == "Hello"
        stored = await work.database.messages_of_session("s1", 0, 10)
        assert [(m.seq, m.content) for m in stored] == [(2, "Hello"), (1, "before")]


async def test_who_asks_while_the_store_can_not_be_read_does_not_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The coordinator can not begin anew: everybody is turned away, and nothing is decided."""
    monkeypatch.setattr(desk, "_RETRY_SECONDS", 0.01)
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        control = f"{topic}/client/control"
        told_before = len(work.air.on(control))

        async def failing(*_: object) -> NoReturn:
            message = "chimp.db: the disk fails"
            raise StoreError(message)

        for name in ("write", "open_sessions", "last_messages", "known_messages"):
            monkeypatch.setattr(work.database, name, failing)
        for number in range(1, 4):
            verdict = work.send(stranger("ann"), f"{topic}/messages", said(f"lost {number}"))
            assert isinstance(verdict, asyncio.Future)
            assert await verdict == Fail()
            told = work.air.on(control)[told_before + number - 1]
            assert (told["instruction"], told["code"]) == ("error", "try_later")
            assert told["sessionInfo"]["sessionId"] == "s1"
        assert not work.desk.is_working
        assert work.counted("chimp_store_failures_total") >= 3
        monkeypatch.undo()
        await _say_until_it_is_taken(work, topic)
        stored = await work.database.messages_of_session("s1", 0, 10)
        assert [(m.seq, m.content) for m in stored] == [(1, "Hello")]


async def test_what_can_not_be_understood_of_a_damaged_file_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_RETRY_SECONDS", 0.01)
    async with at_work(tmp_path) as work:
        topic = await serve(work)

        async def full(*_: object) -> NoReturn:
            message = "chimp.db: the disk is full"
            raise StoreError(message)

        async def garbage() -> NoReturn:
            raise KeyError

        monkeypatch.setattr(work.database, "write", full)
        monkeypatch.setattr(work.database, "open_sessions", garbage)
        verdict = work.send(stranger("ann"), f"{topic}/messages", said("lost"))
        assert isinstance(verdict, asyncio.Future)
        assert await verdict == Fail()
        monkeypatch.undo()
        await _say_until_it_is_taken(work, topic)


async def test_who_comes_and_goes_while_the_store_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is turned away comes back again and again, for as long as it takes."""
    monkeypatch.setattr(desk, "_RETRY_SECONDS", 0.01)
    kept: list[int] = []
    still_of_use = desk.Desk._still_of_use

    def counted(self: desk.Desk, jobs: Sequence[Job]) -> list[Job]:
        found = still_of_use(self, jobs)
        kept.append(len(found))
        return found

    monkeypatch.setattr(desk.Desk, "_still_of_use", counted)
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        work.listen(attendant(), "client/attendants/assign/bob")
        await work.settle()

        async def failing(*_: object) -> NoReturn:
            message = "chimp.db: the disk fails"
            raise StoreError(message)

        with monkeypatch.context() as broken:
            for name in ("write", "open_sessions"):
                broken.setattr(work.database, name, failing)
            for number in range(20):
                ann = stranger(f"ann {number}")
                work.listen(ann, f"{topic}/client/control")
                lost = work.send(ann, f"{topic}/messages", said("lost"))
                assert isinstance(lost, asyncio.Future)
                assert await lost == Fail()
                work.desk.disconnected(ann)
            work.desk.disconnected(attendant())
            last = work.send(stranger("last"), f"{topic}/messages", said("lost"))
            assert isinstance(last, asyncio.Future)
            await last
        await _say_until_it_is_taken(work, topic)
        assert max(kept) <= 3, "the last to listen, the one before, and bob, who left"
        assert work.desk._judgement._warned.keys() <= {"last", "ann"}
        bob = work.desk._coordinator.attendance.get("bob")
        assert bob is not None
        assert not bob.is_here, "that he left is not forgotten"


async def test_what_the_monitor_says_while_the_store_fails_is_taken_in_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_RETRY_SECONDS", 0.01)
    async with at_work(tmp_path, patience=Patience(monitor_silence=2)) as work:
        topic = await serve(work)

        async def failing(*_: object) -> NoReturn:
            message = "chimp.db: the disk fails"
            raise StoreError(message)

        for name in ("write", "open_sessions"):
            monkeypatch.setattr(work.database, name, failing)
        lost = work.send(stranger("ann"), f"{topic}/messages", said("lost"))
        for event in (events.MonitorConnected(), events.MonitorLost(), events.MonitorConnected()):
            work.desk.tell(event)
        for _ in range(3):
            work.desk.tell(events.MonitorHeard(email="bob@example.com"))
        assert isinstance(lost, asyncio.Future)
        assert await lost == Fail()
        monkeypatch.undo()
        await _say_until_it_is_taken(work, topic)
        told = await work.air.hears("client/attendants/control/bob")
        assert told == {"instruction": "attendant/control/terminate/activity_monitor_offline"}


async def _say_until_it_is_taken(work: AtWork, topic: str) -> None:
    """Whoever asks in the moment in which the store works again may still be turned away."""
    async with asyncio.timeout(10):
        while True:
            verdict = work.send(stranger("ann"), f"{topic}/messages", said("Hello"))
            assert isinstance(verdict, asyncio.Future)
            if await verdict == TakeOver():
                return


class TestVerdicts:
    """What the broker waits for before it acknowledges."""

    async def test_a_message_is_taken_over_when_it_is_stored_and_not_before(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with at_work(tmp_path) as work:
            topic = await serve(work)
            write = work.database.write
            begun, may_go_on = asyncio.Event(), asyncio.Event()

            async def slow(saves: Sequence[effects.Save], now: int) -> None:
                begun.set()
                await may_go_on.wait()
                await write(saves, now)

            monkeypatch.setattr(work.database, "write", slow)
            verdict = work.send(stranger("ann"), f"{topic}/messages", said("Hello"))
            assert isinstance(verdict, asyncio.Future)
            await begun.wait()
            assert not verdict.done()
            may_go_on.set()
            assert await verdict == TakeOver()
            assert len(await work.database.messages_of_session("s1", 0, 10)) == 1

    async def test_what_the_store_can_not_take_is_not_taken_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(desk, "_RETRY_SECONDS", 0.01)
        async with at_work(tmp_path) as work:
            topic = await serve(work)

            async def full(saves: Sequence[effects.Save], now: int) -> None:
                del saves, now
                message = "chimp.db: disk full"
                raise StoreError(message)

            monkeypatch.setattr(work.database, "write", full)
            verdict = work.send(stranger("ann"), f"{topic}/messages", said("Hello"))
            assert isinstance(verdict, asyncio.Future)
            assert await verdict == Fail()

    async def test_what_will_never_be_taken_in_is_not_asked_for_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A client would send it for ever."""
        async with at_work(tmp_path) as work:
            topic = await serve(work)
            malformed = work.send(stranger("ann"), f"{topic}/messages", b"{")
            assert malformed == TakeOver()

            def faulty(*_: object) -> events.Event:
                raise ZeroDivisionError

            monkeypatch.setattr(work.desk._judgement._intake, "event", faulty)
            verdict = work.send(stranger("ann"), f"{topic}/messages", said("poison"))
            assert isinstance(verdict, asyncio.Future)
            assert await verdict == TakeOver()

    async def test_a_full_inbox_takes_nothing_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with at_work(tmp_path) as work:
            monkeypatch.setattr(work.desk._inbox, "_capacity", 0)
            assert work.send(stranger("ann"), "server/sessions/ann/messages", said("x")) == Fail()
            assert work.counted("chimp_refusals_total", code="inbox_full") == 1
            monkeypatch.undo()


async def test_who_comes_back_to_a_session_is_handed_no_news_twice(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        topic = await serve(work)
        said_before = len(work.air.on(f"{topic}/client/control"))
        ann = stranger("ann again")
        work.air.listeners[ann.connection] = {f"{topic}/client/control"}
        work.desk.resumed(ann, f"{topic}/client/control")
        await work.settle()
        assert len(work.air.on(f"{topic}/client/control")) == said_before
