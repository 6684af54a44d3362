"""What of amqtt 0.12.1 we build on: when an upgrade moves it, this says what moved."""

import inspect
from importlib.metadata import version

import amqtt.broker
import pytest
from amqtt.broker import Broker
from amqtt.contexts import BrokerConfig, ListenerConfig, ListenerType
from amqtt.mqtt.connack import CONNECTION_ACCEPTED, ConnackPacket
from amqtt.mqtt.publish import PublishPacket
from amqtt.session import Session

from chimp.broker.plugin import ChimpPlugin
from chimp.broker.server import PLUGIN, TCP, WEBSOCKET, ChatBroker


def test_it_is_the_version_that_was_read() -> None:
    assert version("amqtt") == "0.12.1"


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("start", ["self"]),
        ("shutdown", ["self"]),
        ("stream_connected", ["self", "reader", "writer", "listener_name"]),
        ("external_connected", ["self", "reader", "writer", "listener_name"]),
        ("_client_connected", ["self", "listener_name", "reader", "writer"]),
        (
            "_initialize_client_session",
            ["self", "reader", "writer", "remote_address", "remote_port"],
        ),
        ("_authenticate", ["self", "session", "_"]),
        (
            "_create_server_instance",
            ["self", "listener_name", "listener_type", "address", "port", "ssl_context"],
        ),
    ],
)
def test_the_methods_of_the_broker(method: str, parameters: list[str]) -> None:
    assert list(inspect.signature(getattr(Broker, method)).parameters) == parameters


@pytest.mark.parametrize("method", ["stream_connected", "external_connected"])
def test_every_connection_goes_through_the_one_method_that_is_overridden(method: str) -> None:
    assert "self._client_connected(" in inspect.getsource(getattr(Broker, method))
    assert ChatBroker._client_connected is not Broker._client_connected


def test_starting_asks_for_a_server_for_tcp_alone() -> None:
    source = inspect.getsource(Broker._start_listeners)
    assert "ListenerType.EXTERNAL" in source
    assert "self._create_server_instance(" in source


async def test_the_plugin_is_loaded_by_its_path_and_found_by_its_name() -> None:
    config = BrokerConfig(
        listeners={
            TCP: ListenerConfig(bind="127.0.0.1:0"),
            WEBSOCKET: ListenerConfig(type=ListenerType.EXTERNAL),
        },
        plugins={PLUGIN: {}},
    )
    broker = Broker(config)
    found = broker.plugins_manager.get_plugin("ChimpPlugin")
    assert isinstance(found, ChimpPlugin)
    assert broker.plugins_manager.plugins == [found], "no plugin but ours"


async def test_an_unbound_plugin_lets_nobody_in() -> None:
    config = BrokerConfig(listeners={TCP: ListenerConfig()}, plugins={PLUGIN: {}})
    plugin = Broker(config).plugins_manager.get_plugin("ChimpPlugin")
    assert isinstance(plugin, ChimpPlugin)
    with pytest.raises(RuntimeError, match="not bound"):
        await plugin.authenticate(session=Session())


def test_what_a_session_knows_after_connect() -> None:
    session = vars(Session())
    assert {"client_id", "keep_alive", "attributes", "username", "password"} <= session.keys()
    assert {"will_flag", "will_topic", "will_message", "will_qos"} <= session.keys()


def test_packets_are_built_as_bytes() -> None:
    assert ConnackPacket.build(0, CONNECTION_ACCEPTED).to_bytes() == b"\x20\x02\x00\x00"
    publish = PublishPacket.build("a", b"b", None, dup_flag=False, qos=0, retain=False)
    assert publish.to_bytes() == b"\x30\x04\x00\x01ab"


def test_its_logger_is_the_one_that_is_quietened() -> None:
    assert amqtt.broker.__name__.startswith("amqtt")
