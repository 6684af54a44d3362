"""The rules for attendants who come and go: online, away, back, and gone after a grace."""

from collections.abc import Iterable

from chimp.core import effects, events
from chimp.core.effects import Effect, Instruction
from chimp.core.floor import ATTENDANT, Floor
from chimp.core.people import key
from chimp.core.presence import GOODBYE, Arrival
from chimp.core.session import Session, Status


class Service:
    """Keeps who is there, gives to those who have come, and takes from those who are gone."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    def online(self, event: events.AttendantOnline, now: int) -> list[Effect]:
        """They came, or are still there."""
        return self.arrived(event, now) + self._floor.assign(event.attendant.level, now)

    def listened(self, event: events.AttendantListened, now: int) -> list[Effect]:
        """A connection of theirs is known by what it hears."""
        self.connected(key(event.attendant_id), event.connection)
        return self._floor.assign_all(now)

    def quit(self, event: events.AttendantQuit, now: int) -> list[Effect]:
        """They say goodbye, and are given a grace, since a page that reloads says it too."""
        floor, attendant_key = self._floor, key(event.attendant_id)
        leaves_at = now + floor.patience.disconnect_grace
        if event.connection is not None:
            closed = floor.attendance.disconnect_one(attendant_key, event.connection, leaves_at)
            for in_grace in closed:
                floor.watch(in_grace)
            return []
        presence = floor.attendance.get(attendant_key)
        if presence is not None and presence.leaves_at is None:
            floor.attendance.let_go(presence, leaves_at, GOODBYE)
            floor.watch(presence)
        return []

    def away(self, event: events.AttendantAway, now: int) -> list[Effect]:
        """They take a break from new sessions, or are back from it."""
        floor, attendant = self._floor, event.attendant
        presence = floor.attendance.get(attendant.key)
        if presence is None or presence.attendant is None:
            text = "you are not online"
            return [effects.Refuse(code="not_online", message=text)]
        if presence.is_away == event.is_away:
            return []
        floor.attendance.set_away(presence, is_away=event.is_away)
        kind = "away" if event.is_away else "back"
        record = effects.Record(
            kind=f"attendant.{kind}", attendant_key=attendant.key, because="said so"
        )
        return [record, *floor.assign_all(now)]

    def arrived(self, event: events.AttendantOnline, now: int) -> list[Effect]:
        """Register them, and give them nothing yet."""
        floor, attendant = self._floor, event.attendant
        arrival = Arrival(
            attendant=attendant,
            room=event.room,
            expires_at=now + floor.patience.attendant_ttl,
            needs_keep_alive=event.needs_keep_alive,
            is_away=event.is_away,
        )
        is_new = floor.attendance.arrive(arrival, now)
        if event.connection is not None:
            floor.attendance.connect(attendant.key, event.connection)
        floor.watch(floor.attendance.get(attendant.key))
        if not is_new:
            return []
        kind, why = "attendant.online", "registered"
        return [effects.Record(kind=kind, attendant_key=attendant.key, because=why)]

    def connected(self, attendant_key: str, connection: str) -> None:
        """They have done something on a connection, so it is one of theirs."""
        self._floor.attendance.connect(attendant_key, connection)
        self._floor.watch(self._floor.attendance.get(attendant_key))

    # Gone

    def dismiss(self, attendant_key: str, why: str, now: int) -> list[Effect]:
        """An attendant is gone: what they had goes to others at once, or back to the queue."""
        floor = self._floor
        if floor.attendance.get(attendant_key) is None:
            return []
        floor.attendance.leave(attendant_key)
        floor.deadlines.drop((ATTENDANT, attendant_key))
        done: list[Effect] = [
            effects.Record(kind="attendant.left", attendant_key=attendant_key, because=why)
        ]
        named = floor.sessions.naming(attendant_key)
        orphans = [session for session in named if session.holder == attendant_key]
        for session in named:
            left = session.without(attendant_key)
            if session.holder == attendant_key:
                done += self._orphaned(left, f"attendant {attendant_key} {why}", now)
            else:
                done += floor.put(left, now)
                if left.joined != session.joined:
                    done.append(floor.announce(left, Instruction.UPDATE, now))
        done += floor.assign_all(now)
        return done + self._bereaved(orphans, now)

    def _orphaned(self, session: Session, why: str, now: int) -> list[Effect]:
        floor = self._floor
        if returned := floor.give_back(session, why, now):
            return returned
        is_served = session.status is Status.ONLINE
        back = session.waiting_again(now) if is_served else session.passed()
        return [*floor.put(back, now), floor.record("requeued", back, why)]

    def _bereaved(self, orphans: Iterable[Session], now: int) -> list[Effect]:
        """Tell those customers for whom nobody else could be asked at once."""
        done: list[Effect] = []
        for session in orphans:
            if (waiting := self._floor.current(session.key)).is_queued:
                is_served = session.status is Status.ONLINE
                news = Instruction.UNAVAILABLE if is_served else Instruction.READY
                done.append(self._floor.announce(waiting, news, now))
        return done
