"""Answers that attendants keep ready."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedAnswer:
    """Inserted by its shortcut, which no other one has; `changed_at` is ms since the epoch.

    The content may hold variables, which the console fills in: `{{customer.name}}` and the like.
    """

    id: str
    shortcut: str
    title: str
    content: str
    changed_at: int
