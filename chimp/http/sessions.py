"""`/session`: where a chat begins, and what was said in it."""

from collections.abc import Callable
from uuid import uuid4

from aiohttp import web

from chimp.core.people import Customer, key
from chimp.core.protocol import PROTOCOL_VERSION
from chimp.http.answers import answer
from chimp.http.parameters import (
    LARGEST_OFFSET,
    body_if_any,
    identifier,
    number_beside,
    page,
)
from chimp.http.principals import Principals, bearer_of
from chimp.http.problems import Problem
from chimp.http.route import Caller, Group, Limit, Route, Schema, part_of_list, path_id, query
from chimp.services.archive import Archive
from chimp.services.banning import BANNED
from chimp.services.customer_tokens import CustomerTokens, Issued
from chimp.services.identity import Identify, IdentityRefused
from chimp.wire import native_outbound
from chimp.wire.identification import NewSession
from chimp.wire.native_shape_models import NativeMessageShape, NoteShape
from chimp.wire.payloads import Malformed
from chimp.wire.shape_models import IssuedSession, MessageInSession, SessionShape
from chimp.wire.shapes import message_json, session_json

_PART = 20
"""Entries in one answer, if the client does not say."""

_AFTER = (
    "Only messages with a higher `seq`, in ascending order and in the shape of our own dialect;"
    " as many as `limit` says: ask again after the last one until there are fewer."
)
_BEFORE = (
    "The newest messages with a lower `seq`, or of all with 0, in ascending order and in the shape"
    " of our own dialect; as many as `limit` says."
)
_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_OFFSET}


class Sessions:
    """Answers for single sessions."""

    def __init__(
        self,
        principals: Principals,
        archive: Archive,
        tokens: CustomerTokens,
        identify: Callable[[], Identify | None],
        *,
        keep_alive_ttl: int,
        is_kept_out: Callable[[str, Customer], bool],
    ) -> None:
        """`identify` gives None while the site has no key; `keep_alive_ttl` is in milliseconds.

        `is_kept_out` tells whether an address or a customer is banned.
        """
        self._principals = principals
        self._archive = archive
        self._tokens = tokens
        self._identify = identify
        self._keep_alive_ttl = keep_alive_ttl
        self._is_kept_out = is_kept_out

    def routes(self) -> tuple[Route, ...]:
        session_id = path_id("session")
        return (
            Route(
                method="POST",
                path="/session",
                handler=self.create,
                summary="Get a session id and a token, with which a chat is asked for over MQTT.",
                group=Group.SESSIONS,
                body=NewSession,
                needs_body=False,
                answer=IssuedSession,
                says="A fresh id, and the token that is bound to it.",
                limit=Limit.SESSIONS,
                errors=(401, 403),
            ),
            Route(
                method="POST",
                path="/session/{id}/token",
                handler=self.renew,
                summary=(
                    "Get a new token for the same session and customer before it expires, or after"
                    " that where the customer has left a message and it is still open."
                ),
                group=Group.SESSIONS,
                caller=Caller.HOLDER,
                parameters=(session_id,),
                answer=IssuedSession,
                says="What `POST /session` answered, with a new token.",
                limit=Limit.SESSIONS,
                errors=(400, 401, 403, 503),
            ),
            Route(
                method="GET",
                path="/session/{id}",
                handler=self.read,
                summary="A session with its last messages.",
                group=Group.SESSIONS,
                caller=Caller.SESSION,
                parameters=(session_id,),
                answer=SessionShape | None,
                says="The session, or null if nothing is known of it.",
                errors=(400, 401, 503),
            ),
            Route(
                method="GET",
                path="/session/{id}/messages",
                handler=self.messages,
                summary="What was said in a session, newest first; or, `after` or `before` a"
                " number, in order.",
                group=Group.SESSIONS,
                caller=Caller.SESSION,
                parameters=(
                    session_id,
                    query("after", _AFTER, _NUMBER),
                    query("before", _BEFORE, _NUMBER),
                    *part_of_list(_PART),
                ),
                answer=list[MessageInSession] | list[NativeMessageShape],
                says="The messages; none if nothing is known of the session.",
                errors=(400, 401, 503),
            ),
            Route(
                method="GET",
                path="/session/{id}/notes",
                handler=self.notes,
                summary="What attendants told each other about a session, oldest first.",
                group=Group.SESSIONS,
                caller=Caller.ATTENDANT,
                parameters=(session_id, *part_of_list(_PART)),
                answer=list[NoteShape],
                says="The notes; none if nothing is known of the session.",
                errors=(400, 401, 503),
            ),
        )

    async def create(self, request: web.Request) -> web.Response:
        """`POST /session`: a fresh id and a token; nothing has to be remembered of them.

        Clients of the seed's dialect send no body, or any.
        """
        wanted = await body_if_any(request, NewSession)
        try:
            customer = self._customer(wanted or NewSession())
        except Malformed as error:
            raise Problem(400, str(error), field=error.field) from None
        if self._is_kept_out(request.remote or "", customer):
            raise Problem(403, BANNED.message, code=BANNED.code)
        return self._answer(self._tokens.begin(customer))

    def _customer(self, wanted: NewSession) -> Customer:
        """Who begins a chat; raises Malformed, and Problem if they may not be called so."""
        chosen = wanted.named()
        if wanted.identity is not None:
            known = self._identified(wanted.identity)
            if chosen is not None and key(chosen) != known.key:
                message = "customerId: differs from the identity's sub"
                raise Malformed(message, "customerId")
            return known.tells(wanted.called(known.id))
        if chosen is None:
            return wanted.called(str(uuid4()))
        customer = wanted.called(chosen)
        if not self._principals.access.may_choose(customer):
            text = "customerId: the site has to sign for it, in `identity`"
            raise Problem(403, text, field="customerId", code="identity_required")
        return customer

    def _identified(self, identity: str) -> Customer:
        identify = self._identify()
        if identify is None:
            message = (
                "identity: this server knows no key of the site"
                " (auth.site_key, or one that was made at the console)"
            )
            raise Malformed(message, "identity")
        try:
            return identify(identity)
        except IdentityRefused as error:
            raise Problem(
                401,
                f"identity: {error}",
                field="identity",
                code="identity_refused",
                headers={"WWW-Authenticate": "Bearer"},
            ) from None

    async def renew(self, request: web.Request) -> web.Response:
        """`POST /session/:id/token`: for who still holds a token that opens the session."""
        session_id = identifier(request)
        issued = await self._renewed_late(request)
        if issued is None:
            issued = self._tokens.renew(await self._principals.proved(request))
        if issued is None:
            message = "this needs the session's token, as bearer token"
            raise Problem(401, message, headers={"WWW-Authenticate": "Bearer"})
        if issued.session_id != session_id:
            raise Problem(403, "that is the token of another session")
        return self._answer(issued)

    async def _renewed_late(self, request: web.Request) -> Issued | None:
        token = bearer_of(request)
        issued = None if token is None else await self._tokens.renew_lapsed(token)
        if issued is None or self._is_kept_out(request.remote or "", issued.customer):
            return None
        return issued

    def _answer(self, issued: Issued) -> web.Response:
        return answer(
            {
                "sessionId": issued.session_id,
                "sessionTopic": issued.session_topic,
                "customerId": issued.customer.id,
                "keepAliveTTL": self._keep_alive_ttl,
                "token": issued.token,
                "tokenExpiresAt": issued.expires_at,
                "protocolVersion": PROTOCOL_VERSION,
                "verified": issued.customer.is_verified,
            }
        )

    async def read(self, request: web.Request) -> web.Response:
        """`GET /session/:id`: the session, or `null`."""
        session_id = identifier(request)
        await self._principals.reading_session(request, session_id)
        session = await self._archive.session(session_id)
        if session is None:
            return answer(None)
        return answer(session_json(session, await self._archive.last_messages(session)))

    async def messages(self, request: web.Request) -> web.Response:
        """`GET /session/:id/messages`: newest first; with `after`, what a client has missed.

        With `before`, what it has not read back to yet.
        """
        session_id, part = identifier(request), page(request, _PART)
        after, before = number_beside(request, "after"), number_beside(request, "before")
        if after is not None and before is not None:
            raise Problem(400, "before: not together with after", field="before")
        await self._principals.reading_session(request, session_id)
        session = await self._archive.session(session_id)
        if session is None:
            return answer([])
        if after is not None:
            missed = await self._archive.messages_after(session, after, part.limit)
            return answer([native_outbound.message_json(message) for message in missed])
        if before is not None:
            earlier = await self._archive.messages_before(session, before, part.limit)
            return answer([native_outbound.message_json(message) for message in earlier])
        found = await self._archive.messages_of_session(session, part.offset, part.limit)
        shape = session_json(session)
        return answer([{"sessionInfo": shape, "message": message_json(m)} for m in found])

    async def notes(self, request: web.Request) -> web.Response:
        """`GET /session/:id/notes`."""
        session_id, part = identifier(request), page(request, _PART)
        await self._principals.reading_attendants(request)
        session = await self._archive.session(session_id)
        if session is None:
            return answer([])
        found = await self._archive.notes_of_session(session, part.offset, part.limit)
        return answer([native_outbound.note_json(note) for note in found])
