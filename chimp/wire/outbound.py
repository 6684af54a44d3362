"""What the server says, and on which topics each side hears it."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from chimp.core import topics
from chimp.core.effects import Console, Instruction, Refuse
from chimp.core.message import Message
from chimp.core.people import Attendant
from chimp.core.protocol import PROTOCOL_VERSION, SPOKEN_VERSIONS
from chimp.core.session import Dialect, Session
from chimp.core.topics import Leaf
from chimp.wire.native import UNSUPPORTED
from chimp.wire.shapes import Json, attendant_json, message_json, session_with

Publication = tuple[str, bytes]
"""A topic, without the base topic, and what is published there."""

Encoded = orjson.Fragment
"""A message that was encoded once and is put into many payloads."""


def encode_message(message: Message) -> Encoded:
    return orjson.Fragment(orjson.dumps(message_json(message)))


def control_topics(session: Session) -> tuple[str, ...]:
    """Where a session's control messages are heard; the seed dialect listens in three places."""
    control = topics.below(session.topic, Leaf.CLIENT_CONTROL)
    if session.dialect is not Dialect.SEED:
        return (control,)
    in_between = topics.below(session.topic, Leaf.CONTROL)
    if session.request_id is None:
        return (control, in_between)
    answers = topics.session_answers(session.customer.id, session.request_id)
    return (control, in_between, answers)


def control(
    session: Session,
    last_messages: Sequence[Encoded],
    instruction: Instruction,
    attendant: Attendant | None,
    position: int | None = None,
) -> list[Publication]:
    """How a session stands, on each of its control topics; `position` is that in the queue."""
    said: Json = {
        "instruction": instruction.value,
        "sessionInfo": session_with(last_messages, session),
    }
    if attendant is not None:
        said["attendantInfo"] = attendant_json(attendant)
    if session.dialect is Dialect.NATIVE:
        said |= _told_natives(session, position)
    elif instruction is Instruction.CLOSED:
        said["instruction"] = Instruction.EXPIRED.value  # the only end that they know
    return _on_control_topics(session, said)


def _told_natives(session: Session, position: int | None) -> Json:
    """What our own dialect adds."""
    said: Json = {"protocolVersion": PROTOCOL_VERSION, "lastSeq": session.message_count}
    if position is not None:
        said["queuePosition"] = position
    if session.close_reason is not None:
        said["reason"] = session.close_reason.value
        said["closedBy"] = session.closed_by
        said["closeNote"] = session.close_note
    if session.rating is not None:
        said["rating"] = session.rating.score
    return said


def refusal(refuse: Refuse, last_messages: Sequence[Encoded]) -> list[Publication]:
    """Why nothing was done, wherever the sender listens.

    The session goes along where there is one: a 2019 page takes `sessionInfo` for granted.
    """
    said: Json = {"instruction": "error", "code": refuse.code, "message": refuse.message}
    if refuse.field is not None:
        said["field"] = refuse.field
    if refuse.request_id is not None:
        said["id"] = refuse.request_id
    if refuse.code == UNSUPPORTED:
        said["supported"] = sorted(SPOKEN_VERSIONS)
    done: list[Publication] = []
    if refuse.session is not None:
        shape = session_with(last_messages, refuse.session)
        done += _on_control_topics(refuse.session, {**said, "sessionInfo": shape})
    done += [(topic, orjson.dumps(said)) for topic in refuse.topics]
    return done


def offer(
    session: Session, last_messages: Sequence[Encoded], attendant_id: str | int
) -> list[Publication]:
    """Ask an attendant to take the session."""
    shape = session_with(last_messages, session)
    return [(topics.assign(attendant_id), orjson.dumps(shape))]


def instruct(attendant_id: str | int, instruction: Console) -> Publication:
    """Block or unblock an attendant's console."""
    said = {"instruction": instruction.value}
    return topics.attendant_control(attendant_id), orjson.dumps(said)


def delivery(
    session: Session, last_messages: Sequence[Encoded], message: Encoded
) -> list[Publication]:
    """A message, to both sides."""
    said = {"sessionInfo": session_with(last_messages, session), "message": message}
    return [(topics.below(session.topic, Leaf.MESSAGES), orjson.dumps(said))]


def receipts(
    session: Session, last_messages: Sequence[Encoded], read: Iterable[Encoded]
) -> list[Publication]:
    """Which messages were read, to both sides."""
    said = {"session": session_with(last_messages, session), "readMessages": list(read)}
    return [(topics.below(session.topic, Leaf.VIEWED), orjson.dumps(said))]


def _on_control_topics(session: Session, said: dict[str, Any]) -> list[Publication]:
    plain = orjson.dumps(said)
    # The clients of 2018 read `update` where later ones read `instruction`.
    answer = orjson.dumps({**said, "update": said["instruction"]})
    return [
        (topic, answer if topic.startswith("client/") else plain)
        for topic in control_topics(session)
    ]
