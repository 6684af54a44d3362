"""What administrators set while the server runs: one JSON document for each section."""

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import sqlite

from chimp.store.execution import Changes, Reads, Statement
from chimp.store.schema import events, settings

_new = sqlite.insert(settings)
_SAVE = _new.on_conflict_do_update(
    index_elements=[settings.c.name],
    set_={c.name: _new.excluded[c.name] for c in settings.c if c is not settings.c.name},
)


class SettingsQueries(Reads, Changes):
    """Everything raises StoreError. The event log says who changed what, never to what."""

    async def settings(self) -> dict[str, str]:
        """The documents by their names, as they were written."""
        found = await self.read(select(settings.c.name, settings.c.document))
        return {row["name"]: row["document"] for row in found}

    async def save_settings(self, name: str, document: str, by: str, now: int) -> None:
        """Keep a document in place of the former one; `by` is an attendant's key."""
        row = {"name": name, "document": document, "changed_at": now, "changed_by": by}
        await self.change(_SAVE.values(row), _record("settings.changed", name, by, now))

    async def drop_settings(self, name: str, by: str, now: int) -> bool:
        """Whether there was such a document."""
        drop = delete(settings).where(settings.c.name == name)
        return await self.change(drop, _record("settings.dropped", name, by, now)) > 0


def _record(kind: str, name: str, by: str, now: int) -> Statement:
    return insert(events).values(at=now, kind=kind, attendant_key=by, because=f"settings: {name}")
