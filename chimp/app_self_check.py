"""The server's chat with itself, joined from its parts."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry

from chimp.broker.server import ChatBroker
from chimp.config import Settings
from chimp.core.topics import BaseTopic
from chimp.services.archive import Archive
from chimp.services.customer_tokens import CustomerTokens
from chimp.services.self_check import SelfCheck


def self_check(
    settings: Settings,
    broker: ChatBroker,
    tokens: CustomerTokens,
    archive: Archive,
    registry: CollectorRegistry,
    clock: Callable[[], int],
) -> SelfCheck | None:
    """None where it is turned off; `clock` is in milliseconds since the epoch."""
    told = settings.self_check
    if not told.interval:
        return None
    return SelfCheck(
        broker.loop_back,
        tokens,
        archive,
        BaseTopic(settings.mqtt.base_topic),
        interval=told.interval,
        timeout=told.timeout,
        clock=clock,
        registry=registry,
    )
