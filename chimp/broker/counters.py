"""What the broker counts, for `/metrics` and for whoever looks after the server."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from chimp.broker.endings import Ending


@dataclass(slots=True)
class Counters:
    """Plain numbers since the start, except `connections_open`, which is how many there are now."""

    connections_open: int = 0
    connections_total: int = 0
    connections_refused: int = 0
    """Wrong credentials, no proper CONNECT, or none in time."""
    connections_broken: int = 0
    """Of those who had logged in, closed by us; `endings` says why."""
    publishes_received: int = 0
    publishes_refused: int = 0
    publishes_throttled: int = 0
    """Left unread for a moment, because their client publishes too fast."""
    subscribes_throttled: int = 0
    """The same, because it subscribes too fast."""
    publishes_failed: int = 0
    """Could not be taken in, and were not acknowledged."""
    oversized: int = 0
    subscribes_refused: int = 0
    deliveries: int = 0
    deliveries_delayed: int = 0
    """Had to wait for their client: to acknowledge others, to read, or to come back."""
    deliveries_dropped: int = 0
    """Not sent: the client does not read, is away, or has too much waiting for it."""
    retained_refused: int = 0
    """Not kept: too many, too much, or of a topic with too many levels."""
    sessions_expired: int = 0
    """Forgotten, because their client stayed away for too long, or too many do."""
    endings: Counter[Ending] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number that goes up and down, asked for when somebody looks."""

    name: str
    words: str
    value: Callable[[], int]


class CounterCollector(Collector):
    """Reads the counters when they are asked for: counting itself stays a plain addition."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._gauges: list[Gauge] = []

    def add(self, *gauges: Gauge) -> None:
        self._gauges += gauges

    def collect(self) -> Iterator[Metric]:
        for described in fields(self._counters):
            name = f"chimp_mqtt_{described.name}"
            words = f"MQTT: {described.name.replace('_', ' ')}."
            value = getattr(self._counters, described.name)
            if described.name == "endings":
                yield self._endings()
            elif described.name == "connections_open":
                yield GaugeMetricFamily(name, words, value=value)
            else:
                yield CounterMetricFamily(name, words, value=value)
        for gauge in self._gauges:
            yield GaugeMetricFamily(f"chimp_mqtt_{gauge.name}", gauge.words, value=gauge.value())

    def _endings(self) -> Metric:
        words = "MQTT: connections that the server ended, and why."
        family = CounterMetricFamily("chimp_mqtt_connections_ended", words, labels=["because"])
        for ending in Ending:
            family.add_metric([ending], self._counters.endings[ending])
        return family
