"""What the store has to say about a batch of requests, asked once for all of them."""

from collections import defaultdict
from collections.abc import Iterable

from chimp.core import topics
from chimp.core.coordinator import Coordinator
from chimp.core.exchange import Inbound
from chimp.core.people import key
from chimp.services.situation import Stored
from chimp.store.database import Database
from chimp.wire import native
from chimp.wire.inbound import Request
from chimp.wire.legacy import MessageEnvelope, SessionOnline, ViewedEnvelope
from chimp.wire.seed import SessionRequest


async def look_up(
    database: Database, coordinator: Coordinator, batch: Iterable[tuple[Inbound, Request]]
) -> Stored:
    """Read what the coordinator does not hold: closed sessions, and messages stored before.

    At most five queries, whatever the size of the batch. Raises StoreError.
    """
    asked = list(batch)
    stored = Stored()
    session_keys, request_keys = _wanted_sessions(coordinator, asked)
    if session_keys:
        stored.sessions = await database.sessions(session_keys)
    if request_keys:
        stored.by_request = await database.sessions_by_request(request_keys)
    places = {place for place in map(_place, asked) if place and not coordinator.sessions.at(place)}
    if places:
        stored.at = await database.latest_sessions_at(places)
    message_keys = list(_wanted_messages(coordinator, asked, stored))
    if message_keys:
        stored.messages = await database.known_messages(message_keys)
    note_keys = {
        (key(request.sessionId), request.id)
        for _, request in asked
        if isinstance(request, native.WriteNote)
    }
    if note_keys:
        stored.notes = await database.known_notes(note_keys)
    return stored


def _wanted_sessions(
    coordinator: Coordinator, asked: list[tuple[Inbound, Request]]
) -> tuple[set[str], set[tuple[str, str]]]:
    session_keys: set[str] = set()
    request_keys: set[tuple[str, str]] = set()
    for inbound, request in asked:
        if (named := _named(inbound, request)) is not None:
            if coordinator.sessions.get(named) is None:
                session_keys.add(named)
            continue
        if not isinstance(request, SessionOnline | SessionRequest):
            continue
        if request.sessionId is not None:
            if coordinator.sessions.get(key(request.sessionId)) is None:
                session_keys.add(key(request.sessionId))
        elif isinstance(request, SessionRequest):
            own = inbound.principal.session_key
            if own is not None and coordinator.sessions.get(own) is None:
                session_keys.add(own)  # it asks for the session that its token is for
            pair = (key(request.customerId), key(request.requestID))
            if coordinator.sessions.asked_with(*pair) is None:
                request_keys.add(pair)
    return session_keys, request_keys


def _named(inbound: Inbound, request: Request) -> str | None:
    """The key of the session that a request of our own dialect is about, other than its topic."""
    if isinstance(request, native.Open):
        parsed = topics.parse_leaf(inbound.topic)
        ids = None if parsed is None else topics.customer_and_session(parsed.session_topic)
        return None if ids is None else ids[1]
    return key(request.sessionId) if isinstance(request, native.AboutSession) else None


def _place(asked: tuple[Inbound, Request]) -> str | None:
    """The session topic of what is said in a session."""
    inbound, request = asked
    is_native = isinstance(request, native.CustomerRequest) and not isinstance(request, native.Open)
    if not is_native and not isinstance(request, MessageEnvelope | ViewedEnvelope):
        return None
    parsed = topics.parse_leaf(inbound.topic)
    return None if parsed is None else parsed.session_topic


def _wanted_messages(
    coordinator: Coordinator, asked: list[tuple[Inbound, Request]], stored: Stored
) -> Iterable[tuple[str, str]]:
    reopened = defaultdict(list)  # a request in the same batch may open them
    for closed in stored.sessions.values():
        reopened[closed.topic].append(closed)
    for inbound, request in asked:
        match request:
            case native.AttendantSay(sessionId=session_id, id=message_id):
                yield key(session_id), message_id
                continue
            case MessageEnvelope(message=message):
                message_id = message.message_id()
            case native.Say(id=message_id):
                pass
            case _:
                continue
        place = _place((inbound, request)) or ""
        sessions = (coordinator.sessions.at(place), stored.at.get(place), *reopened[place])
        for session in filter(None, sessions):
            yield session.key, message_id
