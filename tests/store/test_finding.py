"""Which sessions are found, by what, and in which order."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chimp.core.effects import SaveMessage, SaveSession
from chimp.core.people import PROBE_CUSTOMER, Customer
from chimp.core.search import Search
from chimp.core.session import Reason
from chimp.store.database import Database
from chimp.store.words import MOST_WORDS, terms_of, words_of
from tests.store.given import ANN, NOW, closed, customers, message, served, session

LEE = Customer(
    id="70912860-e641",
    name="José da Silva Lee",
    details={"email": "Jose.Lee@Example.com", "seats": 31, "vip": True},
)
EVE = Customer(id="eve")


async def found(
    database: Database,
    offset: int = 0,
    limit: int = 50,
    **wanted: Any,  # noqa: ANN401 - as `Search` has it
) -> list[str]:
    search = Search(**wanted)
    return [str(s.id) for s in await database.find_sessions(search, offset, limit)]


@pytest.fixture
async def filled(database: Database) -> Database:
    """Of Ann one that is over and one that waits, of Lee two that are over, one of Eve's served."""
    given_in_turn = (
        closed(1),
        closed(2, LEE),
        served(3, LEE).closed(Reason.BY_ATTENDANT, NOW + 9_000),
        session(4),
        served(5, EVE),
        session(6, Customer(id=PROBE_CUSTOMER)),
    )
    for at, each in enumerate(given_in_turn):
        await database.write([SaveSession(each)], NOW + at)
    return database


class TestWhichAreFound:
    async def test_all_of_people_newest_first(self, filled: Database) -> None:
        assert await found(filled) == ["s5", "s4", "s3", "s2", "s1"]
        assert await found(filled, offset=1, limit=2) == ["s4", "s3"]

    async def test_by_state(self, filled: Database) -> None:
        assert await found(filled, is_open=True) == ["s5", "s4"]
        assert await found(filled, is_open=False) == ["s3", "s2", "s1"]

    async def test_by_whom_they_were_served_and_whose_they_are(self, filled: Database) -> None:
        assert await found(filled, attendant="bob") == ["s5", "s3"]
        assert await found(filled, attendant="bob", is_open=False) == ["s3"]
        assert await found(filled, customer="7") == ["s4", "s1"]
        assert await found(filled, customer="7", is_open=True) == ["s4"]
        assert await found(filled, customer="7", attendant="bob") == []

    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("lee", ["s3", "s2"]),
            ("JOSE", ["s3", "s2"]),
            ("josé silv", ["s3", "s2"]),
            ("silva jose nobody", []),
            ("jose.lee@ex", ["s3", "s2"]),
            ("@example.com", ["s3", "s2"]),
            ("70912860-e641", ["s3", "s2"]),
            ("e641", ["s3", "s2"]),
            ("31", ["s3", "s2"]),
            ("ilva", []),
            ("true", []),
            ("gold", ["s4", "s1"]),
            ("e", ["s5", "s3", "s2"]),
            ("  ", ["s5", "s4", "s3", "s2", "s1"]),
            ("@ + %", []),
            ("%", []),
            ("_", []),
            (PROBE_CUSTOMER, []),
        ],
    )
    async def test_by_words(self, filled: Database, question: str, expected: list[str]) -> None:
        assert await found(filled, question=question) == expected

    async def test_by_words_and_the_rest(self, filled: Database) -> None:
        assert await found(filled, question="e", is_open=True) == ["s5"]
        assert await found(filled, question="lee", attendant="bob") == ["s3"]
        assert await found(filled, question="lee", customer="7") == []

    async def test_what_was_told_later_and_what_was_told_once(self, filled: Database) -> None:
        renamed = replace(session(4), customer=replace(ANN, name="Zoë"))
        await filled.write([SaveSession(renamed)], NOW)
        assert await found(filled, question="zoe") == ["s4", "s1"]
        assert await found(filled, question="ann") == ["s4", "s1"]

    async def test_of_one_moment_those_that_came_last_are_first(self, database: Database) -> None:
        came = [replace(session(n), created_at=NOW) for n in (5, 2, 9)]
        await database.write([SaveSession(each) for each in came], NOW)
        assert await found(database) == ["s9", "s2", "s5"]
        assert await found(database, question="ann") == ["s9", "s2", "s5"]

    async def test_as_they_stand_with_their_messages_counted(self, database: Database) -> None:
        of = served()
        await database.write([SaveSession(of), SaveMessage(message(1, of))], NOW)
        assert await database.find_sessions(Search(), 0, 1) == [replace(of, message_count=1)]


class TestWords:
    @given(customers)
    def test_whatever_a_customer_is_called_their_words_find_them(self, customer: Customer) -> None:
        words = words_of(customer)
        assert len(words) == len(set(words)) <= MOST_WORDS
        for text in (customer.key, customer.name or ""):
            for term in terms_of(text):
                is_bounded = len(words) == MOST_WORDS
                assert is_bounded or any(word.startswith(term) for word in words)

    @given(st.text())
    def test_terms_are_few_and_can_be_asked_for(self, question: str) -> None:
        for term in terms_of(question):
            assert term.encode()
            assert 0 < len(term) <= 64
        assert len(terms_of(question)) <= 8

    def test_words_beyond_are_not_looked_for(self) -> None:
        class Untold(dict[str, str]):
            def values(self) -> Iterator[str]:  # type: ignore[override]
                yield " ".join(f"w{number}" for number in range(MOST_WORDS))
                pytest.fail("it is enough by now")

        words = words_of(Customer(id="c", details=Untold()))
        assert words == ["c", *(f"w{number}" for number in range(MOST_WORDS - 1))]

    def test_much_that_is_told_makes_few_words(self) -> None:
        chatty = Customer(id="c", details={f"d{n}": "a-" * 500 for n in range(50)})
        assert len(words_of(chatty)) <= MOST_WORDS
        assert max(map(len, words_of(chatty))) <= 64
