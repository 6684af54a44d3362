"""Who is logged in over HTTP, and what ends it."""

from collections.abc import Iterator

from sqlalchemy import Select, delete, func, insert, select

from chimp.core.accounts import ENDS_CONNECTIONS, Change, LogIn
from chimp.store import rows
from chimp.store.execution import Changes, Reads, Statement
from chimp.store.schema import events, log_ins

_NEWEST = select(func.max(events.c.id).label("id"))


class LogInQueries(Reads, Changes):
    """Everything raises StoreError. Times are milliseconds since the epoch."""

    async def add_log_in(self, log_in: LogIn) -> None:
        await self.change(insert(log_ins).values(rows.log_in_row(log_in)))

    async def log_in(self, token_hash: str, now: int) -> LogIn | None:
        """The one of that token, unless it has expired."""
        is_it = log_ins.c.token_hash == token_hash
        found = await self.read(select(log_ins).where(is_it, log_ins.c.expires_at > now))
        return rows.read_log_in(found[0]) if found else None

    async def log_ins(self) -> list[LogIn]:
        """All of them, with those that have expired and were not forgotten yet."""
        return [rows.read_log_in(row) for row in await self.read(select(log_ins))]

    async def end_log_in(self, token_hash: str) -> bool:
        """Whether there was one."""
        return await self.change(delete(log_ins).where(log_ins.c.token_hash == token_hash)) > 0

    async def end_log_ins_of(self, attendant_key: str, now: int) -> None:
        """Log an attendant out everywhere."""
        await self.change(*aftermath(Change.LOGGED_OUT, attendant_key, now))

    async def forget_expired_log_ins(self, now: int) -> int:
        """How many there were."""
        return await self.change(delete(log_ins).where(log_ins.c.expires_at <= now))

    async def newest_event(self) -> int:
        """How far the event log goes."""
        return (await self.read(_NEWEST))[0]["id"] or 0

    async def attendants_changed(self, after: int, until: int) -> set[str]:
        """Whose connections end by what the event log says between these two."""
        found = await self.read(_changed(after, until))
        return {row["attendant_key"] for row in found}


def aftermath(
    change: Change, attendant_key: str, now: int, *, besides: str | None = None
) -> Iterator[Statement]:
    """What belongs into the same transaction as a change of an account.

    The log-in `besides`, of the token with that hash, goes on.
    """
    yield insert(events).values(
        at=now, kind=change.value, attendant_key=attendant_key, because=change.because
    )
    if change.ends_log_ins:
        is_other = log_ins.c.token_hash != (besides or "")
        yield delete(log_ins).where(log_ins.c.attendant_key == attendant_key, is_other)


def _changed(after: int, until: int) -> Select[tuple[str]]:
    return select(events.c.attendant_key).where(
        events.c.id > after,
        events.c.id <= until,
        events.c.kind.in_([change.value for change in ENDS_CONNECTIONS]),
    )
