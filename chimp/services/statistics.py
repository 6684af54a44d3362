"""The rows beside a chat: what the store knows of a customer, and what the site's service adds."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import quote

from chimp.core.people import Customer
from chimp.services.statistics_service import Question, StatisticsService
from chimp.store.database import Database
from chimp.store.statistics import CustomerStatistics

Row = dict[str, Any]

_GIVEN = "%Y%m%d-%H:%M:%S"
_SHOWN = "%d/%m/%Y-%H:%M:%S"
_LENGTH_GIVEN = len("20181221-11:33:09")
_EARLIEST, _LATEST = 0, 253_370_764_800_000
"""1970 up to the year 9999: times that fit into a calendar in every time zone."""

_HOURLY_UP_TO = 2 * 24 * 3_600_000

_CONTACT = frozenset({"address", "cell", "cellular", "fax", "tel"})
_CONTACT_PARTS = ("mail", "mobile", "phone", "telegram", "whatsapp")


class BadPeriod(Exception):
    """A time that can not be read, or an end before its start; `field` names the parameter."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, not including, `end`: milliseconds since the epoch.

    `given` are the texts it was made from, None where a default stands in.
    """

    start: int
    end: int
    given: tuple[str | None, str | None] = (None, None)


class Statistics:
    """Makes rows of `{label, value}` (contract, section 5)."""

    def __init__(
        self, database: Database, zone: tzinfo, service: StatisticsService | None = None
    ) -> None:
        """`zone` is the time zone in which times are given and shown."""
        self._database = database
        self._zone = zone
        self._service = service

    def period(self, start: str | None, end: str | None, now: int) -> Period:
        """What two optional times mean: by default the last 24 hours; raises BadPeriod."""
        until = now if end is None else self._milliseconds(end, "end_date_time")
        day = timedelta(days=1) // timedelta(milliseconds=1)
        since = until - day if start is None else self._milliseconds(start, "start_date_time")
        if since > until:
            message = "start_date_time: lies after end_date_time"
            raise BadPeriod(message, "start_date_time")
        return Period(since, until, (start, end))

    async def counts(self, customer_key: str, period: Period) -> list[Row]:
        """What anybody may know: the counts alone."""
        found = await self._database.customer_statistics(customer_key, period.start, period.end)
        return _counts(found)

    async def rows(self, customer_key: str, period: Period) -> list[Row]:
        """Everything: the rows of the site's own service, then the built-in ones."""
        found = await self._database.customer_statistics(customer_key, period.start, period.end)
        query = {
            "start_date_time": self._given(period.start),
            "end_date_time": self._given(period.end),
        }
        told = await self._told(Question(customer_key, "statistics", period.given, query))
        links = [
            {
                "url": f"/?session={quote(session.key, safe='')}",
                "label": self._shown(session.created_at),
            }
            for session in found.unresolved
        ]
        activity = self._activity(found.activity, period)
        series = [{"x": moment.strftime(_SHOWN), "y": count} for moment, count in activity]
        return [
            *told,
            *_counts(found),
            {"label": "Unresolved sessions", "value": links or "0"},
            {"label": "Activity", "value": series or "0"},
        ]

    async def contact_info(self, customer_key: str, attendant_id: str | None) -> list[Row]:
        """How to reach a customer."""
        told = await self._told(_question(customer_key, "contactInfo", attendant_id))
        customer = await self._database.customer(customer_key)
        if customer is None:
            return told
        own = [_row("Name", customer.name)] if customer.name else []
        return [*told, *own, *(_row(n, v) for n, v in _details(customer, contact=True))]

    async def additional_info(self, customer_key: str, attendant_id: str | None) -> list[Row]:
        """What else is known of a customer."""
        told = await self._told(_question(customer_key, "additionalInfo", attendant_id))
        customer = await self._database.customer(customer_key)
        history = await self._database.customer_history(customer_key)
        if customer is None or history is None:
            return told
        return [
            *told,
            _row("Customer id", customer.id),
            _row("First seen", self._shown(history.first_seen)),
            _row("Last seen", self._shown(history.last_seen)),
            _row("Sessions", history.sessions),
            *(_row(name, value) for name, value in _details(customer, contact=False)),
        ]

    async def _told(self, question: Question) -> list[Row]:
        return [] if self._service is None else await self._service.rows(question)

    def _activity(
        self, quarters: Sequence[tuple[int, int]], period: Period
    ) -> list[tuple[datetime, int]]:
        """Messages by the hour up to two days, else by the day: of the configured time zone."""
        is_short = period.end - period.start <= _HOURLY_UP_TO
        counts: Counter[datetime] = Counter()
        for at, count in quarters:
            hour = self._moment(at).replace(minute=0, second=0, microsecond=0)
            counts[hour if is_short else hour.replace(hour=0)] += count
        return list(counts.items())

    def _milliseconds(self, given: str, field: str) -> int:
        moment = None
        if len(given) == _LENGTH_GIVEN:  # strptime would take 2018121-1:33:09 as well
            with suppress(ValueError):
                moment = datetime.strptime(given, _GIVEN).replace(tzinfo=self._zone)
        at = None if moment is None else int(moment.timestamp() * 1000)
        if at is None or not _EARLIEST <= at < _LATEST:
            message = f"{field}: '{given[:40]}' is not a time like 20181221-11:33:09"
            raise BadPeriod(message, field)
        return at

    def _moment(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self._zone)

    def _given(self, at: int) -> str:
        return self._moment(at).strftime(_GIVEN)

    def _shown(self, at: int) -> str:
        return self._moment(at).strftime(_SHOWN)


def _counts(found: CustomerStatistics) -> list[Row]:
    return [
        _row("Sessions", found.sessions),
        _row("Messages", found.messages),
        _row("Median time to first response", _duration(found.first_response)),
        _row("Median duration", _duration(found.duration)),
        _row("Unresolved", len(found.unresolved)),
    ]


def _details(customer: Customer, *, contact: bool) -> list[tuple[str, object]]:
    """What the site told of the customer, split into how to reach them and the rest."""
    return [
        (name, value) for name, value in customer.details.items() if _is_contact(name) is contact
    ]


def _is_contact(name: str) -> bool:
    """Whether a detail of that name reaches a customer: `e-mail`, `phoneNumber`, `tel`."""
    plain = "".join(filter(str.isalnum, name.casefold()))
    return plain in _CONTACT or any(part in plain for part in _CONTACT_PARTS)


def _question(customer_key: str, what: str, attendant_id: str | None) -> Question:
    query = {} if attendant_id is None else {"attendant": attendant_id}
    return Question(customer_key, what, (attendant_id,), query)


def _row(label: str, value: object) -> Row:
    return {"label": label[:1].upper() + label[1:], "value": str(value)}


def _duration(milliseconds: int | None) -> str:
    if milliseconds is None:
        return "-"
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
