"""The rules for sessions that change hands: transferred, released, and joined by others.

Delivery is at least once: what an attendant has done already is done again without a word.
"""

from dataclasses import replace

from chimp.core import effects, events
from chimp.core.effects import Effect, Instruction
from chimp.core.floor import Floor
from chimp.core.message import Note
from chimp.core.people import Attendant, Id, Level, key
from chimp.core.presence import Presence
from chimp.core.session import Session, Status


class Handover:
    """Passes on sessions that somebody serves."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    def transferred(
        self, session: Session, event: events.SessionTransferred, now: int
    ) -> list[Effect]:
        """To a person, to a level, or one level up."""
        attendant = event.attendant
        if _is_handed_on(session, attendant, event.to_attendant):
            return []
        if refuse := _not_theirs(session, attendant):
            return [refuse]
        if event.to_attendant is not None:
            return self._transferred_to(session, event, event.to_attendant, now)
        level = event.to_level or self._above(session)
        if level is None:
            text = "there is no level above this one"
            return [effects.Refuse(code="no_higher_level", message=text)]
        back = replace(
            session.waiting_again(now),
            required_level=level,
            declined_by=_but(session, attendant),
        )
        return self._handed_back(back, event.note, f"{attendant.key} handed it to {level}", now)

    def _above(self, session: Session) -> Level | None:
        """One level up from what was asked for and from who serves it."""
        serving = self._floor.attendant(session.attendant_id)
        asked = session.required_level
        highest = asked if serving is None or asked.rank > serving.level.rank else serving.level
        return highest.above

    def _transferred_to(
        self, session: Session, event: events.SessionTransferred, to: Id, now: int
    ) -> list[Effect]:
        floor, giver = self._floor, event.attendant
        presence = floor.attendance.get(key(to))
        if refuse := _cannot_be_given(session, presence):
            return [refuse]
        assert presence is not None  # noqa: S101 - for the type checker: that was refused
        target = presence.attendant_id
        back = replace(
            session.waiting_again(now),
            declined_by=tuple(who for who in _but(session, giver) if who != key(target)),
            transferred_by=session.attendant_id,
        )
        offered = back.offered(target, now + floor.patience.assign_timeout)
        why = f"{giver.key} handed it to {key(target)}"
        return [
            *floor.put(offered, now),
            floor.record("transferred", offered, why),
            *_noted(event.note, offered),
            effects.Offer(offered, target),
            floor.announce(offered, Instruction.READY, now),
        ]

    def released(self, session: Session, event: events.SessionReleased, now: int) -> list[Effect]:
        """Back to the queue, for anybody but who served it."""
        attendant = event.attendant
        if _is_handed_on(session, attendant):
            return []
        if refuse := _not_theirs(session, attendant):
            return [refuse]
        back = replace(session.waiting_again(now), declined_by=_but(session, attendant))
        return self._handed_back(back, event.note, f"{attendant.key} released it", now)

    def _handed_back(self, session: Session, note: Note | None, why: str, now: int) -> list[Effect]:
        """Back to the queue, with a word for whoever takes it next."""
        floor = self._floor
        done = [*floor.put(session, now), floor.record("requeued", session, why)]
        done += _noted(note, session)
        done += floor.assign_all(now)
        return [*done, floor.announce(floor.current(session.key), Instruction.READY, now)]

    def joined(self, session: Session, event: events.AttendantJoined, now: int) -> list[Effect]:
        """Supervisors take part beside who serves it, until they leave."""
        attendant = event.attendant
        is_in = attendant.key in map(key, session.joined)
        if is_in is not event.leaves:
            return []
        if event.leaves:
            joined = tuple(who for who in session.joined if key(who) != attendant.key)
        elif session.holder == attendant.key and session.status is Status.ONLINE:
            return []
        elif (refuse := self._cannot_join(attendant)) is not None:
            return [refuse]
        else:
            joined = (*session.joined, attendant.id)
        changed = replace(session, joined=joined)
        kind = "left" if event.leaves else "joined"
        return [
            *self._floor.put(changed, now),
            self._floor.record(kind, changed, f"{attendant.key} said so"),
            self._floor.announce(changed, Instruction.UPDATE, now),
        ]

    def _cannot_join(self, attendant: Attendant) -> effects.Refuse | None:
        if not attendant.supervises:
            text = "only supervisors and administrators join sessions of others"
            return effects.Refuse(code="not_allowed", message=text, field="sessionId")
        if self._floor.attendant(attendant.id) is None:
            return effects.Refuse(code="not_online", message="you are not online")
        return None


def _is_handed_on(session: Session, attendant: Attendant, to: Id | None = None) -> bool:
    """Whether they have done so already."""
    if session.status is not Status.WAITING:
        return False
    is_for_them = session.transferred_by is not None and session.holder == attendant.key
    is_by_them = is_for_them and to is not None and key(to) == attendant.key
    return is_by_them or attendant.key in session.declined_by


def _but(session: Session, giver: Attendant) -> tuple[str, ...]:
    """Who is not to be asked next: who served it, and who says so."""
    served_by = () if session.holder is None else (session.holder,)
    return tuple(dict.fromkeys((*served_by, giver.key)))


def _not_theirs(session: Session, attendant: Attendant) -> effects.Refuse | None:
    """Handing on and giving back is for who serves the session, and for supervisors."""
    if session.status is not Status.ONLINE:
        text = "nobody serves this session"
        return effects.Refuse(code="not_served", message=text, field="sessionId")
    if session.holder == attendant.key or attendant.supervises:
        return None
    text = "another attendant serves this session"
    return effects.Refuse(code="not_yours", message=text, field="sessionId")


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
