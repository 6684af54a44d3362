"""Whose activity monitor is silent gets no new sessions, and is told.

What can not be heard is no silence.
"""

import pytest

from chimp.core.attendance import Availability
from chimp.core.coordinator import Coordinator, Patience
from chimp.core.effects import Console, Effect, Instruct, Offer, Record, Refuse
from chimp.core.events import (
    AttendantAccepted,
    AttendantOnline,
    AttendantQuit,
    ConnectionClosed,
    Event,
    MonitorConnected,
    MonitorHeard,
    MonitorLost,
    SessionRequested,
    SessionTaken,
    Tick,
)
from chimp.core.people import Attendant, Customer
from chimp.core.session import Dialect

SILENCE = 120_000
LONG = 100 * SILENCE
PATIENCE = Patience(session_ttl=LONG, attendant_ttl=LONG, monitor_silence=SILENCE)
BOB = Attendant(id="bob", email="Bob@example.com", name="Bob")
EVE = Attendant(id=12, email="eve@example.com", name="Eve")
NED = Attendant(id="ned", email=None, name="Ned")

BLOCKED = Instruct("bob", Console.BLOCK)
FREE = Instruct("bob", Console.UNBLOCK)


class Desk:
    """A coordinator, and a clock that is moved by hand."""

    def __init__(self) -> None:
        self.coordinator = Coordinator(PATIENCE)
        self.now = 0

    def hear(self, event: Event) -> list[Effect]:
        return self.coordinator.handle(event, self.now)

    def wait(self, milliseconds: int) -> list[Effect]:
        """Tick at every deadline on the way."""
        until, done = self.now + milliseconds, []
        while (due := self.coordinator.next_deadline()) is not None and due <= until:
            self.now = max(self.now, due)
            done += self.hear(Tick())
        self.now = until
        return done

    def ask(self, number: int) -> list[Effect]:
        """A customer asks for a session."""
        requested = SessionRequested(
            session_id=f"s{number}",
            topic=f"server/sessions/{number}/s{number}",
            customer=Customer(id=number),
            dialect=Dialect.SEED,
        )
        return self.hear(requested)

    def start_again(self) -> None:
        """As after a store that failed."""
        former = self.coordinator
        sessions = list(former.sessions)
        self.coordinator = Coordinator(PATIENCE, sessions, self.now, former=former)


@pytest.fixture
def desk() -> Desk:
    """Bob is online, and the monitor can be heard since a minute ago."""
    desk = Desk()
    desk.hear(MonitorConnected())
    desk.wait(60_000)
    desk.hear(AttendantOnline(attendant=BOB, connection="b"))
    return desk


def offered(done: list[Effect]) -> list[object]:
    return [effect.attendant_id for effect in done if isinstance(effect, Offer)]


def instructed(done: list[Effect]) -> list[Effect]:
    return [effect for effect in done if isinstance(effect, Instruct)]


def recorded(done: list[Effect]) -> list[tuple[str, str]]:
    return [(e.kind, e.because) for e in done if isinstance(e, Record)]


def silence(desk: Desk) -> list[Effect]:
    return desk.wait(SILENCE)


# Silence


def test_who_is_silent_is_told_once(desk: Desk) -> None:
    assert desk.wait(SILENCE - 1) == []
    done = desk.wait(1)
    assert instructed(done) == [BLOCKED]
    assert recorded(done) == [("attendant.monitor_silent", "their monitor was not heard for 120 s")]
    assert desk.wait(10 * SILENCE) == []


def test_who_is_silent_gets_no_new_session(desk: Desk) -> None:
    silence(desk)
    assert offered(desk.ask(1)) == []
    assert desk.coordinator.attendance.availability == Availability(0, 0)


def test_another_is_asked_instead(desk: Desk) -> None:
    silence(desk)
    desk.hear(AttendantOnline(attendant=EVE, connection="e"))
    assert offered(desk.ask(1)) == [12]


def test_who_is_silent_keeps_what_they_have(desk: Desk) -> None:
    desk.ask(1)
    desk.hear(AttendantAccepted(attendant=BOB, session_key="s1", connection="b"))
    silence(desk)
    (session,) = desk.coordinator.sessions
    assert session.attendant_id == "bob"


def test_who_is_silent_may_not_take_one_either(desk: Desk) -> None:
    silence(desk)
    desk.ask(1)
    (refused,) = desk.hear(SessionTaken(attendant=BOB, session_key="s1", connection="b"))
    assert isinstance(refused, Refuse)
    assert refused.code == "monitor_silent"


def test_an_offer_made_before_may_still_be_accepted(desk: Desk) -> None:
    desk.wait(SILENCE - 1)
    assert offered(desk.ask(1)) == ["bob"]
    desk.wait(1)
    desk.hear(AttendantAccepted(attendant=BOB, session_key="s1", connection="b"))
    (session,) = desk.coordinator.sessions
    assert session.attendant_id == "bob"


# Reports


def test_reports_keep_them_at_work(desk: Desk) -> None:
    for _ in range(10):
        assert desk.wait(SILENCE - 1) == []
        assert desk.hear(MonitorHeard(email="bob@example.com")) == []


def test_case_does_not_matter(desk: Desk) -> None:
    desk.wait(SILENCE - 1)
    desk.hear(MonitorHeard(email="BOB@EXAMPLE.COM"))
    assert desk.wait(1) == []


def test_heard_again_they_are_told_and_get_what_waits(desk: Desk) -> None:
    silence(desk)
    desk.ask(1)
    done = desk.hear(MonitorHeard(email="bob@example.com"))
    assert instructed(done) == [FREE]
    assert ("attendant.monitor_heard", "their monitor was heard") in recorded(done)
    assert offered(done) == ["bob"]
    assert desk.hear(MonitorHeard(email="bob@example.com")) == []


def test_a_report_about_somebody_unknown_is_nothing(desk: Desk) -> None:
    assert desk.hear(MonitorHeard(email="nobody@example.com")) == []
    assert "nobody@example.com" not in desk.coordinator._monitoring._named


def test_a_report_is_about_the_e_mail_shown_last(desk: Desk) -> None:
    """In mode `open` an attendant may change it."""
    desk.hear(AttendantOnline(attendant=Attendant(id="bob", email="rob@example.com")))
    desk.wait(SILENCE - 1)
    desk.hear(MonitorHeard(email="bob@example.com"))
    assert instructed(desk.wait(1)) == [BLOCKED]
    assert instructed(desk.hear(MonitorHeard(email="rob@example.com"))) == [FREE]


def test_one_e_mail_of_two_attendants_is_heard_for_both(desk: Desk) -> None:
    desk.hear(AttendantOnline(attendant=Attendant(id="twin", email="bob@example.com")))
    silence(desk)
    done = desk.hear(MonitorHeard(email="bob@example.com"))
    assert instructed(done) == [FREE, Instruct("twin", Console.UNBLOCK)]


# Who is monitored


def test_who_has_no_e_mail_is_not_monitored(desk: Desk) -> None:
    desk.hear(AttendantOnline(attendant=NED, connection="n"))
    assert instructed(silence(desk)) == [BLOCKED]
    assert offered(desk.ask(1)) == ["ned"]


def test_silence_begins_with_their_coming(desk: Desk) -> None:
    desk.wait(60_000)
    desk.hear(AttendantOnline(attendant=EVE, connection="e"))
    assert instructed(desk.wait(60_000)) == [BLOCKED]
    assert instructed(desk.wait(60_000)) == [Instruct(12, Console.BLOCK)]


def test_to_say_still_here_is_no_report(desk: Desk) -> None:
    desk.wait(SILENCE - 1)
    desk.hear(AttendantOnline(attendant=BOB, connection="b"))
    assert instructed(desk.wait(1)) == [BLOCKED]


def test_who_is_silent_and_says_still_here_is_told_again(desk: Desk) -> None:
    """Their page may be a new one, which does not know."""
    silence(desk)
    assert instructed(desk.hear(AttendantOnline(attendant=BOB, connection="b"))) == [BLOCKED]


def test_to_leave_and_come_back_is_no_way_out(desk: Desk) -> None:
    silence(desk)
    desk.ask(1)
    desk.hear(AttendantQuit(attendant_id="bob"))
    desk.wait(SILENCE)
    assert desk.coordinator.attendant("bob") is None
    done = desk.hear(AttendantOnline(attendant=BOB, connection="b2"))
    assert instructed(done) == [BLOCKED]
    assert offered(done) == []
    done = desk.hear(MonitorHeard(email="bob@example.com"))
    assert instructed(done) == [FREE]
    assert offered(done) == ["bob"]


def test_who_is_heard_while_they_are_gone_is_not_silent_any_more(desk: Desk) -> None:
    silence(desk)
    desk.hear(ConnectionClosed(connection="b"))
    desk.wait(60_000)
    assert desk.hear(MonitorHeard(email="bob@example.com")) == []
    assert instructed(desk.hear(AttendantOnline(attendant=BOB, connection="b"))) == []
    assert offered(desk.ask(1)) == ["bob"]


def test_who_is_gone_is_forgotten(desk: Desk) -> None:
    desk.hear(ConnectionClosed(connection="b"))
    assert instructed(desk.wait(2 * SILENCE)) == []
    monitoring = desk.coordinator._monitoring
    assert not monitoring._heard_at
    assert not monitoring._named
    assert not monitoring._emails


# Our own outage


def test_without_a_monitor_nobody_is_silent() -> None:
    desk = Desk()
    desk.hear(AttendantOnline(attendant=BOB, connection="b"))
    assert instructed(desk.wait(10 * SILENCE)) == []
    assert offered(desk.ask(1)) == ["bob"]


def test_what_can_not_be_heard_is_no_silence(desk: Desk) -> None:
    desk.wait(SILENCE - 1)
    assert desk.hear(MonitorLost()) == []
    assert instructed(desk.wait(10 * SILENCE)) == []
    assert offered(desk.ask(1)) == ["bob"]


def test_who_was_silent_is_free_when_the_monitor_is_lost(desk: Desk) -> None:
    silence(desk)
    desk.ask(1)
    done = desk.hear(MonitorLost())
    assert instructed(done) == [FREE]
    assert ("attendant.monitor_heard", "the monitor can not be heard") in recorded(done)
    assert offered(done) == ["bob"]


def test_silence_begins_anew_with_each_connection(desk: Desk) -> None:
    desk.wait(SILENCE - 1)
    desk.hear(MonitorLost())
    desk.hear(MonitorConnected())
    assert desk.wait(SILENCE - 1) == []
    assert instructed(desk.wait(1)) == [BLOCKED]


def test_a_monitor_that_comes_after_them_counts_too() -> None:
    desk = Desk()
    desk.hear(AttendantOnline(attendant=BOB, connection="b"))
    desk.wait(10 * SILENCE)
    desk.hear(MonitorConnected())
    assert desk.wait(SILENCE - 1) == []
    assert instructed(desk.wait(1)) == [BLOCKED]


# A store that fails


def test_after_a_store_that_failed_all_is_said_again(desk: Desk) -> None:
    """What was decided last may have been neither stored nor said."""
    desk.hear(AttendantOnline(attendant=EVE, connection="e"))
    desk.wait(60_000)
    desk.hear(MonitorHeard(email="eve@example.com"))
    desk.wait(60_000)
    desk.start_again()
    told = instructed(desk.wait(0))
    assert len(told) == 2
    assert BLOCKED in told
    assert Instruct(12, Console.UNBLOCK) in told
    assert offered(desk.ask(1)) == [12]
    assert instructed(desk.wait(60_000)) == [Instruct(12, Console.BLOCK)]
    assert instructed(desk.hear(MonitorHeard(email="bob@example.com"))) == [FREE]
