"""The post's own books, by uuid and without a CPR number: what a sender holds its own against."""

from typing import Any

from simulators.post.house import now
from simulators.post.store import Store


def books(store: Store) -> dict[str, Any]:
    """`taken`: each message once, with its way, how often it was handed in, and its receipts as `[step, times pushed,
    times wanted]`. `written`: what people wrote, and whether the municipality has it. `waiting`: what is not pushed,
    `due` of it now, and `next`: when more of it is (seconds since 1970, demo time; None when nothing is)."""
    receipts: dict[str, list[list[Any]]] = {}
    for row in store.rows("SELECT * FROM outgoing WHERE kind = 'receipt' ORDER BY due, place"):
        receipts.setdefault(row["uuid"], []).append([row["step"], row["pushed"], row["wanted"]])
    written = store.rows(
        "SELECT w.uuid, w.answers, o.pushed FROM written w JOIN outgoing o ON o.id = w.uuid ORDER BY w.at"
    )
    at = now().timestamp()
    [waiting] = store.rows(
        "SELECT count(*) AS n, coalesce(sum(due <= ?), 0) AS due, min(CASE WHEN due > ? THEN due END) AS next"
        " FROM outgoing WHERE pushed < wanted",
        *(at, at),
    )
    return {
        "taken": [
            {
                "uuid": row["uuid"],
                "way": row["way"],
                "times": row["times"],
                "at": row["at"],
                "transmission": row["transmission"],
                "receipts": receipts.get(row["uuid"], []),
            }
            for row in store.rows("SELECT uuid, way, times, at, transmission FROM accepted ORDER BY at")
        ],
        "written": [
            {"uuid": row["uuid"], "answers": row["answers"], "pushed": row["pushed"]} for row in written
        ],
        "waiting": waiting["n"],
        "due": waiting["due"],
        "next": waiting["next"],
    }
