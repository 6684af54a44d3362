"""The rules for who takes a session: offers are accepted, declined or run out, or one is taken.

Delivery is at least once: what an attendant has done already is done again without a word.
"""

from dataclasses import replace

from chimp.core import effects, events
from chimp.core.effects import Effect, Instruction
from chimp.core.floor import Floor
from chimp.core.people import Attendant, key
from chimp.core.presence import Presence
from chimp.core.service import Service
from chimp.core.session import Session, Status


class Offers:
    """Gives a session that waits to who takes it."""

    def __init__(self, floor: Floor, service: Service) -> None:
        self._floor = floor
        self._service = service

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
            return self._accepted(session, event, now)
        return [effects.Refuse(code="not_offered", message=text, field="sessionInfo")]

    def _accepted(
        self, session: Session, event: events.AttendantAccepted, now: int
    ) -> list[Effect]:
        attendant, done = event.attendant, list[Effect]()
        if self._floor.attendant(attendant.id) is None:
            came = events.AttendantOnline(
                attendant=attendant, room=event.room, connection=event.connection
            )
            done += self._service.arrived(came, now)
        elif event.connection is not None:
            self._service.connected(attendant.key, event.connection)
        return done + self._serve(session, attendant, "accepted", now)

    def _has_room_for(self, session: Session, event: events.AttendantAccepted) -> bool:
        """Who accepts late may have been given others in the meantime."""
        presence = self._floor.attendance.get(event.attendant.key)
        if presence is None or session.holder == event.attendant.key:
            return True
        room = event.room if presence.attendant is None else presence.room
        return room == 0 or presence.load < room

    def _serve(self, session: Session, attendant: Attendant, how: str, now: int) -> list[Effect]:
        """Who was meant by name takes it up to their level; else it stays what was asked for."""
        floor = self._floor
        waited = (now - session.waiting_since) / 1000
        is_meant = session.transferred_by is not None and session.holder == attendant.key
        level = attendant.level if is_meant else session.required_level
        served = replace(session.served_by(attendant.id), required_level=level)
        return [
            *floor.put(served, now),
            floor.record("assigned", served, f"{how} after {waited:.1f} s"),
            floor.announce(served, Instruction.READY, now),
            *floor.assign_all(now),
        ]

    def ran_out(self, session: Session, now: int) -> list[Effect]:
        """Nobody answered in time."""
        if session.offer_expires_at is None or session.offer_expires_at > now:
            return []  # the attendant left in this same tick, and another is being asked
        floor, why = self._floor, f"{session.offered_to} did not answer"
        expired = floor.record("offer_expired", session, why)
        if returned := floor.give_back(session, why, now):
            return [expired, *returned, *floor.assign_all(now)]
        done = [*floor.put(session.passed(), now), expired, *floor.assign_all(now)]
        waiting = floor.current(session.key)
        if waiting.is_queued or not session.passed_by:
            done.append(floor.announce(waiting, Instruction.READY, now))
        return done

    def declined(self, session: Session, attendant: Attendant, now: int) -> list[Effect]:
        """They do not want it: it goes to the next one, or back to who handed it to them."""
        if attendant.key in session.declined_by:
            return []
        if session.status is not Status.WAITING or session.holder != attendant.key:
            text = "this session is not offered to you"
            return [effects.Refuse(code="not_offered", message=text, field="sessionId")]
        floor, declined, why = self._floor, session.declined(attendant), f"{attendant.key} declined"
        if returned := floor.give_back(session, why, now, declined_by=(attendant.key,)):
            return returned + floor.assign_all(now)
        done = [*floor.put(declined, now), floor.record("declined", declined, why)]
        done += floor.assign_all(now)
        if (waiting := floor.current(session.key)).is_queued:
            done.append(floor.announce(waiting, Instruction.READY, now))
        return done

    def taken(self, session: Session, event: events.SessionTaken, now: int) -> list[Effect]:
        """They take one that waits, of their own accord; being away does not keep them from it."""
        attendant = event.attendant
        if session.status is Status.ONLINE:
            if session.holder == attendant.key:
                return []
            text = "another attendant serves this session"
            return [effects.Refuse(code="not_waiting", message=text, field="sessionId")]
        presence = self._floor.attendance.get(attendant.key)
        if refuse := _cannot_take(session, presence, attendant):
            return [refuse]
        if event.connection is not None:
            self._service.connected(attendant.key, event.connection)
        return self._serve(session, attendant, "taken", now)


def _was_asked(session: Session, attendant_key: str) -> bool:
    asked = None if session.offered_to is None else key(session.offered_to)
    return attendant_key == asked or attendant_key in session.passed_by


def _cannot_take(
    session: Session, presence: Presence | None, attendant: Attendant
) -> effects.Refuse | None:
    if presence is None or presence.attendant is None:
        return effects.Refuse(code="not_online", message="you are not online")
    if attendant.key not in session.claims and not presence.has_room:
        text = f"you have {presence.load} sessions, and your limit is {presence.room}"
        return effects.Refuse(code="limit_reached", message=text)
    if attendant.level.rank < session.required_level.rank and not attendant.supervises:
        text = f"this session is for {session.required_level.value}"
        return effects.Refuse(code="level_too_low", message=text, field="sessionId")
    return None
