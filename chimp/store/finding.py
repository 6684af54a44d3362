"""Finding sessions among all there ever were."""

from sqlalchemy import ColumnElement, Select, select

from chimp.core.people import PROBE_CUSTOMER
from chimp.core.search import Search
from chimp.core.session import Session
from chimp.store import rows
from chimp.store.execution import Reads
from chimp.store.schema import customer_words, sessions
from chimp.store.sessions import ARRIVAL, OPEN
from chimp.store.words import terms_of

_LAST_CHARACTER = "\U0010ffff"


class FindingReads(Reads):
    """Queries for sessions by what is known of them; each raises StoreError."""

    async def find_sessions(self, search: Search, offset: int, limit: int) -> list[Session]:
        """The newest first; none in which the server talks to itself."""
        terms = None if search.question is None else terms_of(search.question)
        if terms == [] and (search.question or "").strip():
            return []  # nothing but signs: nobody is called so
        query = select(sessions).where(sessions.c.customer_key != PROBE_CUSTOMER)
        for condition in _conditions(search, terms or []):
            query = query.where(condition)
        found = await self.read(_newest_first(query).offset(offset).limit(limit))
        return [rows.read_session(row) for row in found]


def _newest_first(query: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
    """In the order of the indexes: of one moment, those last that came first."""
    return query.order_by(sessions.c.created_at.desc(), ARRIVAL.desc())


def _conditions(search: Search, terms: list[str]) -> list[ColumnElement[bool]]:
    """What the session has to be; at least one of them has an index to go by."""
    found: list[ColumnElement[bool]] = []
    if search.customer is not None:
        found.append(sessions.c.customer_key == search.customer)
    if search.attendant is not None:
        found.append(sessions.c.attendant_key == search.attendant)
    for term in terms:
        begins = customer_words.c.word.between(term, term + _LAST_CHARACTER)
        found.append(
            sessions.c.customer_key.in_(select(customer_words.c.customer_key).where(begins))
        )
    if search.is_open:
        found.append(sessions.c.status.in_(OPEN))
    elif not found:
        found.append(sessions.c.created_at >= 0)
    if search.is_open is False:
        # Not by the status: nearly all are closed, and would be put in order each time.
        found.append(sessions.c.closed_at.is_not(None))
    return found
