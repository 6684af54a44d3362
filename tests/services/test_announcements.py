"""The publish-before-subscribe race, as the announcements see it."""

from chimp.core.effects import Instruction
from chimp.core.people import Attendant, Customer
from chimp.core.session import Dialect, Session
from chimp.services.announcements import Announcements

BOB = Attendant(id="bob")


def session(number: int = 1, customer: str = "ann", dialect: Dialect = Dialect.SEED) -> Session:
    return Session(
        id=f"s{number}",
        topic=f"server/sessions/{customer}/s{number}",
        customer=Customer(id=customer),
        dialect=dialect,
        created_at=0,
        waiting_since=0,
        keep_alive_ttl=600_000,
        request_id=number,
    )


CONTROL = "server/sessions/ann/s1/client/control"


def missed(announcements: Announcements, topic_filter: str, connection: str) -> list[str]:
    return [topic for topic, _ in announcements.unheard(topic_filter, connection)]


def test_who_subscribes_too_late_is_told_once() -> None:
    announcements = Announcements()
    announcements.announce(session(), Instruction.READY, BOB)
    assert missed(announcements, CONTROL, "late") == [CONTROL]
    assert missed(announcements, CONTROL, "late") == []


def test_who_heard_it_is_not_told_again() -> None:
    announcements = Announcements()
    news = announcements.announce(session(), Instruction.READY, BOB)
    assert news is not None
    news.heard.add((CONTROL, "early"))
    assert missed(announcements, CONTROL, "early") == []
    assert missed(announcements, CONTROL, "late") == [CONTROL]


def test_an_update_is_no_news_and_hides_none() -> None:
    announcements = Announcements()
    announcements.announce(session(), Instruction.READY, BOB)
    assert announcements.announce(session(), Instruction.UPDATE, BOB) is None
    [(_, news)] = announcements.unheard(CONTROL, "late")
    assert news.instruction is Instruction.READY


def test_newer_news_is_news_to_everybody() -> None:
    announcements = Announcements()
    announcements.announce(session(), Instruction.READY, BOB)
    missed(announcements, CONTROL, "one")
    announcements.announce(session(), Instruction.UNAVAILABLE, None)
    assert missed(announcements, CONTROL, "one") == [CONTROL]


def test_a_filter_is_told_of_every_topic_it_covers_and_of_no_other() -> None:
    announcements = Announcements()
    announcements.announce(session(1), Instruction.READY, BOB)
    announcements.announce(session(2), Instruction.READY, BOB)
    announcements.announce(session(3, "bea"), Instruction.READY, BOB)
    assert missed(announcements, "server/sessions/ann/s1/#", "a") == [
        CONTROL,
        "server/sessions/ann/s1/control",
    ]
    assert missed(announcements, "client/sessions/ann/+", "b") == [
        "client/sessions/ann/1",
        "client/sessions/ann/2",
    ]
    assert missed(announcements, "server/sessions/ann/+/messages", "c") == []
    assert missed(announcements, "client/attendants/assign/bob", "d") == []


def test_it_does_not_remember_for_ever() -> None:
    announcements = Announcements(capacity=2)
    for number in range(1, 5):
        announcements.announce(session(number), Instruction.READY, BOB)
    assert missed(announcements, CONTROL, "late") == []
    topic = "server/sessions/ann/s4/client/control"
    assert missed(announcements, topic, "late") == [topic]
    assert announcements.about("server/sessions/ann/#") == ["s3", "s3", "s4", "s4"]
