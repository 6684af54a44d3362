"""The recorded pages of 2019 against our server: what they are told, compared to the original.

Where ours says something else, that stands in `deviations_2019` with its clause of the contract.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.e2e.deviations_2019 import (
    DEVIATIONS,
    GONE,
    MAY_DIFFER,
    OFFERED_ONLY_BY_THE_ORIGINAL,
    OFFERED_ONLY_BY_US,
    TWO,
)
from tests.e2e.house import Sections, open_house
from tests.e2e.recording import BASE, Recorded, differences, recording, shape
from tests.e2e.replay import Json, Place, Replay, Said, said_by_the_original

SETTINGS: Sections = {
    "auth": {"mode": "open"},
    "mqtt": {"base_topic": BASE},
    "attendants": {"disconnect_grace": 1_000},
}
WAITS = {"customer 3 opens page, no attendant": (GONE, 2)}
"""The recording went on 35 s after the attendant had left: long enough to be noticed."""


class Played(NamedTuple):
    events: list[Recorded]
    original: Said
    replay: Replay


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Played once for all that is compared."""
    return asyncio.run(_play(tmp_path_factory.mktemp("replay") / "data"))


async def _play(data_dir: Path) -> Played:
    events = recording()
    async with open_house(data_dir, **SETTINGS) as house:
        replay = Replay(house, events)
        await replay.play(WAITS)
    return Played(events, said_by_the_original(events), replay)


def told(controls: list[Json]) -> list[str]:
    return [f"{one['instruction']} {one['sessionInfo']['status']}" for one in controls]


def pairs(played: Played) -> Iterator[tuple[Place, Json, Json]]:
    """Each control message of the original with ours of the same instruction, in order."""
    for place, controls in played.original.controls.items():
        left = list(played.replay.said.controls.get(place, []))
        for theirs in controls:
            same = [one for one in left if one["instruction"] == theirs["instruction"]]
            if same:
                left.remove(same[0])
                yield place, theirs, same[0]


def test_every_control_topic_hears_what_the_original_said_but_for_the_faults(
    played: Played,
) -> None:
    expected = {place: told(said) for place, said in played.original.controls.items()}
    for deviation in DEVIATIONS:
        for customer in deviation.customers:
            place = (deviation.mark, customer)
            assert expected.get(place) != deviation.ours, "this is no deviation any more"
            expected[place] = deviation.ours
    found = {place: told(said) for place, said in played.replay.said.controls.items()}
    assert found == expected


def test_the_same_sessions_are_offered_in_the_same_moments(played: Played) -> None:
    theirs, ours = played.original.offers, played.replay.said.offers
    assert ours.keys() - theirs.keys() == OFFERED_ONLY_BY_US.keys()
    assert theirs.keys() - ours.keys() == OFFERED_ONLY_BY_THE_ORIGINAL.keys()
    assert all(len(offers) == 1 for offers in ours.values())


def test_control_messages_and_offers_have_the_same_shape_key_by_key(
    played: Played,
) -> None:
    compared = list(pairs(played))
    assert len(compared) > 20
    for place, theirs, ours in compared:
        assert differences(shape(theirs), shape(ours)) <= MAY_DIFFER.keys(), place
        for name in ("sessionTopic", "customer", "requestID", "keepAliveTTL"):
            assert ours["sessionInfo"][name] == theirs["sessionInfo"][name], (place, name)
    for place, offers in played.replay.said.offers.items():
        for theirs, ours in zip(played.original.offers.get(place, []), offers, strict=False):
            assert differences(shape(theirs), shape(ours)) <= MAY_DIFFER.keys(), place


def test_every_message_and_receipt_reaches_the_same_pages_once(played: Played) -> None:
    listening = {event.conn for event in played.events if event.kind == "heard"}
    for conn in listening:
        expected = Counter(_speech(played.events, conn))
        heard = played.replay.connections[conn].heard
        found = Counter(
            (one.topic, one.content)
            for one in heard
            if one.topic.endswith(("/messages", "/messages/viewed"))
        )
        assert found == expected, conn


def _speech(events: list[Recorded], conn: int) -> Iterator[tuple[str, str | None]]:
    for event in events:
        is_heard = event.kind == "heard" and event.conn == conn
        if is_heard and event.topic.endswith(("/messages", "/messages/viewed")):
            yield event.topic, event.content


def test_every_message_payload_carries_the_message_as_the_last_of_the_session(
    played: Played,
) -> None:
    """The widget renders the last of `lastMessages`, and the back office takes all of them."""
    told = [
        one.json
        for connection in played.replay.connections.values()
        for one in connection.heard
        if one.topic.endswith("/messages")
    ]
    assert told
    for one in told:
        assert one["sessionInfo"]["lastMessages"][-1] == one["message"]


def test_http_answers_have_the_same_status_and_shape(played: Played) -> None:
    for seq, (status, body) in played.original.answers.items():
        our_status, our_body = played.replay.said.answers[seq]
        if status == 404:
            # 5: contactInfo is answered by ours; the original had no such route.
            assert our_status == 200
            continue
        assert our_status == status, seq
        theirs, ours = _by_customer(body), _by_customer(our_body)
        assert differences(shape(theirs), shape(ours)) <= MAY_DIFFER.keys(), seq


def test_http_tells_the_same_history(played: Played) -> None:
    for event in played.events:
        if not event.path.endswith("/messages"):
            continue
        theirs, ours = (_said(body) for body in (event.body, _answer(played, event)))
        assert [one["content"] for one in ours] == [one["content"] for one in theirs]
        assert [one["timestamp"] for one in ours] == [one["timestamp"] for one in theirs]
        # The original had no read marks for customers whose id is a string.
        if event.path == f"/customer/{TWO}/messages":
            assert ours == theirs
        else:
            assert all(one["readAt"] for one in ours if _was_read(played, event, one))


def _answer(played: Played, event: Recorded) -> Any:  # noqa: ANN401  # it is JSON
    return played.replay.said.answers[event.seq][1]


def _said(body: list[Json]) -> list[Json]:
    return [one["message"] for one in body]


def _was_read(played: Played, now: Recorded, message: Json) -> bool:
    """Whether a page had told so by then."""
    return any(
        (read["timestamp"], read["content"]) == (message["timestamp"], message["content"])
        for event in played.events
        if event.seq < now.seq and event.kind == "publish" and event.topic.endswith("/viewed")
        for read in event.payload["readMessages"]
    )


def _by_customer(body: Any) -> Any:  # noqa: ANN401  # it is JSON
    """Sessions in the order of their customers: theirs are in that of the last assignment."""
    if isinstance(body, list) and body and "customer" in body[0]:
        return sorted(body, key=lambda session: str(session["customer"]["id"]))
    return body
