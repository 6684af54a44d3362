"""Payloads that are almost right: published examples with something in them broken."""

import json
import random
from copy import deepcopy
from typing import Any

_JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    5,
    2**53,
    10**400,
    1e308,
    0.5,
    "",
    "/",
    "#",
    "+",
    "a/b",
    "\u0000",
    "\ud800",
    "\u202e",
    "💬" * 200,
    "x" * 5_000,
    "server/sessions/request",
    "client/desk/availability",
    "$SYS/broker",
    [],
    {},
    [[[[[[[[[[[]]]]]]]]]]],
    {"id": {"id": {"id": 1}}},
    [{"from": 1}] * 50,
)
_NOT_JSON = (b"", b"\x00", b"\xff\xfe", b"{", b'{"a":1}{', b"NaN", b"[" * 3_000, b'"\\ud800"')


def mutated(chance: random.Random, payload: Any) -> bytes:  # noqa: ANN401 - JSON
    """As it is, broken in up to three places, or no JSON at all."""
    kind = chance.random()
    if kind < 0.05:
        return chance.choice(_NOT_JSON)
    told = deepcopy(payload)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        told = _broken(chance, told)
    data = json.dumps(told).encode()
    return data[: chance.randrange(len(data))] if kind < 0.1 else data


def _broken(chance: random.Random, told: Any) -> Any:  # noqa: ANN401 - JSON
    """The same with one place, however deep, removed, replaced or doubled."""
    if not isinstance(told, dict | list) or not told or chance.random() < 0.1:
        return deepcopy(chance.choice(_JUNK))
    if isinstance(told, list):
        place = chance.randrange(len(told))
        told[place] = _broken(chance, told[place])
        return told
    name = chance.choice(sorted(told))
    match chance.randrange(4):
        case 0:
            del told[name]
        case 1:
            told[chance.choice(("id", "sessionId", "extra", ""))] = deepcopy(chance.choice(_JUNK))
        case _:
            told[name] = _broken(chance, told[name])
    return told
