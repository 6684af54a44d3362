"""What is counted of a customer in a period, worked out by hand."""

from dataclasses import replace

from chimp.core.effects import SaveMessage, SaveSession
from chimp.core.people import Customer, Person
from chimp.core.session import Reason, Session
from chimp.store.database import Database
from chimp.store.statistics import QUARTER_HOUR, CustomerStatistics
from tests.store.given import ANN, BOB, closed, message, served, session

HOUR, DAY = 3_600_000, 86_400_000
START = 1_700_006_400_000 // DAY * DAY


def begun(given: Session, at: int) -> Session:
    """The same, but begun so many milliseconds after START."""
    moved = START + at - given.created_at
    over = None if given.closed_at is None else given.closed_at + moved
    return replace(given, created_at=START + at, closed_at=over)


async def say(database: Database, of: Session, *said: tuple[Person, int]) -> None:
    """Who says something, and how many milliseconds after the session began."""
    messages = [message(seq, of, who, at) for seq, (who, at) in enumerate(said, start=1)]
    await database.write([SaveSession(of), *map(SaveMessage, messages)], START)


async def test_nothing_is_known_of_a_stranger(database: Database) -> None:
    found = await database.customer_statistics("7", START, START + DAY)
    assert found == CustomerStatistics(
        sessions=0, messages=0, first_response=None, duration=None, unresolved=[], activity=[]
    )


async def test_the_period_includes_its_start_and_not_its_end(database: Database) -> None:
    for number, at in enumerate((-1, 0, DAY - 1, DAY), start=1):
        await say(database, begun(session(number), at), (ANN, 0))
    found = await database.customer_statistics("7", START, START + DAY)
    assert (found.sessions, found.messages) == (2, 2)


async def test_only_that_customer(database: Database) -> None:
    await say(database, begun(session(1, Customer(id="eve")), 0), (Customer(id="eve"), 1))
    found = await database.customer_statistics("7", START, START + DAY)
    assert (found.sessions, found.messages) == (0, 0)


async def test_the_median_time_to_the_first_response(database: Database) -> None:
    # A greeting before the question is no response to it; nor does a second answer count.
    await say(database, begun(served(1), 0), (BOB, 1), (ANN, 10), (ANN, 20), (BOB, 40), (BOB, 900))
    await say(database, begun(served(2), 100), (ANN, 0), (BOB, 100))
    await say(database, begun(served(3), 200), (ANN, 0), (BOB, 1_000))
    await say(database, begun(session(4), 300), (ANN, 0))
    found = await database.customer_statistics("7", START, START + DAY)
    assert found.first_response == 100


async def test_an_answer_after_the_period_is_still_the_response(database: Database) -> None:
    await say(database, begun(served(1), DAY - 10), (ANN, 0), (BOB, 500))
    found = await database.customer_statistics("7", START, START + DAY)
    assert (found.first_response, found.messages) == (500, 1)


async def test_what_was_said_before_a_session_began_again_is_not_of_it(database: Database) -> None:
    again = begun(session(1), HOUR)
    await say(database, again, (ANN, -500), (BOB, -400), (ANN, 0), (BOB, 70))
    found = await database.customer_statistics("7", START, START + DAY)
    assert found.first_response == 70


async def test_the_median_duration_is_that_of_closed_sessions(database: Database) -> None:
    for number, duration in ((1, 1_000), (2, 3_000), (3, 9_000)):
        await say(database, begun(closed(number, after=duration), number))
    await say(database, begun(session(4), 4))
    found = await database.customer_statistics("7", START, START + DAY)
    assert found.duration == 3_000


async def test_unresolved_are_open_ones_and_those_that_expired_unheard(database: Database) -> None:
    heard, unheard = begun(closed(1), 1), begun(closed(2), 2)
    waiting, online = begun(session(3), 3), begun(served(4), 4)
    await say(database, heard, (ANN, 1), (BOB, 2))
    await say(database, unheard, (ANN, 1))
    await say(database, waiting)
    await say(database, online, (ANN, 1), (BOB, 2))
    found = await database.customer_statistics("7", START, START + DAY)
    assert [each.key for each in found.unresolved] == ["s2", "s3", "s4"]


async def test_a_session_that_expired_unheard_the_second_time(database: Database) -> None:
    again = replace(begun(session(1), HOUR), close_reason=None)
    over = again.closed(Reason.EXPIRED, START + 2 * HOUR)
    await say(database, over, (ANN, -500), (BOB, -400), (ANN, 0))
    found = await database.customer_statistics("7", START, START + DAY)
    assert [each.key for each in found.unresolved] == ["s1"]


async def test_activity_by_the_quarter_of_an_hour(database: Database) -> None:
    said = [(ANN, 0), (ANN, QUARTER_HOUR - 1), (ANN, QUARTER_HOUR), (ANN, 47 * HOUR)]
    await say(database, begun(session(1), 0), *said)
    found = await database.customer_statistics("7", START, START + 2 * DAY)
    assert found.activity == [(START, 2), (START + QUARTER_HOUR, 1), (START + 47 * HOUR, 1)]
    assert found.messages == 4
