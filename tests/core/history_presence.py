"""Attendants come and go, time passes, and the server starts again, at random."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chimp.core import effects, events
from chimp.core.coordinator import Coordinator
from chimp.core.people import Attendant, Id, Level, key
from chimp.core.session import Session
from tests.core.bookkeeping import PATIENCE, Duty
from tests.core.history_desk import HistoryDesk, attendants, connections, levels, spellings

rooms = st.sampled_from((0, 1, 1, 2))


class AttendantsComeAndGo(HistoryDesk):
    @rule(
        attendant=attendants,
        spelling=spellings,
        level=levels,
        room=rooms,
        connection=st.none() | connections,
        needs_keep_alive=st.booleans(),
        is_away=st.sampled_from((None, None, True, False)),
    )
    def come_online(
        self,
        attendant: Id,
        spelling: type[str],
        level: Level,
        room: int,
        connection: str | None,
        *,
        needs_keep_alive: bool,
        is_away: bool | None,
    ) -> None:
        who = key(attendant)
        room = max(room, self.load(who)) if room else 0
        expires_at = self.now + PATIENCE.attendant_ttl
        duty = Duty(level, room, expires_at, needs_keep_alive)
        self.there.register(who, duty, is_away=is_away)
        if connection is not None:
            self.there.listen(who, connection)
        self.send(
            events.AttendantOnline(
                attendant=Attendant(id=spelling(attendant), level=level),
                room=room,
                connection=connection,
                needs_keep_alive=needs_keep_alive,
                is_away=is_away,
            )
        )

    @precondition(lambda self: self.there.known)
    @rule()
    def everybody_on_duty_is_still_there(self) -> None:
        for who, duty in self.there.known.items():
            expires_at = self.now + PATIENCE.attendant_ttl
            self.there.register(who, Duty(duty.level, duty.room, expires_at))
            attendant = self.coordinator.attendant(who)
            assert attendant is not None
            self.send(events.AttendantOnline(attendant=attendant, room=duty.room))

    @rule(attendant=attendants, connection=connections)
    def listen(self, attendant: Id, connection: str) -> None:
        self.there.listen(key(attendant), connection)
        self.send(events.AttendantListened(attendant_id=attendant, connection=connection))

    @rule(attendant=attendants, connection=st.none() | connections)
    def say_goodbye(self, attendant: Id, connection: str | None) -> None:
        leaves_at = self.now + PATIENCE.disconnect_grace
        if connection is None:
            self.there.let_go(key(attendant), leaves_at)
        else:
            self.there.hang_up(key(attendant), connection, leaves_at)
        done = self.send(events.AttendantQuit(attendant_id=attendant, connection=connection))
        assert done == []

    @rule(attendant=attendants, is_away=st.booleans())
    def take_a_break(self, attendant: Id, *, is_away: bool) -> None:
        who = key(attendant)
        known = self.there.known.get(who)
        if known is not None:
            known.is_away = is_away
        person = self.there.attendant(who, attendant)
        done = self.send(events.AttendantAway(attendant=person, is_away=is_away))
        assert (known is None) == any(isinstance(effect, effects.Refuse) for effect in done)

    # Time, connections, crashes

    @rule(connection=connections)
    def hang_up(self, connection: str) -> None:
        for who in list(self.there.ears):
            self.there.hang_up(who, connection, self.now + PATIENCE.disconnect_grace)
        for pages in self.pages.values():
            pages.discard(connection)
        self.send(events.ConnectionClosed(connection=connection))

    @rule(delay=st.integers(1, 30))
    def time_passes(self, delay: int) -> None:
        end = self.now + delay
        while (deadline := self.coordinator.next_deadline()) is not None and deadline <= end:
            assert deadline > self.now, "a deadline that was due is still there"
            self.tick(deadline)
        self.now = end

    @rule(delay=st.integers(1, 60))
    def time_passes_unnoticed(self, delay: int) -> None:
        self.tick(self.now + delay)

    def tick(self, now: int) -> None:
        self.now = now
        for who in self.there.over(now):
            self.leaving.add(who)
            del self.there.all[who]
        self.send(events.Tick())
        self.leaving.clear()

    @rule(pause=st.integers(0, 20))
    def crash(self, pause: int) -> None:
        self.now += pause
        self.begin_again(Coordinator(PATIENCE, self.saved(), self.now))
        self.forget_the_living()
        self.expect_those_who_are_named()
        self.tick(self.now)

    @rule(pause=st.integers(0, 20))
    def begin_again_with_who_is_there(self, pause: int) -> None:
        """The store failed, and the process lives on."""
        self.now += pause
        former = self.coordinator
        self.begin_again(Coordinator(PATIENCE, self.saved(), self.now, former=former))
        self.there.all = self.there.known
        self.expect_those_who_are_named()
        for session_key in self.pages:
            self.told_at[session_key] = self.now
        self.tick(self.now)

    def saved(self) -> list[Session]:
        """As the store gives them: of one millisecond, those first that came first."""
        found = self.database.open_sessions().values()
        return sorted(found, key=lambda session: session.created_at)

    def begin_again(self, coordinator: Coordinator) -> None:
        before = {session.key: session for session in self.coordinator.sessions}
        queues = [list(self.coordinator.sessions.queued(level)) for level in Level]
        self.coordinator = coordinator
        after = {session.key: session for session in coordinator.sessions}
        saved = self.database.open_sessions()
        assert timeless(after) == timeless(before) == timeless(saved)
        assert [list(coordinator.sessions.queued(level)) for level in Level] == queues
        self.database.sessions |= after  # an offer's time begins anew
        self.seen_by_desk = {}

    def expect_those_who_are_named(self) -> None:
        until = self.now + PATIENCE.attendant_ttl
        for session in self.database.open_sessions().values():
            for who in self.people(session) - self.there.all.keys():
                self.there.all[who] = Duty(Level.FIRST, 0, until, is_known=False)


def timeless(sessions: dict[str, Session]) -> dict[str, Session]:
    """As they are, but for a clock that a restart sets back."""
    return {
        k: session if session.offered_to is None else session.offered(session.offered_to, 0)
        for k, session in sessions.items()
    }
