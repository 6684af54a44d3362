"""Ids that stand in topics are ids like any other, and a batch can not be made to lose count."""

from pathlib import Path

import pytest

from tests.services.desk_at_work import at_work, stranger
from tests.services.test_desk import said


@pytest.mark.parametrize(
    ("customer_id", "session_id", "field"),
    [
        ("a" * 129, "s1", "customerId"),
        ("ann", "s" * 129, "sessionId"),
        ("ann", "\x01", "sessionId"),
        ("online", "s1", "customerId"),
        ("@self-check", "s1", "customerId"),
    ],
)
async def test_no_session_has_an_id_that_no_payload_could_name(
    tmp_path: Path, customer_id: str, session_id: str, field: str
) -> None:
    topic = f"server/sessions/{customer_id}/{session_id}"
    async with at_work(tmp_path) as work:
        work.send(stranger(), f"{topic}/server/open", {})
        refused = await work.air.hears(f"{topic}/client/control")
        assert (refused["code"], refused["field"]) == ("invalid", field)
        assert not work.desk.overview().sessions


@pytest.mark.parametrize("act", ["online", "ban"])
async def test_no_attendant_has_an_id_that_no_payload_could_name(tmp_path: Path, act: str) -> None:
    attendant_id = "b" * 129
    async with at_work(tmp_path) as work:
        topic = f"server/attendants/{attendant_id}/{act}"
        work.send(stranger(), topic, {"customerId": "ann"})
        refused = await work.air.hears(f"client/attendants/control/{attendant_id}")
        assert (refused["code"], refused["field"]) == ("invalid", "attendantId")
        assert not work.desk.overview().attendants


async def test_a_message_said_again_in_the_batch_that_reopens_its_session_is_known(
    tmp_path: Path,
) -> None:
    topic = "server/sessions/ann"
    ann = stranger("ann")

    def online(session_id: str) -> dict[str, object]:
        return {"sessionId": session_id, "sessionTopic": topic, "customer": {"id": "ann"}}

    async with at_work(tmp_path) as work:
        work.send(ann, "server/sessions/online", online("old"))
        work.send(ann, f"{topic}/messages", said("Hello"))
        work.send(ann, f"{topic}/server/close", {})
        work.send(ann, "server/sessions/online", online("new"))
        await work.settle()
        work.send(ann, f"{topic}/server/close", {})
        work.send(ann, "server/sessions/online", online("old"))
        work.send(ann, f"{topic}/messages", said("Hello"))
        work.send(ann, f"{topic}/messages", said("again", timestamp=6))
        await work.settle()
        stored = await work.database.messages_after("old", 0, 10)
    assert [message.seq for message in stored] == [1, 2]
