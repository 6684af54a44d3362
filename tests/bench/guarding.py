"""What each step of guarding one message costs, in a loop of its own: microseconds."""

from collections.abc import Callable
from time import perf_counter

from chimp.core.access import Access, Action, Mode, Principal, Role
from chimp.core.coordinator import Coordinator, Patience
from chimp.core.events import Event
from chimp.core.exchange import Inbound
from chimp.core.people import Attendant, Customer
from chimp.core.session import Dialect, Session
from chimp.core.tokens import RANDOM_BYTES, SessionIds
from chimp.services.intake import Intake
from chimp.services.situation import Situation, Stored
from chimp.wire.inbound import decode
from tests.bench.figures import Figures

_TURNS = 20_000
_NOW = 1_700_000_000_000
_CONTENT = "x" * 500

_Step = Callable[[int], object]
"""One of them for the customer of that number."""


class _People:
    """Customers with tokens, an attendant who serves them all, and their sessions."""

    def __init__(self, mode: Mode, customers: int) -> None:
        ids = SessionIds(b"k" * 32)
        keys = [ids.issue(number.to_bytes(RANDOM_BYTES)) for number in range(customers)]
        uuids = [f"{number:08x}-e641-11f1-9380-bba89cdc5683" for number in range(customers)]
        self.topics = [f"server/sessions/{u}/{k}" for u, k in zip(uuids, keys, strict=True)]
        self.access = Access(mode, ids.issued)
        bob = Attendant(id="bob", name="Bob")
        self.attendant = Principal(connection="bob", role=Role.ATTENDANT, attendant=bob)
        self.customers = [
            Principal(
                connection=uuid,
                role=Role.CUSTOMER,
                customer=Customer(id=uuid),
                session_key=key,
                session_topic=topic,
                named={topic},
                held={key},
            )
            for uuid, key, topic in zip(uuids, keys, self.topics, strict=True)
        ]
        sessions = [
            Session(
                id=key,
                topic=topic,
                customer=Customer(id=uuid),
                dialect=Dialect.NATIVE,
                created_at=_NOW,
                waiting_since=_NOW,
                keep_alive_ttl=600_000,
            )
            for uuid, key, topic in zip(uuids, keys, self.topics, strict=True)
        ]
        coordinator = Coordinator(Patience(), sessions, _NOW)
        self.situation = Situation(coordinator, Stored(), _NOW, lambda: "id")
        self.intake = Intake(
            self.access,
            issue=lambda: "",
            is_issued=ids.issued,
            max_message_length=10_000,
            room=0,
        )


def steps(customers: int) -> list[Figures]:
    """In each mode, with so many customers taking turns."""
    return [_steps(mode, customers) for mode in Mode]


def _steps(mode: Mode, customers: int) -> Figures:
    people = _People(mode, customers)
    access, attendant = people.access, people.attendant
    up = [f"{topic}/server/messages" for topic in people.topics]
    down = [f"{topic}/client/messages" for topic in people.topics]
    payload = b'{"id":"bench-00001-0000001","content":"%b"}' % _CONTENT.encode()
    inbound = [
        Inbound(principal, topic, payload)
        for principal, topic in zip(people.customers, up, strict=True)
    ]
    said = decode(up[0], payload)
    assert all(map(access.may, people.customers, [Action.PUBLISH] * customers, up))

    def publish(number: int) -> bool:
        return access.may(people.customers[number], Action.PUBLISH, up[number])

    def to_customer(number: int) -> bool:
        return access.may(people.customers[number], Action.RECEIVE, down[number])

    def to_attendant(number: int) -> bool:
        return access.may(attendant, Action.RECEIVE, down[number])

    def stamp(number: int) -> Event:
        return people.intake.event(inbound[number], said, people.situation)

    cost = {
        "may_publish": _microseconds(publish, customers),
        "may_hear_customer": _microseconds(to_customer, customers),
        "may_hear_attendant": _microseconds(to_attendant, customers),
        "decode": _microseconds(lambda number: decode(up[number], payload), customers),
        "stamp": _microseconds(stamp, customers),
    }
    return {"mode": mode.value, **cost, "sum": round(sum(cost.values()), 2)}


def _microseconds(step: _Step, customers: int) -> float:
    """The best of three: what else the machine does is noise."""
    took = []
    for _ in range(3):
        began = perf_counter()
        for turn in range(_TURNS):
            step(turn % customers)
        took.append(perf_counter() - began)
    return round(min(took) / _TURNS * 1e6, 2)
