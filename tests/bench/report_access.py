"""What guarding costs, and what it keeps off, as people read it."""

from tests.bench.figures import Figures, table


def access(figures: Figures) -> str:
    rows = figures["rows"]
    whole = {row["mode"]: row["closed"]["server_us_per_message"] for row in rows}
    talks = table(
        f"The same conversation, {rows[0]['customers']} customers, one message in flight each",
        ("dialect, mode", "msg/s", "kB each", "p50_ms", "p99_ms", "server µs/msg"),
        [
            (
                f"{row['dialect']}, {row['mode']}",
                row["closed"]["per_second"],
                row["closed"]["kilobytes_each"],
                row["closed"]["to_attendant"]["p50_ms"],
                row["closed"]["to_attendant"]["p99_ms"],
                row["closed"]["server_us_per_message"],
            )
            for row in rows
        ],
    )
    names = ("may_publish", "may_hear_customer", "may_hear_attendant", "decode", "stamp")
    steps = table(
        "Of that, asking who may and stamping, in our own dialect: µs for each message",
        ("mode", "may publish", "customer hears", "attendant hears", "decode", "stamp", "sum", "%"),
        [
            (
                step["mode"],
                *(step[name] for name in names),
                step["sum"],
                round(step["sum"] / whole[step["mode"]] * 100, 1),
            )
            for step in figures["steps"]
        ],
    )
    return f"{talks}\n{steps}"


def attacks(rows: list[Figures]) -> str:
    lines = [
        (
            row["attack"],
            *(f"{row[when]['per_second']}" for when in ("before", "during")),
            *(f"{row[when]['p99_ms']}" for when in ("before", "during")),
            *(f"{row[when]['http_per_second']}" for when in ("before", "during")),
            *(f"{row[when]['http_p99_ms']}" for when in ("before", "during")),
            f"{row['tried_per_second']}/s",
        )
        for row in rows
    ]
    header = (
        "attack from another address",
        *("msg/s", "during", "p99 ms", "during", "reads/s", "during", "p99 ms", "during"),
        "tried",
    )
    said = [table("Chat and reads while somebody attacks; before, and during it", header, lines)]
    for row in rows:
        refused = ", ".join(f"{name} {count}" for name, count in row["refused"].items())
        said.append(f"  {row['attack']}: {refused or 'nothing was refused'}")
    return "\n".join(said)
