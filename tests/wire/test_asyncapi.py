"""The MQTT side as it is published: valid, whole, and the same as what is decoded."""

import gzip
from pathlib import Path
from typing import Any, get_args

import jsonschema_rs
import orjson
import pytest

from chimp.core import topics
from chimp.wire import inbound
from chimp.wire.asyncapi import Whereabouts, asyncapi
from chimp.wire.channel import Way
from chimp.wire.channels import CHANNELS, PARAMETERS

SPECIFICATION = Path(__file__).parents[1] / "data" / "asyncapi" / "3.0.0.json.gz"
HERE = Whereabouts(websocket_path="/mqtt", mqtt_port=1883, base_topic="desk/one")


@pytest.fixture
def document() -> dict[str, Any]:
    return asyncapi(HERE)


def test_the_document_is_what_the_specification_asks_for(document: dict[str, Any]) -> None:
    specification = jsonschema_rs.validator_for(
        orjson.loads(gzip.decompress(SPECIFICATION.read_bytes()))
    )
    assert [str(error) for error in specification.iter_errors(document)] == []
    del document["info"]["title"]
    assert not specification.is_valid(document)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    found = list(references(document))
    assert len(found) > 50
    for reference in found:
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def references(told: object) -> Any:  # noqa: ANN401 - a generator
    if isinstance(told, dict):
        if isinstance(told.get("$ref"), str):
            yield told["$ref"]
        for value in told.values():
            yield from references(value)
    elif isinstance(told, list):
        for value in told:
            yield from references(value)


def test_what_is_decoded_is_published_with_the_payload_that_is_decoded() -> None:
    decoded = set(get_args(inbound.Request))
    assert {channel.payload for channel in CHANNELS if channel.way is Way.UP} == decoded
    assert {*inbound._LEAVES} == {*topics.CLIENT_LEAVES, *topics.CUSTOMER_LEAVES}
    assert {*inbound._ACTS} == {*topics.Act}
    assert {*inbound._REQUESTS} == topics.CUSTOMER_REQUESTS | topics.ATTENDANT_REQUESTS


def test_every_address_has_the_base_topic_of_its_server(document: dict[str, Any]) -> None:
    for channel in document["channels"].values():
        assert channel["address"].startswith("desk/one/")


def test_every_channel_has_an_operation_and_every_operation_a_name_of_its_own(
    document: dict[str, Any],
) -> None:
    assert len(document["operations"]) == len(CHANNELS)
    used = {each["channel"]["$ref"].split("/")[-1] for each in document["operations"].values()}
    assert used == document["channels"].keys()


def test_every_parameter_that_is_described_is_used() -> None:
    assert {name for name in PARAMETERS if any(f"{{{name}}}" in c.topic for c in CHANNELS)} == {
        *PARAMETERS
    }


def test_every_example_is_one(document: dict[str, Any]) -> None:
    for name, message in document["components"]["messages"].items():
        schema = {**message["payload"], "components": document["components"]}
        validator = jsonschema_rs.Draft202012Validator(schema)
        for example in message["examples"]:
            assert [str(e) for e in validator.iter_errors(example["payload"])] == [], name


def test_every_example_of_what_clients_publish_is_understood(document: dict[str, Any]) -> None:
    messages = document["components"]["messages"]
    for channel in CHANNELS:
        if channel.way is Way.UP:
            [example] = messages[channel.payload.__name__]["examples"]
            channel.payload.parse(orjson.dumps(example["payload"]))
