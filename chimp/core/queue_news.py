"""The rules for those who wait: they hear of their new place in the queue, a round at a time.

A round comes a while after something has changed, so that there is at most one in that time. It
begins with the first place that has changed, and tells only whose place is another than they were
told last. What is too much for one round is told in the next ones, before anybody hears a second
time.
"""

from chimp.core.effects import Effect, Instruction
from chimp.core.floor import Floor
from chimp.core.open_sessions import Place
from chimp.core.people import Level

MOST_TOLD = 500
"""Customers who are told in one round, so that nothing else waits for long."""


class QueueNews:
    """Tells those who wait how many are served before them."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._left_off: dict[Level, Place] = {}
        """Where the next round goes on."""

    def tell(self, now: int) -> list[Effect]:
        """One round."""
        floor, done = self._floor, list[Effect]()
        for level in Level:
            start = self._left_off.pop(level, None) or floor.sessions.moved.pop(level, None)
            if start is not None:
                done += self._tell(level, start, MOST_TOLD - len(done), now)
        if self._left_off or floor.sessions.moved:
            floor.plan_queue_news(now)
        return done

    def _tell(self, level: Level, start: Place, most: int, now: int) -> list[Effect]:
        floor, done = self._floor, list[Effect]()
        for position, session in floor.sessions.queued_from(level, start):
            if not floor.has_to_hear(session, position):
                continue
            if len(done) >= most:
                self._left_off[level] = floor.sessions.place(session)
                break
            done.append(floor.announce(session, Instruction.UPDATE, now))
        return done
