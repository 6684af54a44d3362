"""The last messages of a session, encoded once and marked as they are read."""

from typing import Any

import orjson

from chimp.core.message import Message, MessageRef
from chimp.core.people import Attendant, Customer
from chimp.services.transcripts import Marked, Transcripts
from chimp.wire.outbound import Encoded

ANN = Customer(id="ann")
BOB = Attendant(id="bob")


def message(seq: int, author: Customer | Attendant = ANN, session: str = "s1") -> Message:
    return Message(
        id=f"m{seq}",
        session_key=session,
        seq=seq,
        author=author,
        timestamp=seq,
        content=f"text {seq}",
        stored_at=seq,
    )


def read(encoded: list[Encoded] | list[Marked]) -> list[dict[str, Any]]:
    plain = [line.encoded if isinstance(line, Marked) else line for line in encoded]
    shapes: list[dict[str, Any]] = orjson.loads(orjson.dumps(plain))
    return shapes


def test_it_keeps_the_last_ones_in_order() -> None:
    transcripts = Transcripts(length=3)
    for seq in range(1, 6):
        transcripts.add(message(seq))
    assert [shape["timestamp"] for shape in read(transcripts.last("s1"))] == [3, 4, 5]


def test_what_is_not_at_hand_is_missing_until_it_is_loaded_even_if_there_is_nothing() -> None:
    transcripts = Transcripts(length=3)
    assert transcripts.missing(["s1", "s2", "s1"]) == ["s1", "s2"]
    transcripts.load({"s1": [message(1)]}, ["s1", "s2"])
    assert transcripts.missing(["s1", "s2"]) == []
    assert transcripts.last("s2") == []


def test_asking_for_a_missing_one_does_not_pretend_it_is_empty() -> None:
    transcripts = Transcripts(length=3)
    assert transcripts.last("s1") == []
    assert transcripts.missing(["s1"]) == ["s1"]


def test_a_message_is_marked_read_once_and_keeps_its_first_time() -> None:
    transcripts = Transcripts(length=3)
    transcripts.add(message(1))
    ref = MessageRef(1, "ann", "text 1")
    assert [m["readAt"] for m in read(transcripts.mark_read("s1", [ref], 70))] == [70]
    assert [m["readAt"] for m in read(transcripts.mark_read("s1", [ref], 99))] == [70]
    assert read(transcripts.last("s1"))[0]["readAt"] == 70


def test_nobody_reads_their_own_messages() -> None:
    transcripts = Transcripts(length=3)
    transcripts.add(message(1, ANN))
    assert transcripts.mark_read("s1", [MessageRef(1, "ann")], 70, reader_key="ann") == []


def test_a_receipt_for_something_else_marks_nothing() -> None:
    transcripts = Transcripts(length=3)
    transcripts.add(message(1))
    for ref in (MessageRef(2, "ann"), MessageRef(1, "bob"), MessageRef(1, "ann", "other")):
        assert transcripts.mark_read("s1", [ref], 70) == []


def test_the_sessions_not_used_for_longest_go_first() -> None:
    transcripts = Transcripts(length=3, capacity=2)
    for key in ("s1", "s2", "s3"):
        transcripts.load({}, [key])
    transcripts.add(message(1, session="s1"))
    transcripts.trim()
    assert transcripts.missing(["s1", "s2", "s3"]) == ["s2"]
