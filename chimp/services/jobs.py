"""What the desk takes in, and what comes of it besides effects."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from chimp.core import effects, events
from chimp.core.access import Principal
from chimp.core.exchange import Inbound, Verdict
from chimp.core.session import Session
from chimp.services.banning import Order, SendAway
from chimp.wire.inbound import Request
from chimp.wire.payloads import Malformed


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that could be read, and where its sender's broker learns that it is safe."""

    inbound: Inbound
    request: Request
    verdict: asyncio.Future[Verdict]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A request that could not."""

    inbound: Inbound
    refuse: effects.Refuse


@dataclass(frozen=True, slots=True)
class Listened:
    """A subscription that was granted."""

    principal: Principal
    topic_filter: str
    is_resumed: bool = False
    """Whether the client came back to it, so that it has missed nothing."""


@dataclass(frozen=True, slots=True)
class Left:
    """A connection that ended."""

    principal: Principal


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened elsewhere, and that no client has published."""

    event: events.FromMonitor


@dataclass(frozen=True, slots=True)
class Ordered:
    """What an attendant who may has asked for elsewhere, and where they learn that it is done."""

    order: Order
    verdict: asyncio.Future[Verdict]


@dataclass(frozen=True, slots=True)
class Answer:
    """Something to publish that is no effect of the rules."""

    asker: str
    topic: str
    payload: bytes


Job = Asked | Unreadable | Listened | Left | Told | Ordered
Step = effects.Effect | Listened | Answer | SendAway
"""What is to be done after the commit, in order."""


def is_said_once(job: Job) -> bool:
    """Whether nobody would ever say it again."""
    match job:
        case Left() | Told(events.MonitorConnected() | events.MonitorLost()):
            return True
        case _:
            return False


def answer(batch: Sequence[Job], verdict: Verdict) -> None:
    """Tell the broker what became of them, so that it may acknowledge; and others who wait."""
    for job in batch:
        if isinstance(job, Asked | Ordered) and not job.verdict.done():
            job.verdict.set_result(verdict)


def refusal_of(error: Malformed) -> effects.Refuse:
    return effects.Refuse(code=error.code, message=str(error), field=error.field)


def sessions_in(step: Step) -> list[Session]:
    match step:
        case (
            effects.Announce(session)
            | effects.Offer(session)
            | effects.Deliver(session)
            | effects.ShowRead(session)
            | effects.ShowSeen(session)
        ):
            return [session]
        case effects.Refuse(session=session) if session is not None:
            return [session]
        case _:
            return []
