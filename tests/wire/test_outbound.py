"""What the server says: every shape of section 3 and every topic of section 4, to the letter."""

from dataclasses import replace
from typing import Any

import orjson

from chimp.core.effects import Instruction, Refuse
from chimp.core.message import Message
from chimp.core.people import Attendant, Customer, Level
from chimp.core.session import Dialect, Reason, Session, Status
from chimp.wire import outbound
from chimp.wire.seed import channel_answer

ANN = Customer(id=101, name="Ann", avatar_url=None, details={"plan": "gold"})
BOB = Attendant(id="9999999", email="bob@example.com", name="Bob")
SESSION = Session(
    id="s1",
    topic="server/sessions/101",
    customer=ANN,
    dialect=Dialect.LEGACY,
    created_at=1000,
    waiting_since=1000,
    keep_alive_ttl=600000,
    request_id=7,
)
SEED_SESSION = replace(SESSION, dialect=Dialect.SEED, topic="server/sessions/101/s1")
HELLO = Message(
    id="m1", session_key="s1", seq=1, author=ANN, timestamp=5, content="Hi", stored_at=6
)
ANN_SHAPE = {"id": 101, "name": "Ann", "avatarURL": None, "plan": "gold"}
BOB_SHAPE = {
    "id": "9999999",
    "email": "bob@example.com",
    "name": "Bob",
    "avatarURL": None,
    "type": "support/firstLevel",
}
HELLO_SHAPE = {"from": ANN_SHAPE, "timestamp": 5, "content": "Hi", "readAt": None}
SESSION_SHAPE = {
    "sessionTopic": "server/sessions/101",
    "sessionId": "s1",
    "lastMessages": [],
    "customer": ANN_SHAPE,
    "requestID": 7,
    "keepAliveTTL": 600000,
    "createdAt": 1000,
    "status": "waitingAttendantsAssignment",
    "sessionTemplate": {
        "customersAllowed": 1,
        "attendants": [{"type": "support/firstLevel", "required": True}],
    },
    "assignedAttendants": [],
}


def read(publications: list[outbound.Publication]) -> dict[str, Any]:
    heard = {topic: orjson.loads(payload) for topic, payload in publications}
    assert len(heard) == len(publications), "a topic was published to twice"
    return heard


def test_an_offer_is_the_session_on_the_attendants_topic() -> None:
    heard = read(outbound.offer(SESSION, [], "9999999"))
    assert heard == {"client/attendants/assign/9999999": SESSION_SHAPE}


def test_ready_names_the_attendant_and_keeps_the_type_of_each_id() -> None:
    online = SESSION.served_by("9999999")
    encoded = [outbound.encode_message(HELLO)]
    heard = read(outbound.control(online, encoded, Instruction.READY, BOB))
    assert heard == {
        "server/sessions/101/client/control": {
            "instruction": "session/ready",
            "sessionInfo": {
                **SESSION_SHAPE,
                "status": "online",
                "lastMessages": [HELLO_SHAPE],
                "assignedAttendants": ["9999999"],
            },
            "attendantInfo": BOB_SHAPE,
        }
    }


def test_the_expired_session_is_aborted_and_carries_the_clients_own_flag() -> None:
    closed = replace(SESSION.closed(Reason.EXPIRED, 9), expired=True)
    assert closed.status is Status.CLOSED
    (said,) = read(outbound.control(closed, [], Instruction.EXPIRED, None)).values()
    assert said["instruction"] == "session/aborted/expired"
    assert said["sessionInfo"] == {**SESSION_SHAPE, "status": "aborted", "expired": True}


def test_a_seed_session_is_answered_in_its_three_places() -> None:
    heard = read(outbound.control(SEED_SESSION, [], Instruction.READY, None))
    shape = {**SESSION_SHAPE, "sessionTopic": "server/sessions/101/s1"}
    plain = {"instruction": "session/ready", "sessionInfo": shape}
    assert heard == {
        "server/sessions/101/s1/client/control": plain,
        "server/sessions/101/s1/control": plain,
        "client/sessions/101/7": {**plain, "update": "session/ready"},
    }


def test_a_message_goes_out_with_its_session_and_as_the_last_of_its_history() -> None:
    encoded = outbound.encode_message(HELLO)
    heard = read(outbound.delivery(SESSION, [encoded], encoded))
    assert heard == {
        "server/sessions/101/messages": {
            "sessionInfo": {**SESSION_SHAPE, "lastMessages": [HELLO_SHAPE]},
            "message": HELLO_SHAPE,
        }
    }


def test_receipts_say_what_was_read_and_when() -> None:
    encoded = outbound.encode_message(replace(HELLO, read_at=77))
    heard = read(outbound.receipts(SESSION, [encoded], [encoded]))
    marked = {**HELLO_SHAPE, "readAt": 77}
    assert heard == {
        "server/sessions/101/messages/viewed": {
            "session": {**SESSION_SHAPE, "lastMessages": [marked]},
            "readMessages": [marked],
        }
    }


def test_a_refusal_says_code_message_and_field_where_the_sender_listens() -> None:
    refuse = Refuse(code="invalid", message="message.content: is missing", field="message.content")
    said = {
        "instruction": "error",
        "code": "invalid",
        "message": "message.content: is missing",
        "field": "message.content",
    }
    assert read(outbound.refusal(replace(refuse, topics=("a/b",)), [])) == {"a/b": said}
    heard = read(outbound.refusal(replace(refuse, session=SESSION), []))
    with_session = {**said, "sessionInfo": SESSION_SHAPE}
    assert heard == {"server/sessions/101/client/control": with_session}


def test_what_a_site_tells_of_a_customer_can_not_replace_who_it_is() -> None:
    impostor = replace(ANN, details={"id": 5, "name": "Eve"})
    (said,) = read(outbound.offer(replace(SESSION, customer=impostor), [], 1)).values()
    assert said["customer"] == {"id": 101, "name": "Ann", "avatarURL": None}


def test_the_wanted_level_is_in_the_template() -> None:
    (said,) = read(outbound.offer(replace(SESSION, required_level=Level.SECOND), [], 1)).values()
    assert said["sessionTemplate"]["attendants"][0]["type"] == "support/secondLevel"


def test_a_channel_is_an_identification_and_nothing_more_yet() -> None:
    assert channel_answer("ann", "xyz", keep_alive_ttl=600000, created_at=5) == {
        "channelTopic": "server/channels/ann/xyz",
        "sessionId": "xyz",
        "sessionTopic": "server/sessions/ann/xyz",
        "userRequesting": "ann",
        "keepAliveTTL": 600000,
        "createdAt": 5,
        "status": "pending",
    }
