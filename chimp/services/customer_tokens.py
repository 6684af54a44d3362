"""Customers' tokens: handed out at `POST /session`, renewed, and asked what they still open."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chimp.core import topics
from chimp.core.access import Access, Principal, Proof, Role
from chimp.core.bans import Bans
from chimp.core.people import Customer
from chimp.core.session import Session
from chimp.core.session_tokens import Claims, SessionTokens

FindSession = Callable[[str], Awaitable[Session | None]]
"""The session with that key, open or closed; raises StoreError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What a customer begins, or goes on, with. `expires_at` is in ms since the epoch."""

    session_id: str
    session_topic: str
    customer: Customer
    token: str
    expires_at: int


class CustomerTokens:
    """Issues tokens and tells what they prove."""

    def __init__(
        self,
        tokens: SessionTokens,
        find: FindSession,
        access: Access,
        bans: Bans,
        *,
        issue: Callable[[], str],
        ttl: int,
        clock: Callable[[], int],
    ) -> None:
        """`issue` makes a session id; `ttl` and `clock` are in milliseconds."""
        self._tokens = tokens
        self._find = find
        self._access = access
        self._bans = bans
        self._issue = issue
        self._ttl = ttl
        self._clock = clock

    def begin(self, customer: Customer) -> Issued:
        """A fresh session for that customer, of which nothing has to be remembered."""
        session_id = self._issue()
        return self._issued(session_id, topics.session_topic(customer.id, session_id), customer)

    def renew(self, holder: Principal) -> Issued | None:
        """Go on with the same session and customer; None for who has not come in by a token."""
        match holder:
            case Principal(
                customer=Customer() as customer,
                session_key=str(session_id),
                session_topic=str(session_topic),
            ):
                return self._issued(session_id, session_topic, customer)
            case _:
                return None

    async def renew_lapsed(self, token: str) -> Issued | None:
        """Go on for who has left a message and comes back after their token's time, or None.

        They were told not to wait, so the answer has to be there for them whenever they look,
        until their session is closed. Raises StoreError.
        """
        claims = self._tokens.read_lapsed(token)
        if claims is None or self._clock() < claims.expires_at or self._is_worthless(claims):
            return None
        session = await self._find(claims.session_id)
        is_awaited = session is not None and session.is_open and session.left_message
        if session is None or not is_awaited or not _opens(claims, session):
            return None
        return self._issued(claims.session_id, claims.session_topic, claims.customer)

    async def prove(self, token: str) -> Proof | None:
        """Who holds that token; None if it is none of ours, or opens nothing any more.

        Raises StoreError.
        """
        claims = self._tokens.read(token, self._clock())
        if claims is None or self._is_worthless(claims):
            return None
        session = await self._find(claims.session_id)
        if session is not None and not _opens(claims, session):
            return None
        return Proof(
            role=Role.CUSTOMER,
            customer=claims.customer,
            session_key=claims.session_id,
            session_topic=claims.session_topic,
            expires_at=claims.expires_at,
        )

    def _is_worthless(self, claims: Claims) -> bool:
        """Whether no token of that customer counts."""
        is_banned = self._bans.keeps_out_customer(claims.customer.id, self._clock())
        return is_banned or not self._access.takes_token_of(claims.customer)

    def _issued(self, session_id: str, session_topic: str, customer: Customer) -> Issued:
        now = self._clock()
        claims = Claims(
            session_id=session_id,
            session_topic=session_topic,
            customer=customer,
            issued_at=now,
            expires_at=now + self._ttl,
        )
        return Issued(
            session_id=session_id,
            session_topic=session_topic,
            customer=customer,
            token=self._tokens.issue(claims),
            expires_at=claims.expires_at,
        )


def _opens(claims: Claims, session: Session) -> bool:
    """Whether it is the session that the token was made for, and nobody has ended it.

    Without tokens, who knows a session id may begin it as somebody else (contract, section 6).
    """
    is_same = session.customer.key == claims.customer.key and session.topic == claims.session_topic
    is_final = session.close_reason is not None and session.close_reason.is_final
    return is_same and (session.is_open or not is_final)
