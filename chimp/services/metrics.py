"""What the desk counts, for `/metrics`."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class DeskMetrics:
    """The desk's collectors, registered with the server's own registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.events = Counter(
            "chimp_events", "What happened, by kind.", ["kind"], registry=registry
        )
        self.refusals = Counter(
            "chimp_refusals", "Requests that were refused, by reason.", ["code"], registry=registry
        )
        self.messages = Counter("chimp_messages_stored", "Chat messages stored.", registry=registry)
        self.repeated = Counter(
            "chimp_messages_repeated", "Chat messages that were stored before.", registry=registry
        )
        self.commit_seconds = Histogram(
            "chimp_commit_seconds",
            "Time to commit one batch.",
            registry=registry,
            buckets=_SECONDS,
        )
        self.batch_size = Histogram(
            "chimp_batch_size",
            "Requests taken in with one commit.",
            registry=registry,
            buckets=_SIZES,
        )
        self.store_failures = Counter(
            "chimp_store_failures", "Batches that the store did not take.", registry=registry
        )
        self.inbox = Gauge("chimp_inbox", "Requests waiting to be taken in.", registry=registry)
        self.open_sessions = Gauge("chimp_open_sessions", "Open sessions.", registry=registry)
