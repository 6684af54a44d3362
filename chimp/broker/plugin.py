"""Our one plugin in amqtt: who is it, may they, and does it belong to the server.

amqtt builds its plugins from a dotted path and can hand nothing in, so what it needs is bound
after the construction and before the start (`ChimpPlugin.bind`, called by `server.ChatBroker` and
nobody else). Unbound it lets nobody in.
"""

import hmac
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import uuid4

import structlog

from chimp.broker.amqtt_seams import (
    BaseAuthPlugin,
    BaseContext,
    Session,
)
from chimp.broker.counters import Counters
from chimp.core.access import Access, Action, Principal, Role
from chimp.core.exchange import Accept, Inbound, Receiver, Refuse, Verdict
from chimp.core.people import Attendant
from chimp.core.topics import BaseTopic

PRINCIPAL = "chimp.principal"
"""Where `session.attributes` keeps who is at the other end; only after a log-in."""

_OURS = frozenset({"server", "client"})

_ACCEPT: Final = Accept()
_FORBIDDEN: Final = Refuse("it may not publish there")
_TOO_LARGE: Final = Refuse("it is too large")

log = structlog.get_logger(__name__)


class Authenticate(Protocol):
    """Asks for an attendant's account; None means: no such e-mail, or the wrong password."""

    async def __call__(self, email: str, password: str) -> Attendant | None:
        """Prove an attendant."""


@dataclass(frozen=True, slots=True)
class SharedCredentials:
    """What all attendants of 2019 share: whoever has these may be any of them."""

    username: str
    password: str

    def name(self, username: str) -> bool:
        return hmac.compare_digest(self.username.encode(), username.encode("utf-8", "replace"))

    def prove(self, username: str, password: str) -> bool:
        right = hmac.compare_digest(self.password.encode(), password.encode("utf-8", "replace"))
        return self.name(username) and right


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything the plugin decides by. `max_payload` is in bytes."""

    access: Access
    base: BaseTopic
    authenticate: Authenticate
    receiver: Receiver
    counters: Counters
    max_payload: int
    shared: SharedCredentials | None = None


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
        username, password = session.username, session.password or ""
        proven = await self._prove(username, password)
        if proven is None:
            log.warning("mqtt.login_refused", address=session.remote_address)
            return False
        role, attendant = proven
        session.attributes[PRINCIPAL] = Principal(
            connection=uuid4().hex,
            address=session.remote_address or "",
            role=role,
            attendant=attendant,
        )
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

    async def _prove(
        self, username: str | None, password: str
    ) -> tuple[Role, Attendant | None] | None:
        rules = self.rules
        if username is None:
            return Role.ANONYMOUS, None
        if rules.shared is not None and rules.shared.name(username):
            is_shared = rules.shared.prove(username, password)
            return (Role.SHARED, None) if is_shared else None
        attendant = await rules.authenticate(username, password)
        if attendant is not None:
            return Role.ATTENDANT, attendant
        return (Role.ANONYMOUS, None) if rules.access.is_open else None

    def _below_base(self, topic: str) -> tuple[str | None, bool]:
        """The topic without the base (None: it lies outside), and whether it reads as ours."""
        below = self.rules.base.take_off(topic)
        return below, (topic if below is None else below).split("/", 1)[0] in _OURS
