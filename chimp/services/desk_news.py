"""What attendants hear of each other and of all sessions, and everybody of how many there are."""

from collections.abc import Iterable

from chimp.core import effects, topics
from chimp.core.attendance import Availability
from chimp.core.coordinator import Coordinator
from chimp.core.exchange import Publisher
from chimp.wire import native_outbound

_Numbers = tuple[Availability, int]
"""How many attendants there are, and how many sessions wait."""


class DeskNews:
    """Says what has changed since it said something last; what nobody hears is not made."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._told: _Numbers | None = None

    def tell(self, done: Iterable[object], coordinator: Coordinator, now: int) -> None:
        """After a batch; of a session that changed several times, how it stands now."""
        saved = (effect.session for effect in done if isinstance(effect, effects.SaveSession))
        changed = {session.key: session for session in (*coordinator.take_turned(), *saved)}
        for last in changed.values():
            session = coordinator.sessions.get(last.key) or last
            if not session.is_probe and self._publisher.is_heard(topics.desk_session(session.id)):
                is_there = coordinator.is_customer_online(session.key)
                said = native_outbound.desk_session(session, customer_online=is_there)
                self._publisher.publish(*said)
        for attendant_key in coordinator.attendance.take_changed():
            if self._publisher.is_heard(topics.desk_attendant(attendant_key)):
                presence = coordinator.attendance.get(attendant_key)
                self._publisher.publish(*native_outbound.desk_attendant(attendant_key, presence))
        self._tell_availability(coordinator, now)

    def _tell_availability(self, coordinator: Coordinator, now: int) -> None:
        numbers, waiting = coordinator.attendance.availability, coordinator.sessions.waiting()
        if self._told != (numbers, waiting):
            self._told = numbers, waiting
            self._publisher.retain(*native_outbound.availability(numbers, waiting, now))
