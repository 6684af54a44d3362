"""What is looked for among all sessions there ever were."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which sessions: where one is None, all.

    `question`: with what words of the customer's name, id or details begin. `attendant` serves
    the session or did so last; that and `customer` are keys.
    """

    is_open: bool | None = None
    question: str | None = None
    attendant: str | None = None
    customer: str | None = None
