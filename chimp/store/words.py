"""By which words a customer is found: made of what is known of them, and of what is looked for.

A word goes on to the end of what it stands in: `ann.lee@example.com` is found by its beginning and
by `lee@ex`, `example` and `com`. Case and accents do not count.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final
from unicodedata import category, normalize

from chimp.core.people import Customer

MOST_WORDS: Final = 100
"""Of one customer in what is told of them at once."""

MOST_TERMS: Final = 8
_LENGTH: Final = 64
_START: Final = re.compile(r"(?:(?<=[\W_])|^)[^\W_]")
_SIGNS: Final = re.compile(r"^[\W_]+")


def words_of(customer: Customer) -> list[str]:
    """Of their id, their name, and what else is told of them in words or numbers."""
    details = (
        str(told)
        for told in customer.details.values()
        if isinstance(told, str | int) and not isinstance(told, bool)
    )
    told = chain((customer.key, customer.name or ""), details)
    found: dict[str, None] = {}
    for word in (word for text in told for word in _words(text)):
        found[word] = None
        if len(found) == MOST_WORDS:
            break  # whatever else there is need not be read
    return list(found)


def terms_of(question: str) -> list[str]:
    """With what the words have to begin, each with another one; none where nothing is asked."""
    terms = (_SIGNS.sub("", part)[:_LENGTH] for part in _plain(question).split())
    return list(islice(dict.fromkeys(filter(None, terms)), MOST_TERMS))


def _words(text: str) -> Iterator[str]:
    for part in _plain(text).split():
        for start in _START.finditer(part):
            yield part[start.start() : start.start() + _LENGTH]


def _plain(text: str) -> str:
    """Without case, accents, and halves of characters, which no database holds."""
    whole = text.encode("utf-8", "ignore").decode()
    decomposed = normalize("NFKD", whole.casefold())
    return "".join(character for character in decomposed if category(character) != "Mn")
