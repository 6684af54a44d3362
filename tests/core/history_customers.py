"""What customers do at the desk, at random, each with what must have come of it."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chimp.core import effects, events
from chimp.core.people import PROBE_CUSTOMER, Customer, Id, Level, Person, key
from chimp.core.session import Dialect, Page, Reason, Session
from tests.core.history_desk import HistoryDesk, attendants, connections, spellings

CUSTOMERS: tuple[Id, ...] = (1, "2", "ann")

customers = st.sampled_from(CUSTOMERS)
pages = st.sampled_from((None, Page("https://a.example/"), Page("https://a.example/b", "B")))
levels = st.sampled_from((Level.FIRST, Level.FIRST, Level.SECOND))


class CustomersAct(HistoryDesk):
    """Customers ask, come back, rate and close; the server talks to itself."""

    def heard(self, session_key: str, connection: str) -> None:
        if session_key in self.database.open_sessions():
            if not self.pages.get(session_key):
                self.told_at[session_key] = self.now
            self.pages.setdefault(session_key, set()).add(connection)

    def ask(self, event: events.SessionRequested) -> None:
        was_open = self.coordinator.find(event) is not None
        stored = self.database.sessions.get(key(event.session_id))
        done = self.send(event)
        assert not [e for e in done if isinstance(e, effects.Refuse)]
        known = self.coordinator.find(event)
        is_final = stored is not None and stored.close_reason in set(Reason) - {Reason.EXPIRED}
        stays_closed = event.dialect is Dialect.SEED or (
            event.dialect is Dialect.NATIVE and is_final
        )
        if stored is not None and not was_open and stays_closed:
            assert known is None, "a closed session was opened"
            return
        assert known is not None
        now = self.database.sessions[known.key]
        assert now.customer == event.customer
        assert now.left_message is event.leaves_message
        assert event.page in {None, now.page}
        if event.connection is not None:
            self.heard(known.key, event.connection)

    @rule(
        customer=customers,
        number=st.integers(0, 1),
        spelling=spellings,
        level=levels,
        keep_alive=st.booleans(),
        connection=connections,
    )
    def ask_2019(
        self,
        customer: Id,
        number: int,
        spelling: type[str],
        level: Level,
        *,
        keep_alive: bool,
        connection: str,
    ) -> None:
        self.ask(
            events.SessionRequested(
                session_id=f"{customer}-{number}",
                topic=f"server/sessions/{customer}",
                customer=Customer(id=spelling(customer)),
                dialect=Dialect.LEGACY,
                request_id=f"{customer}-{number}",
                required_level=level,
                keep_alive=keep_alive,
                connection=connection,
            )
        )

    @rule(
        customer=customers,
        request=st.integers(0, 1),
        level=levels,
        connection=connections,
        dialect=st.sampled_from((Dialect.SEED, Dialect.NATIVE)),
        page=pages,
        leaves_message=st.booleans(),
    )
    def ask_at_a_topic_of_its_own(
        self,
        customer: Id,
        request: int,
        level: Level,
        connection: str,
        dialect: Dialect,
        page: Page | None,
        *,
        leaves_message: bool,
    ) -> None:
        is_native = dialect is Dialect.NATIVE
        session_id = f"{dialect}-{customer}-{request}"
        self.ask(
            events.SessionRequested(
                session_id=session_id,
                topic=f"server/sessions/{customer}/{session_id}",
                customer=Customer(id=customer),
                dialect=dialect,
                request_id=request,
                required_level=level,
                is_repeatable=not is_native,
                page=page if is_native else None,
                leaves_message=leaves_message and is_native,
                connection=connection,
            )
        )

    @precondition(lambda self: self.asked_with_a_request_id())
    @rule(data=st.data(), connection=connections)
    def ask_again_without_a_session_id(self, data: st.DataObject, connection: str) -> None:
        known = self.a_session(data, self.asked_with_a_request_id())
        before = len(self.coordinator.sessions)
        self.ask(
            events.SessionRequested(
                session_id="fresh",
                topic=f"server/sessions/{known.customer.id}/fresh",
                customer=known.customer,
                dialect=Dialect.SEED,
                request_id=known.request_id,
                connection=connection,
            )
        )
        assert len(self.coordinator.sessions) == before

    def asked_with_a_request_id(self) -> dict[str, Session]:
        found = self.database.open_sessions()
        return {
            session_key: session
            for session_key, session in found.items()
            if session.request_id is not None and session.dialect is not Dialect.NATIVE
        }

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data())
    def ask_for_what_is_somebody_elses(self, data: st.DataObject) -> None:
        known = self.a_session(data, self.database.sessions)
        event = events.SessionRequested(
            session_id=known.id,
            topic="server/sessions/thief",
            customer=Customer(id="thief"),
            dialect=data.draw(st.sampled_from(Dialect)),
        )
        (refused,) = self.send(event)
        assert isinstance(refused, effects.Refuse)

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), connection=connections, page=pages)
    def say_still_here(self, data: st.DataObject, connection: str, page: Page | None) -> None:
        session = self.a_session(data, self.database.sessions)
        event = events.CustomerHeard(session_key=session.key, page=page, connection=connection)
        *saves, answer = self.send(event)
        assert isinstance(answer, effects.Announce if session.is_open else effects.Refuse)
        moved = session.is_open and page not in {None, session.page}
        assert len(saves) == moved
        assert not moved or self.database.sessions[session.key].page == page
        self.heard(session.key, connection)

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), score=st.integers(1, 5))
    def rate(self, data: st.DataObject, score: int) -> None:
        session = self.a_session(data, self.database.sessions)
        done = self.send(events.SessionRated(session_key=session.key, score=score))
        rating = self.database.sessions[session.key].rating
        assert rating is not None
        assert rating.score == score
        if session.rating is not None and session.rating.score == score:
            assert len(done) == 1
            assert rating == session.rating

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), attendant=st.none() | attendants, reason=st.sampled_from(Reason))
    def close(self, data: st.DataObject, attendant: Id | None, reason: Reason) -> None:
        session = self.a_session(data, self.database.sessions)
        by: Person = session.customer
        if attendant is not None:
            by = self.there.attendant(key(attendant), attendant)
        self.send(events.SessionEnded(session_key=session.key, by=by, reason=reason))
        is_theirs = isinstance(by, Customer) or self.takes_part(session, by)
        if self.is_probe(session):
            assert session.key not in self.database.sessions
        elif session.is_open and is_theirs:
            closed = self.database.sessions[session.key]
            assert (closed.is_open, closed.close_reason) == (False, reason)
        else:
            assert self.database.sessions[session.key] == session

    @rule(connection=connections)
    def the_server_asks_itself(self, connection: str) -> None:
        self.ask(
            events.SessionRequested(
                session_id="self",
                topic=f"server/sessions/{PROBE_CUSTOMER}/self",
                customer=Customer(id=PROBE_CUSTOMER),
                dialect=Dialect.NATIVE,
                is_repeatable=False,
                connection=connection,
            )
        )
