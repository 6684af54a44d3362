"""How much one client, and all of them together, may ask of the server."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in seconds; 0 means no limit where it says so."""

    max_packet: int = 1 << 20
    """Whoever announces a larger packet is closed before it is read."""
    connect_timeout: float = 10.0
    """For CONNECT to arrive and the log-in to be checked."""
    heartbeat: float = 30.0
    """Between two pings of a WebSocket: proxies keep it, and the dead are noticed. 0: never."""
    max_connections: int = 0
    """At a time; 0: no limit."""
    max_connections_per_address: int = 0
    """At a time; 0: no limit."""
    max_in_flight: int = 100
    """Deliveries that a client may leave unacknowledged, and publishes of its own that may wait for
    their acknowledgement; the next ones wait."""
    max_half_published: int = 1_000
    """Publishes of quality of service 2 that a client may leave unreleased."""
    max_queued_messages: int = 1_000
    """Deliveries that wait for a client; see `max_queued_bytes`."""
    max_queued_bytes: int = 16 << 20
    """Of deliveries that wait. What is over is dropped if the client is away; if it is there, and
    does not take what it is sent, it is closed."""
    backlog_drop: int = 4 << 20
    """Bytes on their way to a client from which on what may be lost is, and the rest waits."""
    backlog_close: int = 16 << 20
    """Bytes on their way to a client from which on it is closed."""
    max_connects_per_minute: int = 0
    """Of one address, with as many at once; 0: no limit."""
    max_publishes_per_second: int = 0
    """Of one client, with as many at once; faster ones are read later. 0: no limit."""
    max_subscribes_per_second: int = 0
    """Topic filters of one client, with as many at once; the rest is read later. 0: no limit."""
    max_subscriptions: int = 10_000
    """Of one client; a back office of 2019 has four for each of its sessions."""
    max_kept_sessions: int = 10_000
    """Sessions of clients that are away; of more, those that went first are forgotten."""
    max_kept_bytes: int = 256 << 20
    """Of all deliveries that wait for clients that are away; of more, the same."""
    session_expiry: float = 86_400.0
    """How long a client that asked for it finds its session again."""
    max_retained_messages: int = 10_000
    max_retained_bytes: int = 64 << 20
