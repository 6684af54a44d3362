"""The activity monitor, out of its settings; its library is loaded only where there is one."""

from typing import Final
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry

from chimp.config import ActivityMonitor as Told
from chimp.config_values import BROKER_PORTS
from chimp.services.activity_monitor import ActivityMonitor, MonitorBroker
from chimp.services.desk import Desk

_SECURE: Final = frozenset({"mqtts", "tls", "wss"})


def activity_monitor(told: Told, desk: Desk, registry: CollectorRegistry) -> ActivityMonitor | None:
    """None if there is none."""
    if told.endpoint is None or told.topic is None:
        return None
    parts = urlsplit(told.endpoint)
    broker = MonitorBroker(
        host=parts.hostname or "",
        port=parts.port or BROKER_PORTS[parts.scheme],
        topic=told.topic,
        username=told.username,
        password=None if told.password is None else told.password.get_secret_value(),
        silence=told.silence,
        is_secure=parts.scheme in _SECURE,
        websocket_path=(parts.path or "/") if parts.scheme in {"ws", "wss"} else None,
    )
    return ActivityMonitor(broker, desk.tell, registry)
