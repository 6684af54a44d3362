"""What of amqtt 0.12.1 we build on: when an upgrade moves it, this says what moved."""

import ast
import inspect
from importlib.metadata import version
from pathlib import Path

import amqtt.broker
import pytest
from amqtt.broker import Broker, BrokerContext
from amqtt.contexts import BaseContext
from amqtt.mqtt import packet_class
from amqtt.mqtt.packet import MQTTFixedHeader
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.session import Session

from chimp.broker import amqtt_seams
from chimp.broker.amqtt_seams import Client, SeamBroker, broker_config
from chimp.broker.plugin import ChimpPlugin
from chimp.broker.server import PLUGIN
from tests.broker.amqtt_plugin import Watcher
from tests.broker.conftest import Start
from tests.e2e.connection import TcpWire, connected

PACKAGE = Path(amqtt_seams.__file__).parents[1]


def test_it_is_the_version_that_was_read() -> None:
    assert version("amqtt") == "0.12.1"


def test_amqtt_is_imported_in_one_module() -> None:
    importing = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").split(".")[0] in {"amqtt", "transitions"}
    }
    assert importing == {"broker/amqtt_seams.py"}


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("start", ["self"]),
        ("shutdown", ["self"]),
        ("stream_connected", ["self", "reader", "writer", "listener_name"]),
        ("external_connected", ["self", "reader", "writer", "listener_name"]),
        ("_client_connected", ["self", "listener_name", "reader", "writer"]),
        ("_authenticate", ["self", "session", "_"]),
        ("internal_message_broadcast", ["self", "topic", "data", "qos"]),
        ("retain_message", ["self", "source_session", "topic_name", "data", "qos"]),
        ("add_subscription", ["self", "subscription", "session"]),
        (
            "_create_server_instance",
            ["self", "listener_name", "listener_type", "address", "port", "ssl_context"],
        ),
    ],
)
def test_the_methods_of_the_broker(method: str, parameters: list[str]) -> None:
    assert list(inspect.signature(getattr(Broker, method)).parameters) == parameters


@pytest.mark.parametrize(
    "name",
    [
        "_create_server_instance",
        "_client_connected",
        "sessions",
        "internal_message_broadcast",
        "retain_message",
        "add_subscription",
    ],
)
def test_what_is_overridden_is_there_to_be_overridden(name: str) -> None:
    assert name in vars(Broker)
    assert name in vars(SeamBroker)


@pytest.mark.parametrize("method", ["stream_connected", "external_connected", "ws_connected"])
async def test_no_connection_gets_past_the_engine(method: str, start: Start) -> None:
    assert "self._client_connected(" in inspect.getsource(getattr(Broker, method))
    async with start() as running:
        with pytest.raises(NotImplementedError, match="accept"):
            await running.broker.external_connected(None, None, "default")  # type: ignore[arg-type]


def test_starting_asks_for_a_server_for_tcp_alone() -> None:
    source = inspect.getsource(Broker._start_listeners)
    assert "ListenerType.EXTERNAL" in source
    assert "self._create_server_instance(" in source


def test_the_context_of_plugins_asks_the_broker_by_the_names_we_answer() -> None:
    source = inspect.getsource(BrokerContext)
    for name in ("internal_message_broadcast(", "retain_message(", ".sessions", "add_subscription"):
        assert f"_broker_instance{'' if name.startswith('.') else '.'}{name}" in source


async def test_our_plugin_is_loaded_by_its_path_and_alone() -> None:
    broker = Broker(broker_config("127.0.0.1", 0, {PLUGIN: {}}))
    found = broker.plugins_manager.get_plugin("ChimpPlugin")
    assert isinstance(found, ChimpPlugin)
    assert broker.plugins_manager.plugins == [found]


async def test_an_unbound_plugin_lets_nobody_in() -> None:
    plugin = ChimpPlugin(BaseContext())
    with pytest.raises(RuntimeError, match="not bound"):
        await plugin.authenticate(session=Session())


def test_a_client_is_a_session_without_the_queues_and_the_state_machine() -> None:
    """What plugins may look at is there; what amqtt alone uses is not."""
    client = Client(
        client_id="c", username="u", password="p", remote_address="a", is_clean=True, keep_alive=1
    )
    left_out = {
        name for name in vars(Session()) if not hasattr(client, name) and not name.startswith("_")
    }
    assert left_out == {
        "inflight_in",
        "inflight_out",
        "retained_messages",
        "delivered_message_queue",
    }
    assert client.transitions.is_connected()
    client.left()
    assert client.transitions.state == "disconnected"


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("CONNECT", 1),
        ("CONNACK", 2),
        ("PUBLISH", 3),
        ("PUBACK", 4),
        ("PUBREC", 5),
        ("PUBREL", 6),
        ("PUBCOMP", 7),
        ("SUBSCRIBE", 8),
        ("SUBACK", 9),
        ("UNSUBSCRIBE", 10),
        ("UNSUBACK", 11),
        ("PINGREQ", 12),
        ("PINGRESP", 13),
        ("DISCONNECT", 14),
    ],
)
def test_packets_have_the_numbers_of_the_specification(kind: str, number: int) -> None:
    """MQTT 3.1.1, section 2.2.1."""
    assert getattr(amqtt_seams, kind) == number
    assert packet_class(MQTTFixedHeader(number)).__name__.removesuffix("Packet").upper() == kind


def test_return_codes_are_those_of_the_specification() -> None:
    """MQTT 3.1.1, section 3.2.2.3."""
    assert amqtt_seams.CONNECTION_ACCEPTED == 0
    assert amqtt_seams.UNACCEPTABLE_PROTOCOL_VERSION == 1
    assert amqtt_seams.IDENTIFIER_REJECTED == 2
    assert amqtt_seams.NOT_AUTHORIZED == 5


def test_its_logger_is_the_one_that_is_quietened() -> None:
    assert amqtt.broker.__name__.startswith("amqtt")


async def test_plugins_of_amqtt_hear_its_events_and_may_speak(start: Start) -> None:
    path = f"{Watcher.__module__}.{Watcher.__name__}"
    async with start(plugins={path: {}}) as running:
        watcher = running.broker.plugins_manager.get_plugin("Watcher")
        assert isinstance(watcher, Watcher)
        async with connected(await TcpWire.open(running.port), name="ann") as ann:
            await ann.subscribe("lobby")
            async with connected(await TcpWire.open(running.port), name="bob"):
                await watcher.sees("connected", "bob")
                await ann.ping()
            assert [(heard.topic, heard.payload) for heard in ann.heard] == [("lobby", b"welcome")]
            [handler] = [
                handler
                for session, handler in running.broker.sessions.values()
                if session.client_id == "ann"
            ]
            assert isinstance(handler, BrokerProtocolHandler)
            await handler.stop()
            await watcher.sees("disconnected", "ann")
        await watcher.sees("subscribed", "lobby")
        assert running.broker._router.retained() == 1
