"""When a desk is open, as administrators set it, checked."""

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StrictBool, StrictStr, model_validator

from chimp.core.opening_hours import MINUTE
from chimp.wire.payloads import Payload
from chimp.wire.settings import Section

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _time(value: str) -> str:
    if _TIME.fullmatch(value) is None:
        message = f"{value[:20]!r} is not a time such as 09:00, up to 24:00"
        raise ValueError(message)
    return value


def _date(value: str) -> str:
    try:
        is_date = _DATE.fullmatch(value) is not None and date.fromisoformat(value) is not None
    except ValueError:
        is_date = False
    if not is_date:
        message = f"{value[:20]!r} is not a date such as 2026-12-25"
        raise ValueError(message)
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder of zones
        message = f"{value[:40]!r} is not a time zone such as UTC or America/Sao_Paulo"
        raise ValueError(message) from None
    return value


Time = Annotated[
    StrictStr,
    AfterValidator(_time),
    Field(json_schema_extra={"pattern": r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$"}),
]
Date = Annotated[
    StrictStr, AfterValidator(_date), Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}$"})
]


class OpenFromTo(Payload):
    """A part of a day; what goes on after midnight belongs to the next day, from 00:00."""

    start: Annotated[Time, Field(alias="from")]
    end: Annotated[Time, Field(alias="to", description="Not in it; 24:00 is the end of the day.")]

    @model_validator(mode="after")
    def _begins_first(self) -> Self:
        if self.end <= self.start:
            message = (
                f"{self.start} is not before {self.end}:"
                " what goes on after midnight belongs to the next day"
            )
            raise ValueError(message)
        return self

    def milliseconds(self) -> tuple[int, int]:
        """Since midnight."""
        return _milliseconds(self.start), _milliseconds(self.end)


def _milliseconds(time: str) -> int:
    hours, minutes = time.split(":")
    return (int(hours) * 60 + int(minutes)) * MINUTE


def _one_after_the_other(spans: list[OpenFromTo]) -> list[OpenFromTo]:
    in_order = sorted(spans, key=lambda span: span.start)
    for before, after in pairwise(in_order):
        if after.start < before.end:
            told = f"{before.start} to {before.end} and {after.start} to {after.end}"
            message = f"{told} overlap"
            raise ValueError(message)
    return in_order


def _each_once(dates: list[str]) -> list[str]:
    return sorted(set(dates))


Day = Annotated[list[OpenFromTo], Field(max_length=10), AfterValidator(_one_after_the_other)]


class Week(Payload):
    """Each day's times; none of them: closed."""

    monday: Day
    tuesday: Day
    wednesday: Day
    thursday: Day
    friday: Day
    saturday: Day
    sunday: Day

    def days(self) -> list[Day]:
        """Monday first."""
        return [getattr(self, name) for name in DAYS]


class HoursSettings(Section):
    """When the desk is open. While `isOn` is false it always is."""

    NAME = "hours"

    isOn: StrictBool
    timeZone: Annotated[
        StrictStr,
        Field(max_length=100, description="Whose clocks these times are of."),
        AfterValidator(_time_zone),
    ]
    week: Week
    closedOn: Annotated[
        list[Date],
        Field(max_length=1_000, description="Days off, whatever day of the week they are."),
        AfterValidator(_each_once),
    ]

    @classmethod
    def initial(cls) -> Self:
        office = [OpenFromTo.model_validate({"from": "09:00", "to": "18:00"})]
        week = {name: office if number < 5 else [] for number, name in enumerate(DAYS)}  # noqa: PLR2004 - Saturday
        return cls(isOn=False, timeZone="UTC", week=Week(**week), closedOn=[])
