"""Our one plugin in amqtt: who is it, may they, and does it belong to the server.

amqtt builds its plugins from a dotted path and can hand nothing in, so what it needs is bound
after the construction and before the start (`ChimpPlugin.bind`, called by `server.ChatBroker` and
nobody else). Unbound it lets nobody in.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import structlog

from chimp.broker.amqtt_seams import (
    BaseAuthPlugin,
    BaseContext,
    Session,
)
from chimp.broker.counters import Counters
from chimp.core.access import Access, Action, Credentials, Principal, Proof, Role
from chimp.core.errors import Undecided
from chimp.core.exchange import Accept, Inbound, Receiver, Refuse, Verdict
from chimp.core.people import Attendant
from chimp.core.topics import BaseTopic

PRINCIPAL = "chimp.principal"
"""Where `session.attributes` keeps who is at the other end; only after a log-in."""

COOKIE = "chimp.cookie"
"""Where it keeps, before that, the log-in that the client's page brought along."""

UNDECIDED = "chimp.undecided"
"""Set where it could not be found out who that is."""

_OURS = frozenset({"server", "client"})

_ACCEPT: Final = Accept()
_FORBIDDEN: Final = Refuse("it may not publish there")
_TOO_LARGE: Final = Refuse("it is too large")

log = structlog.get_logger(__name__)


Authenticate = Callable[[Credentials], Awaitable[Proof | None]]
"""Finds out who that is; None means that they may not come in."""


def _now() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything the plugin decides by: `max_payload` in bytes, `clock` in ms since the epoch."""

    access: Access
    base: BaseTopic
    authenticate: Authenticate
    receiver: Receiver
    counters: Counters
    max_payload: int
    clock: Callable[[], int] = _now


class ChimpPlugin(BaseAuthPlugin):
    """Authenticates for amqtt; for the engine it is the `routing.Gate` and the interceptor."""

    def __init__(self, context: BaseContext) -> None:
        super().__init__(context)
        self._rules: Rules | None = None
        self._base_levels = 0

    def bind(self, rules: Rules) -> None:
        self._rules = rules
        self._base_levels = rules.base.put_on("").count("/")

    @property
    def rules(self) -> Rules:
        if self._rules is None:
            message = "the broker's plugin was not bound before the start"
            raise RuntimeError(message)
        return self._rules

    async def authenticate(self, *, session: Session) -> bool | None:
        """Amqtt asks once per connection, before anything else of it is looked at."""
        address = session.remote_address or ""
        credentials = Credentials(
            address=address,
            username=session.username,
            password=session.password or "",
            cookie=session.attributes.pop(COOKIE, None),
        )
        try:
            proof = await self.rules.authenticate(credentials)
        except Undecided:  # amqtt would only log what a plugin raises
            session.attributes[UNDECIDED] = True
            return False
        if proof is None:
            log.warning("mqtt.login_refused", address=address)
            return False
        session.attributes[PRINCIPAL] = proof.principal(uuid4().hex, address)
        return True

    def may(self, principal: Principal, action: Action, topic: str) -> bool:
        """`topic` as it stands on the wire, with the base topic."""
        below, is_ours = self._below_base(topic)
        if below is None and is_ours:
            return False
        return self.rules.access.may(principal, action, topic if below is None else below)

    def plain_levels(self, topic: str) -> int:
        """How many first levels of a topic no wildcard matches.

        Of the server's topics these are the base and what follows it: whoever is interested says
        in what. So in mode `open` a filter may begin with a wildcard, and hears no conversation.
        """
        below, is_ours = self._below_base(topic)
        if not is_ours:
            return int(topic.startswith("$"))  # [MQTT-4.7.2-1]
        return 1 if below is None else self._base_levels + 1

    def intercept(
        self, principal: Principal, topic: str, payload: bytes
    ) -> Verdict | Awaitable[Verdict]:
        """Hand over what is the server's, and let pass what is not."""
        rules = self.rules
        rules.counters.publishes_received += 1
        if not self.may(principal, Action.PUBLISH, topic):  # no one may publish to `$` topics
            rules.counters.publishes_refused += 1
            return _FORBIDDEN
        below, is_ours = self._below_base(topic)
        if len(payload) > rules.max_payload:
            rules.counters.oversized += 1
            if below is not None and is_ours:
                rules.receiver.oversized(principal, below, len(payload))
            return _TOO_LARGE
        if below is None or not is_ours:
            return _ACCEPT
        return rules.receiver.receive(Inbound(principal, below, payload))

    def user_of(self, principal: Principal) -> str:
        """Whose client ids are one name space; anonymous clients share one."""
        match principal:
            case Principal(role=Role.ATTENDANT, attendant=Attendant() as attendant):
                return f"attendant {attendant.key}"
            case Principal(role=Role.SHARED):
                return "shared"
            case Principal(role=Role.CUSTOMER, session_key=str(session_key)):
                return f"session {session_key}"
            case _:
                return ""

    def may_keep(self, principal: Principal, client_id: str) -> bool:
        """Whether that client may find its session again when it comes back."""
        return self.rules.access.may_keep(principal, client_id)

    def subscribed(self, principal: Principal, topic_filter: str) -> None:
        below, _ = self._below_base(topic_filter)
        if below is not None:  # the server never speaks outside its base
            self.rules.receiver.subscribed(principal, below)

    def resumed(self, principal: Principal, topic_filter: str) -> None:
        below, _ = self._below_base(topic_filter)
        if below is not None:
            self.rules.receiver.resumed(principal, below)

    def _below_base(self, topic: str) -> tuple[str | None, bool]:
        """The topic without the base (None: it lies outside), and whether it reads as ours."""
        below = self.rules.base.take_off(topic)
        return below, (topic if below is None else below).split("/", 1)[0] in _OURS
