"""The rules for attendants: they come and go, and take, hand on, give back and end sessions.

Delivery is at least once: what an attendant has done already is done again without a word.
"""

from dataclasses import replace
from typing import assert_never

from chimp.core import effects, events
from chimp.core.attendance import GOODBYE, Arrival, Presence
from chimp.core.effects import Effect, Instruction
from chimp.core.floor import Floor
from chimp.core.message import Note
from chimp.core.people import Attendant, Id, key
from chimp.core.session import Session, Status


class Service:
    """Decides who serves, by what attendants do."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    # Coming and going

    def online(self, event: events.AttendantOnline, now: int) -> list[Effect]:
        """They came, or are still there."""
        return self._arrived(event, now) + self._floor.assign(event.attendant.level, now)

    def listened(self, event: events.AttendantListened, now: int) -> list[Effect]:
        """A connection of theirs is known by what it hears."""
        self._connected(key(event.attendant_id), event.connection)
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

    def _arrived(self, event: events.AttendantOnline, now: int) -> list[Effect]:
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

    def _connected(self, attendant_key: str, connection: str) -> None:
        self._floor.attendance.connect(attendant_key, connection)
        self._floor.watch(self._floor.attendance.get(attendant_key))

    # Offers

    def accepted(self, event: events.AttendantAccepted, now: int) -> list[Effect]:
        """They take the session they were asked to take."""
        session, attendant = self._floor.sessions.get(event.session_key), event.attendant
        if session is not None and session.status is Status.ONLINE:
            if session.holder == attendant.key:
                return []
            text = "another attendant has taken this session"
        elif session is None or not _was_asked(session, attendant.key):
            text = "this session was not offered to this attendant"
        elif not self._has_room_for(session, event):
            text = "this session was offered too long ago, and there is no more room for it"
        else:
            done: list[Effect] = []
            if self._floor.attendant(attendant.id) is None:
                came = events.AttendantOnline(
                    attendant=attendant, room=event.room, connection=event.connection
                )
                done += self._arrived(came, now)
            elif event.connection is not None:
                self._connected(attendant.key, event.connection)
            return done + self._serve(session, attendant, "accepted", now)
        return [effects.Refuse(code="not_offered", message=text, field="sessionInfo")]

    def _has_room_for(self, session: Session, event: events.AttendantAccepted) -> bool:
        """Who accepts late may have been given others in the meantime."""
        presence = self._floor.attendance.get(event.attendant.key)
        if presence is None or session.holder == event.attendant.key:
            return True
        room = event.room if presence.attendant is None else presence.room
        return room == 0 or presence.load < room

    def _serve(self, session: Session, attendant: Attendant, how: str, now: int) -> list[Effect]:
        floor = self._floor
        waited = (now - session.waiting_since) / 1000
        served = session.served_by(attendant.id)
        return [
            *floor.put(served, now),
            floor.record("assigned", served, f"{how} after {waited:.1f} s"),
            floor.announce(served, Instruction.READY, now),
            *floor.assign_all(now),
        ]

    def offer_ran_out(self, session: Session, now: int) -> list[Effect]:
        """Nobody answered in time."""
        if session.offer_expires_at is None or session.offer_expires_at > now:
            return []  # the attendant left in this same tick, and another is being asked
        floor = self._floor
        done: list[Effect] = [
            floor.record("offer_expired", session, f"{session.offered_to} did not answer")
        ]
        passed, why = session.passed(), f"{session.offered_to} did not answer"
        if returned := floor.give_back(session, why, now):
            return done + returned + floor.assign_all(now)
        done = [*floor.put(passed, now), *done, *floor.assign_all(now)]
        waiting = floor.current(session.key)
        if waiting.is_queued or not session.passed_by:
            done.append(floor.announce(waiting, Instruction.READY, now))
        return done

    # What attendants do of their own accord

    def act(self, event: events.Act, now: int) -> list[Effect]:
        """Do it, or say why not."""
        session = self._floor.sessions.get(event.session_key)
        if session is None:
            text = "there is no such open session"
            return [effects.Refuse(code="session_unknown", message=text, field="sessionId")]
        match event:
            case events.OfferDeclined():
                return self._declined(session, event.attendant, now)
            case events.SessionTaken():
                return self._took(session, event, now)
            case events.SessionTransferred():
                return self._transferred(session, event, now)
            case events.SessionReleased():
                return self._released(session, event, now)
            case events.AttendantJoined():
                return self._joined(session, event, now)
            case _:
                assert_never(event)

    def _declined(self, session: Session, attendant: Attendant, now: int) -> list[Effect]:
        if attendant.key in session.declined_by:
            return []
        if session.status is not Status.WAITING or session.holder != attendant.key:
            text = "this session is not offered to you"
            return [effects.Refuse(code="not_offered", message=text, field="sessionId")]
        floor, declined, why = self._floor, session.declined(attendant), f"{attendant.key} declined"
        if returned := floor.give_back(session, why, now):
            return returned + floor.assign_all(now)
        done = [*floor.put(declined, now), floor.record("declined", declined, why)]
        done += floor.assign_all(now)
        if (waiting := floor.current(session.key)).is_queued:
            done.append(floor.announce(waiting, Instruction.READY, now))
        return done

    def _took(self, session: Session, event: events.SessionTaken, now: int) -> list[Effect]:
        attendant = event.attendant
        if session.status is Status.ONLINE:
            if session.holder == attendant.key:
                return []
            text = "another attendant serves this session"
            return [effects.Refuse(code="not_waiting", message=text, field="sessionId")]
        presence = self._floor.attendance.get(attendant.key)
        refuse = _cannot_take(session, presence, attendant)
        return [refuse] if refuse else self._serve(session, attendant, "taken", now)

    def _transferred(
        self, session: Session, event: events.SessionTransferred, now: int
    ) -> list[Effect]:
        attendant = event.attendant
        if session.status is Status.WAITING and _has_handed_on(session, attendant):
            return []
        if refuse := _not_theirs(session, attendant):
            return [refuse]
        if event.to_attendant is not None:
            return self._transferred_to(session, event, event.to_attendant, now)
        level = event.to_level or session.required_level.above
        if level is None:
            text = "there is no level above this one"
            return [effects.Refuse(code="no_higher_level", message=text)]
        back = replace(
            session.waiting_again(now),
            required_level=level,
            declined_by=_without(session, attendant),
        )
        return self._handed_back(back, event.note, f"{attendant.key} handed it to {level}", now)

    def _transferred_to(
        self, session: Session, event: events.SessionTransferred, to: Id, now: int
    ) -> list[Effect]:
        floor, giver = self._floor, event.attendant
        presence = floor.attendance.get(key(to))
        if refuse := _cannot_be_given(session, presence):
            return [refuse]
        assert presence is not None  # noqa: S101 - for the type checker: that was refused
        assert presence.attendant is not None  # noqa: S101 - likewise
        back = replace(
            session.waiting_again(now),
            required_level=presence.attendant.level,
            declined_by=_without(session, giver),
            transferred_by=session.attendant_id,
        )
        why = f"{giver.key} handed it to {presence.attendant.key}"
        offered = back.offered(presence.attendant_id, now + floor.patience.assign_timeout)
        return [
            *floor.put(offered, now),
            floor.record("transferred", offered, why),
            *_noted(event.note, offered),
            effects.Offer(offered, presence.attendant_id),
            floor.announce(offered, Instruction.READY, now),
            *floor.assign_all(now),
        ]

    def _released(self, session: Session, event: events.SessionReleased, now: int) -> list[Effect]:
        attendant = event.attendant
        if session.status is Status.WAITING and _has_handed_on(session, attendant):
            return []
        if refuse := _not_theirs(session, attendant):
            return [refuse]
        back = replace(session.waiting_again(now), declined_by=_without(session, attendant))
        return self._handed_back(back, event.note, f"{attendant.key} released it", now)

    def _handed_back(self, session: Session, note: Note | None, why: str, now: int) -> list[Effect]:
        """Back to the queue, with a word for whoever takes it next."""
        floor = self._floor
        done = [*floor.put(session, now), floor.record("requeued", session, why)]
        done += _noted(note, session)
        done += floor.assign_all(now)
        return [*done, floor.announce(floor.current(session.key), Instruction.READY, now)]

    def _joined(self, session: Session, event: events.AttendantJoined, now: int) -> list[Effect]:
        attendant = event.attendant
        is_in = attendant.key in map(key, session.joined)
        if is_in is not event.leaves:
            return []
        if event.leaves:
            joined = tuple(who for who in session.joined if key(who) != attendant.key)
        elif session.holder == attendant.key and session.status is Status.ONLINE:
            return []
        elif not attendant.supervises:
            text = "only supervisors and administrators join sessions of others"
            return [effects.Refuse(code="not_allowed", message=text, field="sessionId")]
        else:
            joined = (*session.joined, attendant.id)
        changed = replace(session, joined=joined)
        kind = "left" if event.leaves else "joined"
        return [
            *self._floor.put(changed, now),
            self._floor.record(kind, changed, f"{attendant.key} said so"),
            self._floor.announce(changed, Instruction.UPDATE, now),
        ]


def _was_asked(session: Session, attendant_key: str) -> bool:
    asked = None if session.offered_to is None else key(session.offered_to)
    return attendant_key == asked or attendant_key in session.passed_by


def _has_handed_on(session: Session, attendant: Attendant) -> bool:
    return attendant.key in session.declined_by


def _without(session: Session, giver: Attendant) -> tuple[str, ...]:
    """Who is not to be asked next: who served it, and who says so."""
    served_by = () if session.holder is None else (session.holder,)
    return tuple(dict.fromkeys((*served_by, giver.key)))


def _not_theirs(session: Session, attendant: Attendant) -> effects.Refuse | None:
    """Handing on, giving back and closing is for who serves the session, and for supervisors."""
    if session.status is not Status.ONLINE:
        text = "nobody serves this session"
        return effects.Refuse(code="not_online", message=text, field="sessionId")
    if session.holder == attendant.key or attendant.supervises:
        return None
    text = "another attendant serves this session"
    return effects.Refuse(code="not_yours", message=text, field="sessionId")


def _cannot_take(
    session: Session, presence: Presence | None, attendant: Attendant
) -> effects.Refuse | None:
    if presence is None or presence.attendant is None:
        return effects.Refuse(code="not_online", message="you are not online")
    is_theirs_to_take = session.holder == attendant.key
    if not is_theirs_to_take and not presence.has_room:
        text = f"you have {presence.load} sessions, and your limit is {presence.room}"
        return effects.Refuse(code="limit_reached", message=text)
    if attendant.level.rank < session.required_level.rank and not attendant.supervises:
        text = f"this session is for {session.required_level.value}"
        return effects.Refuse(code="level_too_low", message=text, field="sessionId")
    return None


def _cannot_be_given(session: Session, presence: Presence | None) -> effects.Refuse | None:
    where = "to.attendantId"
    if presence is None or not presence.is_here:
        text = "that attendant is not there, or away"
        return effects.Refuse(code="attendant_unavailable", message=text, field=where)
    if session.holder == key(presence.attendant_id):
        text = "that attendant serves this session already"
        return effects.Refuse(code="invalid", message=text, field=where)
    if not presence.has_room:
        text = f"that attendant has {presence.load} sessions and takes no more"
        return effects.Refuse(code="limit_reached", message=text, field=where)
    return None


def _noted(note: Note | None, session: Session) -> list[Effect]:
    return [] if note is None else [effects.SaveNote(note), effects.ShowNote(session, note)]
