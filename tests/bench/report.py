"""The figures as people read them, and what is wrong with them."""

from tests.bench.figures import Figures, Target, table

_LATENCY = ("p50_ms", "p99_ms", "max_ms")


def start(figures: Figures) -> str:
    row = [figures[name] for name in ("starts", "ready_seconds", "ready_seconds_max")]
    header = ("from spawning, in seconds", "ready p50", "ready max", "start block p50")
    return table("Start", header, [(f"{row[0]} starts", *row[1:], figures["block_seconds"])])


def memory(figures: Figures) -> str:
    return table(
        f"Memory ({figures['connections']} idle connections)",
        ("resident", "idle server MB", "kB per TCP client", "kB per WebSocket client"),
        [
            (
                "",
                figures["idle_megabytes"],
                figures["kilobytes_per_tcp"],
                figures["kilobytes_per_websocket"],
            )
        ],
    )


def sessions(rows: list[Figures]) -> str:
    return table(
        "From request to session/ready, attendant answers at once",
        ("dialect, at once", "sessions", *_LATENCY, "lost", "doubled", "server", "load"),
        [
            (
                f"{row['dialect']}, {row['at_once']}",
                row["sessions"],
                *(row[name] for name in _LATENCY),
                row["lost"],
                row["doubled"],
                row["server_cores"],
                row["load_cores"],
            )
            for row in rows
        ],
    )


def messages(rows: list[Figures]) -> str:
    lines = [_message_line(row, loop) for row in rows for loop in ("closed", "open") if loop in row]
    header = (
        "customers, loop",
        "msg/s",
        "kB each",
        *_LATENCY,
        "to sender p99",
        "server",
        "load",
        "µs/msg",
    )
    said = table(
        "Chat messages of 500 bytes, stored and heard by sender and attendant; to attendant:",
        header,
        lines,
    )
    sums = ", ".join(
        f"{row['customers']} customers: {row['said']} said, {row['stored']} stored" for row in rows
    )
    return f"{said}\n  {sums}\n  server, load: processor cores used"


def _message_line(row: Figures, loop: str) -> tuple[object, ...]:
    part = row[loop]
    name = "one in flight each" if loop == "closed" else f"{part['offered_per_second']}/s offered"
    if row["history_sent"]:
        name += ", history sent along"
    return (
        f"{row['customers']}, {name}",
        part["per_second"],
        part["kilobytes_each"],
        *(part["to_attendant"][name] for name in _LATENCY),
        part["to_sender"]["p99_ms"],
        part["server_cores"],
        part["load_cores"],
        part["server_us_per_message"],
    )


def ever(rows: list[Figures]) -> str:
    if not rows:
        return ""
    return table(
        "Customers that ever existed, and the cost of a message (50 talking)",
        ("customers ever", "msg/s", "server µs/msg", "p99_ms", "ready seconds"),
        [
            (
                row["customers_ever"],
                row["closed"]["per_second"],
                row["closed"]["server_us_per_message"],
                row["closed"]["to_attendant"]["p99_ms"],
                row["ready_seconds"],
            )
            for row in rows
        ],
    )


def targets(figures: Figures) -> str:
    """Wanted against measured."""
    lines = [target.line() for target in _targets(figures)]
    return "\n".join(["", "Targets", *lines])


def _targets(figures: Figures) -> list[Target]:
    found = []
    for row in figures["sessions"]:
        if row["at_once"] == 500:
            what = f"500 sessions at once ({row['dialect']}), p99 until ready"
            found.append(_below(what, row["p99_ms"], 300, " ms"))
    for row in figures["messages"]:
        if row["customers"] == 500:
            rate = row["closed"]["per_second"]
            what = "messages delivered and stored, 500 customers"
            found.append(Target(what, "≥ 4000/s", f"{rate}/s", rate >= 4_000))
        if "open" in row:
            what = f"p99 at 500/s offered, {row['customers']} customers"
            found.append(_below(what, row["open"]["to_attendant"]["p99_ms"], 15, " ms"))
    ready = figures["start"]["ready_seconds_max"]
    found.append(_below("ready to serve, slowest start", ready, 2, " s"))
    found.append(_below("idle memory", figures["memory"]["idle_megabytes"], 100, " MB"))
    if figures["ever"]:
        many_ever = max(row["customers_ever"] for row in figures["ever"])
        none, many = (_cheapest(figures["ever"], customers) for customers in (0, many_ever))
        grown = (many - none) / none * 100
        what = f"message cost with {many_ever} customers ever, against 0"
        found.append(Target(what, "+0 % (±20)", f"{grown:+.0f} %", grown <= 20))
    return found


def _cheapest(rows: list[Figures], customers_ever: int) -> float:
    return min(
        float(row["closed"]["server_us_per_message"])
        for row in rows
        if row["customers_ever"] == customers_ever
    )


def _below(what: str, measured: float, limit: float, unit: str) -> Target:
    return Target(what, f"< {limit}{unit}", f"{measured}{unit}", measured < limit)


def faults(figures: Figures) -> list[str]:
    """What must not be, whatever the speed."""
    found = []
    for row in figures.get("sessions", ()):
        found += _counted(row, f"sessions, {row['dialect']}, {row['at_once']}", "lost", "doubled")
    guarded = figures.get("access", {}).get("rows", ())
    for row in (*figures.get("messages", ()), *figures.get("ever", ()), *guarded):
        name = f"messages, {row['customers']} customers"
        found += _counted(row, name, "lost", "doubled", "not_stored", "stored_twice")
    return found


def _counted(row: Figures, name: str, *kinds: str) -> list[str]:
    return [f"{name}: {row[kind]} {kind.replace('_', ' ')}" for kind in kinds if row[kind]]
