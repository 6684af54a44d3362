"""Whether the desk is open now, by the hours that administrators have set."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from chimp.core.opening_hours import OffsetAt, OpeningHours, OpeningState, Span
from chimp.services.settings import StoredSettings
from chimp.wire.hours import HoursSettings

ALWAYS_OPEN: Final = OpeningState(is_open=True, changes_at=None)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_RECHECK: Final = 24 * 60 * 60 * 1000
"""When "not for long" is looked at again, in milliseconds."""


class Opening:
    """Remembers how it stands until that changes: every widget asks."""

    def __init__(self, settings: StoredSettings, clock: Callable[[], int]) -> None:
        """`clock` is in milliseconds since the epoch."""
        self._settings = settings
        self._clock = clock
        self._told: HoursSettings | None = None
        self._hours: OpeningHours | None = None
        self._state = ALWAYS_OPEN
        self._since = self._until = 0

    def state(self) -> OpeningState:
        """How it stands now."""
        told, now = self._settings.of(HoursSettings), self._clock()
        if told is not self._told:
            self._told, self._hours, self._until = told, opening_hours(told), 0
        if self._hours is None:
            return ALWAYS_OPEN
        if not self._since <= now < self._until:  # a clock may be set back, too
            self._state = self._hours.state(now)
            self._since, self._until = now, self._state.changes_at or now + _RECHECK
        return self._state


def opening_hours(told: HoursSettings) -> OpeningHours | None:
    """The rules for what was set; None where the desk is always open."""
    if not told.isOn:
        return None
    return OpeningHours(
        week=[[Span(*span.milliseconds()) for span in day] for day in told.week.days()],
        closed_on={_day(text) for text in told.closedOn},
        offset_at=_offset_in(ZoneInfo(told.timeZone)),
    )


def _day(text: str) -> int:
    return (date.fromisoformat(text) - _EPOCH.date()).days


def _offset_in(zone: ZoneInfo) -> OffsetAt:
    def offset_at(now: int) -> int:
        offset = (_EPOCH + now * _MILLISECOND).astimezone(zone).utcoffset() or timedelta()
        return offset // _MILLISECOND

    return offset_at
