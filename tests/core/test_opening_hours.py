"""Open or closed, and until when: on any clock that people have on their walls."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chimp.core.opening_hours import DAY, LOOKS_AHEAD, MINUTE, OpeningHours, OpeningState, Span

HOUR = 60 * MINUTE
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZONES = [
    "UTC",
    "America/Sao_Paulo",  # no more summer time since 2019, when it began at midnight
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",  # left out 2011-12-30
    "Asia/Kathmandu",  # 5:45
    "Africa/Casablanca",  # summer time but for Ramadan
    "Pacific/Kiritimati",  # 14 hours ahead
]


def offset_in(zone: str) -> "Offset":
    return Offset(ZoneInfo(zone))


class Offset:
    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def __call__(self, at: int) -> int:
        offset = wall(at, self._zone).utcoffset()
        assert offset is not None
        return offset // timedelta(milliseconds=1)


def wall(at: int, zone: ZoneInfo) -> datetime:
    return (EPOCH + timedelta(milliseconds=at)).astimezone(zone)


def moment(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(milliseconds=1)


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def hours(
    zone: str,
    span: tuple[float, float] = (9, 18),
    days: str = "mtwtf--",
    closed: tuple[str, ...] = (),
) -> OpeningHours:
    """The same span on all days that have a letter."""
    start, end = (int(hour * HOUR) for hour in span)
    return OpeningHours(
        week=[[] if letter == "-" else [Span(start, end)] for letter in days],
        closed_on={day(text) for text in closed},
        offset_at=offset_in(zone),
    )


def state(told: OpeningHours, at: str) -> tuple[bool, str | None]:
    found = told.state(moment(at))
    when = found.changes_at
    return (
        found.is_open,
        None if when is None else f"{EPOCH + timedelta(milliseconds=when):%m-%dT%H:%M}",
    )


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-26T08:59:59.999-03:00", (False, "11-26T12:00")),
        ("2026-11-26T09:00-03:00", (True, "11-26T21:00")),
        ("2026-11-26T17:59:59.999-03:00", (True, "11-26T21:00")),
        ("2026-11-26T18:00-03:00", (False, "11-27T12:00")),
        ("2026-11-27T18:00-03:00", (False, "11-30T12:00")),  # over the weekend
        ("2026-12-23T20:00-03:00", (False, "12-24T12:00")),
        ("2026-12-24T20:00-03:00", (False, "12-28T12:00")),  # over Christmas, too
    ],
)
def test_a_usual_week(at: str, expected: tuple[bool, str]) -> None:
    assert state(hours("America/Sao_Paulo", closed=("2026-12-25",)), at) == expected


def test_a_break_at_noon() -> None:
    spans = [Span(9 * HOUR, 12 * HOUR), Span(13 * HOUR, 18 * HOUR)]
    told = OpeningHours(week=[spans] * 7, closed_on=(), offset_at=offset_in("UTC"))
    assert state(told, "2026-11-26T11:00Z") == (True, "11-26T12:00")
    assert state(told, "2026-11-26T12:00Z") == (False, "11-26T13:00")


def test_spans_that_meet_are_one_even_over_midnight() -> None:
    spans = [Span(0, 12 * HOUR), Span(12 * HOUR, DAY)]
    told = OpeningHours(
        week=[spans, [Span(0, 2 * HOUR)], [], [], [], [], []],
        closed_on=(),
        offset_at=offset_in("UTC"),
    )
    assert state(told, "2026-11-23T08:00Z") == (True, "11-24T02:00")  # a Monday


def test_what_never_changes() -> None:
    always = hours("Europe/Berlin", (0, 24), "mtwtfss")
    assert state(always, "2026-11-26T12:00Z") == (True, None)
    assert state(hours("Europe/Berlin", days="-------"), "2026-11-26T12:00Z") == (False, None)


def test_nobody_waits_for_what_is_too_far_away() -> None:
    first = day("2026-11-26")
    closed = range(first, first + LOOKS_AHEAD // DAY + 10)
    week = [[Span(0, DAY)]] * 7
    told = OpeningHours(week=week, closed_on=set(closed), offset_at=offset_in("UTC"))
    assert state(told, "2026-11-26T12:00Z") == (False, None)


def test_in_spring_the_hour_that_is_left_out_opens_nothing() -> None:
    """In Berlin 2026-03-29 has no 2:00 to 3:00."""
    told = hours("Europe/Berlin", (2, 3), "mtwtfss")
    assert state(told, "2026-03-28T03:00Z") == (False, "03-30T00:00")
    told = hours("Europe/Berlin", (2.5, 4), "mtwtfss")
    assert state(told, "2026-03-28T03:00Z") == (False, "03-29T01:00")  # 3:00 by then
    assert state(told, "2026-03-29T01:00Z") == (True, "03-29T02:00")


def test_in_autumn_the_hour_that_comes_twice_is_open_twice() -> None:
    """In Berlin 2026-10-25 has 2:00 to 3:00 twice."""
    told = hours("Europe/Berlin", (2.5, 3), "mtwtfss")
    assert state(told, "2026-10-24T22:00Z") == (False, "10-25T00:30")
    assert state(told, "2026-10-25T00:30Z") == (True, "10-25T01:00")
    assert state(told, "2026-10-25T01:00Z") == (False, "10-25T01:30")
    assert state(told, "2026-10-25T01:30Z") == (True, "10-25T02:00")
    told = hours("Europe/Berlin", (1, 4), "mtwtfss")
    assert state(told, "2026-10-24T23:30Z") == (True, "10-25T03:00")  # four hours long


def test_a_day_that_a_zone_has_left_out() -> None:
    """After 2011-12-29 came the 31st in Samoa."""
    told = hours("Pacific/Apia", closed=("2011-12-30",), days="mtwtfss")
    assert state(told, "2011-12-29T20:00-10:00") == (False, "12-30T19:00")  # the 31st, 9:00


days_of_hours = st.lists(
    st.tuples(st.integers(0, 24 * 4), st.integers(0, 24 * 4)).filter(
        lambda pair: pair[0] < pair[1]
    ),
    max_size=3,
).map(lambda pairs: [Span(start * 15 * MINUTE, end * 15 * MINUTE) for start, end in pairs])

moments = st.one_of(
    st.integers(moment("2005-01-01T00:00Z"), moment("2035-01-01T00:00Z")),
    # Where clocks are changed.
    st.sampled_from(["2026-03-29T01:00Z", "2026-10-25T01:00Z", "2011-12-30T10:00Z"]).flatmap(
        lambda text: st.integers(moment(text) - 3 * HOUR, moment(text) + 3 * HOUR)
    ),
)


@given(
    week=st.lists(days_of_hours, min_size=7, max_size=7),
    zone=st.sampled_from(ZONES),
    now=moments,
    closed=st.sets(st.integers(-1, 9), max_size=4),
)
def test_it_is_what_the_clock_on_the_wall_says(
    week: list[list[Span]], zone: str, now: int, closed: set[int]
) -> None:
    """Against a clock that is looked at every quarter of an hour for ten days."""
    there = ZoneInfo(zone)
    today = (wall(now, there).date() - date(1970, 1, 1)).days
    told = OpeningHours(
        week=week,
        closed_on={today + later for later in closed},
        offset_at=Offset(there),
    )

    def is_open(at: int) -> bool:
        shown = wall(at, there)
        if (shown.date() - date(1970, 1, 1)).days in told.closed_on:
            return False
        time = shown.replace(tzinfo=None) - datetime.combine(shown.date(), datetime.min.time())
        passed = time // timedelta(milliseconds=1)
        return any(span.start <= passed < span.end for span in week[shown.weekday()])

    quarter = 15 * MINUTE
    later = range(now - now % quarter + quarter, now + 10 * DAY, quarter)
    expected = next((at for at in later if is_open(at) != is_open(now)), None)
    found = told.state(now)
    assert found.is_open is told.is_open(now) is is_open(now)
    if expected is None:
        assert found.changes_at is None or found.changes_at >= later[-1]
    else:
        assert found == OpeningState(is_open(now), expected)


@given(
    week=st.lists(days_of_hours, min_size=7, max_size=7), zone=st.sampled_from(ZONES), now=moments
)
def test_until_it_changes_it_stays_as_it_is(week: list[list[Span]], zone: str, now: int) -> None:
    told = OpeningHours(week=week, closed_on=(), offset_at=offset_in(zone))
    found = told.state(now)
    if found.changes_at is not None:
        assert found.changes_at > now
        assert told.state(found.changes_at - 1) == found
        assert told.is_open(found.changes_at) is not found.is_open
