"""What each thing that has arrived comes to: who may, what happened, and what follows from it."""

from collections.abc import Callable, Sequence

import orjson
import structlog

from chimp.core import effects, events, topics
from chimp.core.access import Access, Principal
from chimp.core.coordinator import Coordinator
from chimp.core.exchange import Inbound, Publisher
from chimp.core.people import PROBE_CUSTOMER, Customer
from chimp.services.banning import BANNED, Banning
from chimp.services.capabilities import Capabilities
from chimp.services.intake import Intake
from chimp.services.jobs import (
    Answer,
    Asked,
    Job,
    Left,
    Listened,
    Ordered,
    Step,
    Told,
    Unreadable,
    refusal_of,
)
from chimp.services.metrics import DeskMetrics
from chimp.services.replies import Replies
from chimp.services.situation import Refused, Situation
from chimp.wire import native
from chimp.wire.inbound import Request
from chimp.wire.payloads import Malformed
from chimp.wire.seed import ChannelRequest, channel_answer

_log = structlog.get_logger("chimp.desk")


class Judgement:
    """Brings what has arrived before the rules, and addresses what is refused."""

    def __init__(
        self,
        access: Access,
        intake: Intake,
        capabilities: Capabilities,
        banning: Banning,
        *,
        issue: Callable[[], str],
        session_ttl: int,
        metrics: DeskMetrics,
    ) -> None:
        """`issue` makes a session id; `session_ttl` is in milliseconds."""
        self._intake = intake
        self._capabilities = capabilities
        self._banning = banning
        self._replies = Replies(access)
        self._issue = issue
        self._session_ttl = session_ttl
        self._metrics = metrics
        self._warned: dict[str, set[str]] = {}

    def take_in(self, job: Job, situation: Situation, publisher: Publisher) -> Sequence[Step]:
        """What comes of it. Nothing here waits."""
        match job:
            case Unreadable(inbound, refuse):
                return [self.refuse(refuse, inbound, situation.coordinator)]
            case Listened(principal, topic_filter, _):
                return [*_listened(principal, topic_filter, situation), job]
            case Told(event):
                return situation.coordinator.handle(event, situation.now)
            case Ordered(order, _):
                return self._banning.carry_out(order, situation, publisher)
            case Left(principal):
                self.forget(principal.connection)
                left = events.ConnectionClosed(connection=principal.connection)
                return situation.coordinator.handle(left, situation.now)
            case Asked(inbound, ChannelRequest() as request, _):
                return [self._allocate(inbound, request, situation)]
            case Asked(inbound, native.Ban() | native.Unban() as request, _):
                return self._ban(inbound, request, situation, publisher)
            case Asked(inbound, request, _):
                return self._ask(inbound, request, situation)

    def _ask(self, inbound: Inbound, request: Request, situation: Situation) -> Sequence[Step]:
        principal = inbound.principal
        try:
            event = self._intake.event(inbound, request, situation)
            self._keep_out(principal, event, situation)
        except Malformed as error:
            return [self.refuse(refusal_of(error), inbound, situation.coordinator)]
        except Refused as error:
            self._capabilities.withdraw(principal, request)
            return [self.refuse(error.refuse, inbound, situation.coordinator)]
        done = situation.coordinator.handle(event, situation.now)
        for effect in done:
            situation.stored.note(effect)
        if isinstance(event, events.SessionRequested):
            self._capabilities.grant(principal, event, situation.coordinator)
        return [
            self.refuse(effect, inbound, situation.coordinator)
            if isinstance(effect, effects.Refuse)
            else effect
            for effect in done
        ]

    def _keep_out(self, principal: Principal, event: events.Event, situation: Situation) -> None:
        """Refuse whoever is banned, but not the server itself."""
        if principal.is_called(PROBE_CUSTOMER):
            return
        bans, now = self._banning.bans, situation.now
        who = event.customer if isinstance(event, events.SessionRequested) else None
        if isinstance(event, events.MessageSent) and isinstance(event.author, Customer):
            who = event.author
        is_customer_out = who is not None and bans.keeps_out_customer(who.id, now)
        if is_customer_out or self._banning.refuses(principal, now):
            raise Refused(BANNED)

    def _ban(
        self,
        inbound: Inbound,
        request: native.Ban | native.Unban,
        situation: Situation,
        publisher: Publisher,
    ) -> Sequence[Step]:
        try:
            if isinstance(request, native.Unban):
                return self._banning.unban(inbound, request, situation)
            return self._banning.ban(inbound, request, situation, publisher)
        except Malformed as error:
            return [self.refuse(refusal_of(error), inbound, situation.coordinator)]
        except Refused as error:
            return [self.refuse(error.refuse, inbound, situation.coordinator)]

    def _allocate(self, inbound: Inbound, request: ChannelRequest, situation: Situation) -> Step:
        """Answer `server/channels/request` (contract, section 1, item 2)."""
        if not topics.may_answer_on(request.responseTopic, request.userRequesting):
            text = f"responseTopic: the server does not speak on {request.responseTopic!r}"
            refuse = effects.Refuse(code="forbidden", message=text, field="responseTopic")
            return self.refuse(refuse, inbound, situation.coordinator)
        told = channel_answer(
            request.userRequesting,
            self._issue(),
            keep_alive_ttl=self._session_ttl,
            created_at=situation.now,
        )
        return Answer(inbound.principal.connection, request.responseTopic, orjson.dumps(told))

    def refuse(
        self, refuse: effects.Refuse, inbound: Inbound, coordinator: Coordinator
    ) -> effects.Refuse:
        """Count it, log it once for each client and reason, and find out where to say it."""
        self._metrics.refusals.labels(refuse.code).inc()
        warned = self._warned.setdefault(inbound.principal.connection, set())
        if refuse.code not in warned:
            warned.add(refuse.code)
            _log.warning(
                "request.refused",
                code=refuse.code,
                because=refuse.message,
                topic=inbound.topic,
                address=inbound.principal.address,
            )
        return self._replies.address(refuse, inbound, coordinator)

    def forget(self, connection: str) -> None:
        """It is no more, and what it was warned of does not matter."""
        self._warned.pop(connection, None)


def _listened(
    principal: Principal, topic_filter: str, situation: Situation
) -> list[effects.Effect]:
    attendant_id = topics.attendant_in(topic_filter)
    if attendant_id is None:
        return []
    event = events.AttendantListened(attendant_id=attendant_id, connection=principal.connection)
    return situation.coordinator.handle(event, situation.now)
