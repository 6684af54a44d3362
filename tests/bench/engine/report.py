"""The comparison as people read it, and whether the targets are reached."""

from tests.bench.figures import Figures, Target, table


def messages(rows: list[Figures]) -> str:
    names = ("rate", "p50_ms", "p99_ms", "lost", "doubled", "microseconds", "server_cores")
    return table(
        "Messages of 500 bytes, QoS 1, one in flight for each session",
        ("broker", *("msg/s", "p50 ms", "p99 ms", "lost", "doubled", "µs each", "server"), "load"),
        [
            (f"{row['broker']}, {row['kind']}", *(row[n] for n in names), row["generator_cpu"])
            for row in rows
        ],
    )


def flatness(rows: list[Figures]) -> str:
    return table(
        "The same over TCP, beside subscriptions of others",
        ("subscriptions", "msg/s", "µs each"),
        [(row["subscriptions"], row["rate"], row["microseconds"]) for row in rows],
    )


def connecting(rows: list[Figures]) -> str:
    names = ("clients", "rate", "kilobytes_each", "idle_cores", "generator_cpu")
    return table(
        "Connecting with a subscription, and then idle with a PINGREQ every 15 s",
        ("broker", "clients", "connections/s", "kB each", "cores, idle", "load"),
        [(f"{row['broker']}, {row['kind']}", *(row[name] for name in names)) for row in rows],
    )


def soak(figures: Figures) -> str:
    before, after = figures["before"], figures["after"]
    names = [*after]
    return table(
        f"Soak of {figures['seconds']} s: {figures['acknowledged']} publishes acknowledged,"
        f" {figures['lost']} of them lost; {figures['visits']} visits",
        ("", *names),
        [("before", *(before[n] for n in names)), ("after", *(after[n] for n in names))],
    )


def targets(figures: Figures) -> list[Target]:
    """Of the parts that were measured."""
    reached: list[Target] = []
    if rows := figures.get("messages"):
        rates = {(row["broker"], row["kind"]): row["rate"] for row in rows}
        tcp, websocket = rates["amqtt", "TCP"], rates["amqtt", "WebSocket"]
        for what, ours, theirs, times in (
            ("TCP, times amqtt", rates["chimp", "TCP"], tcp, 8),
            ("stored before the PUBACK, times amqtt", rates["chimp", "TCP, stored"], tcp, 5),
            ("WebSocket, times amqtt's own", rates["chimp", "WebSocket"], websocket, 6),
        ):
            ratio = ours / theirs
            reached.append(Target(what, f">= {times}", f"{ratio:.1f}", ratio >= times))
    if rows := figures.get("flatness"):
        costs = [row["microseconds"] for row in rows]
        most = max(costs) / min(costs) - 1
        reached.append(Target("cost by subscriptions", "<= 20 %", f"{most:.0%}", most <= 0.2))
    for row in figures.get("connecting", []):
        if row["broker"] == "chimp":
            reached += _of_connections(row)
    if figures.get("soak"):
        reached.append(_of_soak(figures["soak"]))
    return reached


def _of_connections(row: Figures) -> list[Target]:
    kind, rate, cores = row["kind"], row["rate"], row["idle_cores"]
    name = f"connections/s, {row['clients']} {kind}"
    reached = [
        Target(name, ">= 400", f"{rate:.0f}", rate >= 400),
        Target(f"cores of {row['clients']} idle {kind} clients", "< 0.25", cores, cores < 0.25),
    ]
    if kind == "WebSocket":
        each = row["kilobytes_each"]
        reached.append(Target("RSS of an idle WebSocket client, kB", "< 60", each, each < 60))
    return reached


def _of_soak(soak: Figures) -> Target:
    faults = soak["lost"] + len(leaks(soak))
    return Target("soak: lost, or left behind", "0", str(faults), faults == 0)


def leaks(soak: Figures) -> list[str]:
    """What there is more of after everybody has gone than there was before."""
    before, after = soak["before"], soak["after"]
    more = [name for name in after if name != "resident_megabytes" and after[name] > before[name]]
    grown = after["resident_megabytes"] - before["resident_megabytes"]
    return more + (["resident_megabytes"] if grown > soak["allowed_megabytes"] else [])
