"""The broker, by the settings in its own units."""

import ssl

from prometheus_client import CollectorRegistry

from chimp.broker.counters import CounterCollector, Counters
from chimp.broker.limits import Limits
from chimp.broker.plugin import Rules
from chimp.broker.server import ChatBroker, build_broker
from chimp.config import Mqtt, Settings
from chimp.core.access import Access
from chimp.core.topics import BaseTopic
from chimp.services.credentials import Gatekeeper
from chimp.services.desk import Desk

_READ_FACTOR = 4
"""A payload of so many times the limit is still read, to say that it is too large."""
_HEADROOM = 64 * 1024 + 16
"""Bytes of a PUBLISH besides its payload: the longest topic, and the fixed header."""


def chat_broker(
    settings: Settings,
    access: Access,
    gatekeeper: Gatekeeper,
    desk: Desk,
    registry: CollectorRegistry,
    *,
    tls: ssl.SSLContext | None,
) -> ChatBroker:
    """By the settings, not yet started."""
    told = settings.mqtt
    counters = Counters()
    collector = CounterCollector(counters)
    registry.register(collector)
    rules = Rules(
        access=access,
        base=BaseTopic(told.base_topic),
        authenticate=gatekeeper.prove,
        receiver=desk,
        counters=counters,
        max_payload=told.max_payload_bytes,
    )
    limits = _limits(told)
    broker = build_broker(rules, host=told.host, port=told.port, limits=limits, tls=tls)
    collector.add(*broker.gauges())
    return broker


def _limits(told: Mqtt) -> Limits:
    """The settings in the engine's units: seconds, and whole packets."""
    limits = told.limits
    return Limits(
        max_packet=told.max_payload_bytes * _READ_FACTOR + _HEADROOM,
        heartbeat=told.websocket_heartbeat / 1000,
        connect_timeout=limits.connect_timeout / 1000,
        max_connections=limits.max_connections,
        max_connections_per_address=limits.max_connections_per_address,
        max_in_flight=limits.max_in_flight,
        max_half_published=limits.max_half_published,
        max_queued_messages=limits.max_queued_messages,
        max_queued_bytes=limits.max_queued_bytes,
        backlog_drop=limits.backlog_drop_bytes,
        backlog_close=limits.backlog_close_bytes,
        max_connects_per_minute=limits.max_connects_per_minute,
        max_publishes_per_second=limits.max_publishes_per_second,
        max_subscribes_per_second=limits.max_subscribes_per_second,
        max_subscriptions=limits.max_subscriptions,
        max_kept_sessions=limits.max_kept_sessions,
        max_kept_bytes=limits.max_kept_bytes,
        session_expiry=limits.session_expiry / 1000,
        max_retained_messages=limits.max_retained_messages,
        max_retained_bytes=limits.max_retained_bytes,
    )
