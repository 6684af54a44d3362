"""What the broker counts, for `/metrics` and for whoever looks after the server."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector


@dataclass(slots=True)
class Counters:
    """Plain numbers since the start, except `connections_open`, which is how many there are now."""

    connections_open: int = 0
    connections_total: int = 0
    connections_refused: int = 0
    """Wrong credentials, no proper CONNECT, or none in time."""
    connections_broken: int = 0
    """Closed by us because the client broke the protocol, fell silent, or did not read."""
    publishes_received: int = 0
    publishes_refused: int = 0
    subscribes_refused: int = 0
    oversized: int = 0
    deliveries: int = 0
    deliveries_dropped: int = 0
    """Not sent, because the client does not read what it was sent before."""


class CounterCollector(Collector):
    """Reads the counters when they are asked for: counting itself stays a plain addition."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters

    def collect(self) -> Iterator[Metric]:
        for described in fields(self._counters):
            value = getattr(self._counters, described.name)
            name = f"chimp_mqtt_{described.name}"
            words = f"MQTT: {described.name.replace('_', ' ')}."
            if described.name == "connections_open":
                yield GaugeMetricFamily(name, words, value=value)
            else:
                yield CounterMetricFamily(name, words, value=value)
