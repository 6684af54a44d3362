"""Attendants keep customers and addresses out, and let them in again."""

from collections.abc import Sequence
from dataclasses import dataclass

from chimp.core import effects, events
from chimp.core.access import Principal
from chimp.core.bans import Ban, BanKind, Bans, named
from chimp.core.conversation import takes_part
from chimp.core.exchange import Inbound, Publisher
from chimp.core.people import Attendant, key
from chimp.core.session import Reason, Session
from chimp.services.native_intake import attendant_of
from chimp.services.situation import Refused, Situation
from chimp.wire import native

_MINUTE = 60_000

BANNED = effects.Refuse(code="banned", message="you can not chat here")


@dataclass(frozen=True, slots=True)
class KeepOut:
    """That somebody is to be banned, for so many minutes or for good."""

    kind: BanKind
    value: str
    by: Attendant
    minutes: int | None = None
    because: str | None = None

    def ban(self, now: int) -> Ban:
        return Ban(
            kind=self.kind,
            value=named(self.kind, self.value),
            by_attendant=self.by.key,
            because=self.because or "",
            created_at=now,
            until=None if self.minutes is None else now + self.minutes * _MINUTE,
        )


@dataclass(frozen=True, slots=True)
class LetIn:
    """That somebody is to be banned no more."""

    kind: BanKind
    value: str
    by: Attendant


Order = KeepOut | LetIn


@dataclass(frozen=True, slots=True)
class SendAway:
    """End the connections of those who were banned, after everything else was said."""

    ban: Ban
    connections: frozenset[str]

    def concerns(self, principal: Principal) -> bool:
        """Whether that connection is one of theirs; attendants are never sent away by a ban."""
        if principal.is_attendant:
            return False
        if principal.connection in self.connections:
            return True
        if self.ban.kind is BanKind.ADDRESS:
            return named(BanKind.ADDRESS, principal.address) == self.ban.value
        return principal.customer is not None and principal.customer.key == self.ban.value


class Banning:
    """Decides who may ban whom, and what follows from it."""

    def __init__(self, bans: Bans) -> None:
        self.bans = bans

    def refuses(self, principal: Principal, now: int) -> bool:
        """Whether whoever asks is kept out, by where they come from or by their token."""
        if principal.is_attendant:
            return False
        if self.bans.keeps_out_address(principal.address, now):
            return True
        customer = principal.customer
        return customer is not None and self.bans.keeps_out_customer(customer.key, now)

    def ban(
        self, inbound: Inbound, request: native.Ban, situation: Situation, publisher: Publisher
    ) -> list[effects.Effect | SendAway]:
        """Keep somebody out, and close what they have open. Raises Refused."""
        attendant = attendant_of(inbound, request, situation)
        session = _named(request, situation)
        _check(attendant, session)
        customer_key = key(request.customerId or "") if session is None else session.customer.key
        theirs = _sessions_of(customer_key, situation)
        kind, values = BanKind.CUSTOMER, [customer_key]
        if request.address:
            kind = BanKind.ADDRESS
            asked = {asker for one in theirs for asker in situation.coordinator.askers(one.key)}
            values = sorted(filter(None, map(publisher.address_of, asked)))
        if not values:
            text = "address: they are not connected, so where they come from is not known"
            raise Refused(effects.Refuse(code="not_connected", message=text, field="address"))
        orders = [
            KeepOut(kind, value, attendant, request.minutes, request.reason)
            for value in dict.fromkeys(values)
        ]
        return _keeping_out(orders, theirs, customer_key, situation)

    def unban(
        self, inbound: Inbound, request: native.Unban, situation: Situation
    ) -> list[effects.Effect]:
        """Let somebody in again; raises Refused."""
        attendant = attendant_of(inbound, request, situation)
        kind, value = BanKind.ADDRESS, named(BanKind.ADDRESS, request.address or "")
        if request.customerId is not None:
            kind, value = BanKind.CUSTOMER, key(request.customerId)
        ban = self.bans.find(kind, value)
        if ban is not None and ban.by_attendant != attendant.key and not attendant.supervises:
            text = "only who banned them and supervisors let them in again"
            raise Refused(effects.Refuse(code="not_allowed", message=text))
        return self._let_in(LetIn(kind, value, attendant))

    def carry_out(
        self, order: Order, situation: Situation, publisher: Publisher
    ) -> Sequence[effects.Effect | SendAway]:
        """What follows from what was decided elsewhere, by somebody who may."""
        if isinstance(order, LetIn):
            return self._let_in(order)
        if order.kind is BanKind.CUSTOMER:
            theirs = _sessions_of(order.value, situation)
        else:
            theirs = _sessions_from(order.value, situation, publisher)
        return _keeping_out([order], theirs, None, situation)

    def keep(self, effect: effects.Effect) -> None:
        """What was stored holds from now on."""
        match effect:
            case effects.SaveBan(ban):
                self.bans.add(ban)
            case effects.DropBan(kind, value):
                self.bans.drop(kind, value)
            case _:
                pass

    def _let_in(self, order: LetIn) -> list[effects.Effect]:
        ban = self.bans.find(order.kind, order.value)
        if ban is None:
            return []
        return [effects.DropBan(ban.kind, ban.value), _record(ban, order.by, "unbanned")]


def _keeping_out(
    orders: Sequence[KeepOut],
    theirs: Sequence[Session],
    customer_key: str | None,
    situation: Situation,
) -> list[effects.Effect | SendAway]:
    """Keep all of them out, and close what they have open before they are sent away."""
    asked = frozenset(who for one in theirs for who in situation.coordinator.askers(one.key))
    done: list[effects.Effect | SendAway] = []
    bans = [order.ban(situation.now) for order in orders]
    for order, ban in zip(orders, bans, strict=True):
        done += [effects.SaveBan(ban), _record(ban, order.by, "banned", customer_key)]
    for one in theirs:
        ended = events.SessionEnded(
            session_key=one.key, by=None, reason=Reason.BANNED, note=orders[0].because
        )
        done += situation.coordinator.handle(ended, situation.now)
    return [*done, *(SendAway(ban, asked) for ban in bans)]


def _named(request: native.Ban, situation: Situation) -> Session | None:
    if request.sessionId is None:
        return None
    session_key = key(request.sessionId)
    session = situation.coordinator.sessions.get(session_key)
    session = session or situation.stored.sessions.get(session_key)
    if session is None:
        text = "there is no such session"
        raise Refused(effects.Refuse(code="session_unknown", message=text, field="sessionId"))
    return session


def _check(attendant: Attendant, session: Session | None) -> None:
    """Whoever talks with somebody may ban them; others only if they supervise."""
    if attendant.supervises or (session is not None and takes_part(session, attendant)):
        return
    text = "only who serves the session and supervisors ban"
    raise Refused(effects.Refuse(code="not_allowed", message=text, field="sessionId"))


def _sessions_of(customer_key: str, situation: Situation) -> list[Session]:
    every = situation.coordinator.sessions
    return [session for session in every if session.customer.key == customer_key]


def _sessions_from(address: str, situation: Situation, publisher: Publisher) -> list[Session]:
    """Open ones whose customer was heard from there, and is still connected."""

    def comes_from_there(session: Session) -> bool:
        places = map(publisher.address_of, situation.coordinator.askers(session.key))
        return address in {named(BanKind.ADDRESS, place) for place in places if place is not None}

    every = situation.coordinator.sessions
    return [session for session in every if not session.is_probe and comes_from_there(session)]


def _record(ban: Ban, by: Attendant, what: str, customer_key: str | None = None) -> effects.Record:
    is_customer = ban.kind is BanKind.CUSTOMER
    return effects.Record(
        kind=f"{ban.kind.value}.{what}",
        because=f"{by.key} said so",
        customer_key=ban.value if is_customer else customer_key,
        attendant_key=by.key,
    )
