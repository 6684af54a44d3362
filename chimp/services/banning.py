"""Attendants keep customers and addresses out, and let them in again."""

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
        askers = {asker for one in theirs for asker in situation.coordinator.askers(one.key)}
        kind, values = BanKind.CUSTOMER, [customer_key]
        if request.address:
            kind = BanKind.ADDRESS
            values = sorted(filter(None, map(publisher.address_of, askers)))
        if not values:
            text = "address: they are not connected, so where they come from is not known"
            raise Refused(effects.Refuse(code="not_connected", message=text, field="address"))
        done: list[effects.Effect | SendAway] = []
        for value in dict.fromkeys(values):
            ban = self._made(kind, value, attendant, request, situation.now)
            done += [effects.SaveBan(ban), _record(ban, customer_key, "banned")]
            done.append(SendAway(ban, frozenset(askers)))
        for one in theirs:
            ended = events.SessionEnded(
                session_key=one.key, by=None, reason=Reason.BANNED, note=request.reason
            )
            done[-1:-1] = situation.coordinator.handle(ended, situation.now)
        return done

    def unban(
        self, inbound: Inbound, request: native.Unban, situation: Situation
    ) -> list[effects.Effect]:
        """Let somebody in again; raises Refused."""
        attendant = attendant_of(inbound, request, situation)
        kind, value = BanKind.ADDRESS, named(BanKind.ADDRESS, request.address or "")
        if request.customerId is not None:
            kind, value = BanKind.CUSTOMER, key(request.customerId)
        ban = self.bans.find(kind, value)
        if ban is None:
            return []
        if ban.by_attendant != attendant.key and not attendant.supervises:
            text = "only who banned them and supervisors let them in again"
            raise Refused(effects.Refuse(code="not_allowed", message=text))
        customer_key = value if kind is BanKind.CUSTOMER else None
        return [effects.DropBan(kind, value), _record(ban, customer_key, "unbanned")]

    def keep(self, effect: effects.Effect) -> None:
        """What was stored holds from now on."""
        match effect:
            case effects.SaveBan(ban):
                self.bans.add(ban)
            case effects.DropBan(kind, value):
                self.bans.drop(kind, value)
            case _:
                pass

    @staticmethod
    def _made(
        kind: BanKind, value: str, attendant: Attendant, request: native.Ban, now: int
    ) -> Ban:
        until = None if request.minutes is None else now + request.minutes * _MINUTE
        return Ban(
            kind=kind,
            value=named(kind, value),
            by_attendant=attendant.key,
            because=request.reason or "",
            created_at=now,
            until=until,
        )


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


def _record(ban: Ban, customer_key: str | None, what: str) -> effects.Record:
    return effects.Record(
        kind=f"{ban.kind.value}.{what}",
        because=f"{ban.by_attendant} said so",
        customer_key=customer_key,
        attendant_key=ban.by_attendant,
    )
