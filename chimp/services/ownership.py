"""Whose session is it: a request may be about one's own, or about one that is nobody's yet."""

from collections.abc import Callable
from dataclasses import replace

from chimp.core import effects, events
from chimp.core.access import Access, Principal
from chimp.core.people import Customer, Id, key
from chimp.core.session import Session
from chimp.core.tokens import is_uuid
from chimp.services.situation import Refused, Situation


class Ownership:
    """Checks requests for a session against what their senders have proved."""

    def __init__(self, access: Access, is_issued: Callable[[str], bool]) -> None:
        self._access = access
        self._is_issued = is_issued

    def checked(
        self,
        principal: Principal,
        event: events.SessionRequested,
        situation: Situation,
        *,
        is_named: bool,
    ) -> events.SessionRequested:
        """The event as far as it is the sender's to cause; raises Refused.

        `is_named`: the sender has shown the session's id.
        """
        event = self._signed_for(principal, event, situation)
        if self._access.is_open:
            return event
        if is_named and not self._is_issued(key(event.session_id)):
            raise Refused(forbidden("this server did not issue that sessionId", "sessionId"))
        proves = self._proof(principal, event, is_named=is_named)
        again = situation.coordinator.sessions.asked_with(event.customer.key, _request_key(event))
        if again is not None and not _is_theirs(again, event, proves):
            # A request id can be guessed: what it names may be somebody else's.
            event = replace(event, is_repeatable=False)
        if event.stored is not None and not _is_theirs(event.stored, event, proves):
            if event.stored.key == key(event.session_id):
                raise Refused(forbidden("that session is somebody else's", "sessionId"))
            event = replace(event, stored=None)
        meant = situation.coordinator.find(event)
        if meant is not None and not _is_theirs(meant, event, proves):
            raise Refused(forbidden("that session is somebody else's", "sessionTopic"))
        return event

    def _signed_for(
        self, principal: Principal, event: events.SessionRequested, situation: Situation
    ) -> events.SessionRequested:
        """Of the session that a token is for, the token says whose it is and where."""
        own = principal.session_key
        if own is None or key(event.session_id) != own:
            if self._access.needs_token(principal):
                raise Refused(forbidden("your token is for another session", "sessionId"))
            return event
        if principal.customer is None or not principal.is_called(event.customer.id):
            raise Refused(forbidden("your token is for another customer", "customerId"))
        if event.topic != principal.session_topic:
            text = f"your token is for {principal.session_topic}"
            raise Refused(forbidden(text, "sessionTopic"))
        is_open = situation.coordinator.sessions.get(own) is not None
        told = _told(principal.customer, event.customer, is_open=is_open)
        return replace(event, customer=told)

    def _proof(
        self, principal: Principal, event: events.SessionRequested, *, is_named: bool
    ) -> Callable[[Session], bool]:
        """Tells the sessions that who asks has proved to be theirs.

        Either they have shown its id, or they hold its customer's UUID; with tokens neither is
        enough.
        """
        held = principal.held
        if self._access.needs_token(principal):
            return lambda session: session.key in held
        shown = held | ({key(event.session_id)} if is_named else set())
        has_uuid = is_uuid(event.customer.key)
        return lambda session: has_uuid or session.key in shown


def own_topic(principal: Principal, session_id: Id) -> str | None:
    """Where the session is that a token is for, if that is its id."""
    return principal.session_topic if principal.session_key == key(session_id) else None


def forbidden(message: str, where: str) -> effects.Refuse:
    """What is understood but not granted; `where` names the field."""
    return effects.Refuse(code="forbidden", message=message, field=where)


def _told(known: Customer, page: Customer, *, is_open: bool) -> Customer:
    """Who asks, by their token and by what their page tells now.

    What the site has signed for counts more than that. What the page itself told when it got the
    token counts less, and in a session that is open not at all: it may know better since.
    """
    if known.is_verified:
        return known.tells(page)
    return replace(page if is_open else known.told_again(page), id=known.id)


def _is_theirs(
    session: Session, event: events.SessionRequested, proves: Callable[[Session], bool]
) -> bool:
    return session.customer.key == event.customer.key and proves(session)


def _request_key(event: events.SessionRequested) -> str:
    return "" if event.request_id is None else key(event.request_id)
