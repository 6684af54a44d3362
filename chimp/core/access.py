"""Who may do what: decided here alone, for MQTT and HTTP alike (contract, section 6).

The default mode stands on capabilities: whoever holds an id that cannot be guessed may use what
it names. Three things count as such a holder: a session id that this server issued and that
stands in the topic, a customer id that is a UUID, and a session whose id the connection has named
in a request. What can be guessed is delivered only to the connection that asked for it. With a
customer's token the same holds, and its session is named from the beginning.
In mode `signed` no id is enough: a customer is whoever holds a token, and uses its session alone.
"""

from collections.abc import Callable
from enum import StrEnum

from chimp.core import topics
from chimp.core.people import Customer
from chimp.core.principals import Credentials, Principal, Proof, Role
from chimp.core.tokens import is_uuid

__all__ = ["Access", "Action", "Credentials", "Mode", "Principal", "Proof", "Role"]

_SILENT = ["accounts", "edidatico"]


class Mode(StrEnum):
    """`auth.mode`."""

    CAPABILITY = "capability"
    SIGNED = "signed"
    OPEN = "open"


class Action(StrEnum):
    SUBSCRIBE = "subscribe"
    PUBLISH = "publish"
    RECEIVE = "receive"


class Access:
    """Answers every question of access under one mode."""

    def __init__(self, mode: Mode, is_issued: Callable[[str], bool]) -> None:
        self.mode = mode
        self._is_issued = is_issued

    @property
    def is_open(self) -> bool:
        return self.mode is Mode.OPEN

    def needs_token(self, principal: Principal) -> bool:
        """Whether that one may use a session by its token alone, and by no id that it knows."""
        return self.mode is Mode.SIGNED and not principal.is_attendant

    def may_choose(self, customer: Customer) -> bool:
        """Whether a customer may come with an id that is not made by the server."""
        return self.mode is not Mode.SIGNED or customer.is_verified

    def takes_token_of(self, customer: Customer) -> bool:
        """Whether a token for that customer counts: it may be from when another mode was set."""
        is_safe = customer.is_verified or is_uuid(customer.key)
        return self.mode is not Mode.SIGNED or is_safe

    def is_unguessable(self, identifier: str) -> bool:
        return is_uuid(identifier) or self._is_issued(identifier)

    def may(  # noqa: C901, PLR0912 - a table, one case for each kind of topic
        self, principal: Principal, action: Action, topic: str
    ) -> bool:
        """Whether `principal` may do that to `topic` (for SUBSCRIBE a filter), without base."""
        levels = topic.split("/")
        match levels:
            case [first, *_] if not topic or first.startswith("$"):
                return False
            case _ if principal.role is Role.ANONYMOUS and self.needs_token(principal):
                return self._may_without_token(action, topic)
            case ["server", "sessions", _, _, *_]:
                return self._may_in_session(principal, action, topic, levels)
            case ["server", "attendants", attendant_id, _]:
                is_act = action is Action.PUBLISH and topics.parse_act(topic) is not None
                return is_act and self._may_act_as(principal, attendant_id)
            case ["server", *_]:
                return action is Action.PUBLISH and self._may_request(principal, topic)
            case ["client", *_] if action is Action.PUBLISH:
                return False
            case ["client", "desk", *_]:
                return topic == topics.AVAILABILITY or self.may_read_attendants(principal)
            case ["client", "attendants", "assign" | "control", attendant_id]:
                return not topics.is_wild(topic) and self.may_be(principal, attendant_id)
            case ["client", "sessions" | "channels", owner, _, *_] if not topics.is_wild(owner):
                return self._may_hear_answers(principal, action, topic, owner)
            case ["client", *_]:
                return False
            case _ if action is Action.PUBLISH:
                return self.is_open and not topics.is_wild(topic)
            case [first, *_]:
                is_wild = topics.is_wild(first) and not self.is_open
                return not is_wild and self._may_hear(action, topic)
            case _:
                return False

    def may_be(self, principal: Principal, attendant_id: str | int) -> bool:
        """Whether `principal` may act as that attendant."""
        return self.is_open or principal.may_be(attendant_id)

    def may_keep(self, principal: Principal, client_id: str) -> bool:
        """Whether an MQTT session may outlive its connection, for whoever comes with its client id.

        Who has logged in proves to be the same one. Somebody anonymous proves it by a client id
        that can not be guessed; by any other, one visitor would inherit what is for another.
        """
        is_known = principal.role is not Role.ANONYMOUS
        return self.is_open or is_known or self.is_unguessable(client_id)

    def may_use_session(self, principal: Principal, session_topic: str) -> bool:
        """Whether `principal` may speak and hear below that session topic."""
        match session_topic.split("/"):
            case ["server", "sessions", _, *_] as levels:
                return self._owns(principal, session_topic, levels)
            case _:
                return False

    def may_read_session(self, principal: Principal, session_id: str) -> bool:
        """The HTTP twin for a session's routes: they need its unguessable id, or its token."""
        if self.is_open or principal.is_attendant or principal.session_key == session_id:
            return True
        return not self.needs_token(principal) and self.is_unguessable(session_id)

    def may_read_customer(self, principal: Principal, customer_id: str) -> bool:
        """The HTTP twin for a customer's routes: an unguessable (UUID) customer id, or a token."""
        if self.is_open or principal.is_attendant or principal.is_proven(customer_id):
            return True
        return not self.needs_token(principal) and is_uuid(customer_id)

    def may_read_attendants(self, principal: Principal) -> bool:
        """The HTTP twin for everything of an attendant."""
        return self.is_open or principal.is_attendant

    def _may_without_token(self, action: Action, topic: str) -> bool:
        """What is left to somebody unknown in mode `signed`: whether anybody is there."""
        if action is Action.PUBLISH:
            return False
        is_harmless = action is Action.SUBSCRIBE and _is_harmless(topic)
        return topic == topics.AVAILABILITY or is_harmless

    def _may_act_as(self, principal: Principal, attendant_id: str) -> bool:
        return not topics.is_wild(attendant_id) and self.may_be(principal, attendant_id)

    def _may_request(self, principal: Principal, topic: str) -> bool:
        if topic == topics.CHANNELS_REQUEST and self.needs_token(principal):
            return False  # its answer would be an id without a token
        if topic in topics.CUSTOMER_REQUESTS:
            return True
        return topic in topics.ATTENDANT_REQUESTS and (self.is_open or principal.is_attendant)

    def _may_in_session(
        self, principal: Principal, action: Action, topic: str, levels: list[str]
    ) -> bool:
        if action is Action.PUBLISH and not self._may_speak(principal, topic):
            return False
        if levels[-2:] == ["server", "control"]:
            return False
        return self._owns(principal, topic, levels)

    def _may_speak(self, principal: Principal, topic: str) -> bool:
        """Whether that is a topic that one of their kind publishes to at all.

        In our own dialect the topic says who speaks: an attendant never speaks as the customer.
        """
        parsed = topics.parse_leaf(topic)
        if parsed is None or not topics.is_plain(topic):
            return False
        if parsed.leaf in topics.CUSTOMER_LEAVES:
            return self.is_open or not principal.is_attendant
        return parsed.leaf in topics.CLIENT_LEAVES

    def _owns(self, principal: Principal, topic: str, levels: list[str]) -> bool:
        customer_id = levels[2]
        if topics.is_wild(customer_id):
            return False
        if self.needs_token(principal):
            return _is_named(principal, topic)
        if self.is_open or principal.is_attendant or is_uuid(customer_id):
            return True
        session_id = levels[3:4]
        if any(map(topics.is_wild, session_id)):
            return False  # it would cover sessions whose ids were never shown
        return _is_named(principal, topic) or any(map(self._is_issued, session_id))

    def _may_hear_answers(
        self, principal: Principal, action: Action, topic: str, owner: str
    ) -> bool:
        """Answers below the customer's own id."""
        if self.needs_token(principal):
            return principal.is_proven(owner)
        return self._may_hear(action, topic)

    def _may_hear(self, action: Action, topic: str) -> bool:
        """Answers to requests: on topics the client chose, so the topic may be the secret."""
        if self.is_open:
            return True
        if action is Action.SUBSCRIBE:
            return not topics.is_wild(topic) or _is_harmless(topic)
        levels = topic.split("/")
        return levels[:2] != _SILENT and any(map(self.is_unguessable, levels))


def _is_named(principal: Principal, topic: str) -> bool:
    """A named session's own topics; further below may lie what belongs to other sessions."""
    if topics.is_wild(topic):
        return any(topic.startswith(f"{own}/") for own in principal.named)
    parsed = topics.parse_leaf(topic)
    below = None if parsed is None else parsed.session_topic
    return topic in principal.named or below in principal.named


def _is_harmless(topic_filter: str) -> bool:
    """What the 2019 back office subscribes and never hears: granted silently (section 2)."""
    match topic_filter.split("/"):
        case [*silent, customer_id, "#"] if silent == _SILENT:
            return not topics.is_wild(customer_id)
        case _:
            return False
