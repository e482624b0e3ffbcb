"""The account of a house, letter by letter: what we say became of it, held against what the post has.

The post's side is read from the simulator's own store, by the title of the letter: our tables could be wrong about ids.
"""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Any

from tests.faults.house import House

FINAL = {"arrived", "posted", "failed", "told"}
WITH_THE_POST = {"handed_over", "delivered", "returned"}
OUT_OF_HOUSE = {"digital_post", "letter"}


@dataclass(frozen=True)
class Taken:
    """One thing that the post has. `times`: how often it was handed over, repeats counted."""

    uuid: str
    way: str
    title: str
    times: int
    number: str


def at_the_post(house: House) -> list[Taken]:
    """All that the post has, also while it is dead: its store outlives it."""
    return [Taken(*row) for row in _asked(house, "SELECT uuid, way, label, times, number FROM accepted")]


def _asked(house: House, question: str, *values: str) -> list[tuple[Any, ...]]:
    """The simulator's store, read only."""
    store = sqlite3.connect(f"file:{house.post_store}?mode=ro", uri=True)
    try:
        return store.execute(question, values).fetchall()
    finally:
        store.close()


def taken_of(house: House, key: str) -> list[Taken]:
    """What the post has of one letter."""
    return [one for one in at_the_post(house) if one.title == f"Brev {key}"]


def is_final(house: House, *keys: str) -> bool:
    """Whether each of these letters has its final state."""
    return all(one["state"] in FINAL for one in house.picture(*keys).values())


def assert_nothing_lost(house: House, *keys: str) -> None:
    """Each letter has one final state, a failure says why, and nobody got one twice in the same way.

    What we call handed over the post has under the same uuid, and what the post has we know of.
    """
    seen, taken = house.picture(*keys), at_the_post(house)
    assert sorted(seen) == sorted(keys)
    for key, message in seen.items():
        assert message["state"] in FINAL, (key, message)
        assert message["cause"] or message["state"] != "failed", (key, message)
        there = [one for one in taken if one.title == f"Brev {key}"]
        twice = [way for way, count in Counter(one.way for one in there).items() if count > 1]
        assert not twice, f"{key} came twice by {twice}: {message}"
        ours = {one["uuid"]: one for one in message["ways"] if one["way"] in OUT_OF_HOUSE}
        assert {one.uuid for one in there} <= set(ours), (key, there, message)
        says = {uuid for uuid, one in ours.items() if one["state"] in WITH_THE_POST}
        assert says <= {one.uuid for one in there}, f"{key} never came to the post: {message}"
        unknown = [one for one in there if ours[one.uuid]["state"] in ("planned", "sending")]
        assert not unknown, f"{key} is with the post, and we do not know: {message}"
        if message["state"] in ("arrived", "posted"):
            arrived = [one for one in message["ways"] if one["state"] in (*WITH_THE_POST, "opened")]
            assert arrived, (key, message)


def tried_of(house: House, uuid: str) -> int:
    """How often the post was asked to take this one, whether it did or not."""
    rows = _asked(house, "SELECT times FROM tried WHERE uuid = ?", uuid)
    return int(rows[0][0]) if rows else 0


@dataclass(frozen=True)
class Push:
    """One thing that the post has to say about a letter. `pushed`: how often we answered that we have it."""

    step: str
    pushed: int
    tries: int


def pushes_of(house: House, key: str) -> list[Push]:
    """What the post has said, or will say, about a letter; in the order of what happened."""
    found = []
    for one in taken_of(house, key):
        rows = _asked(
            house, "SELECT step, pushed, tries FROM outgoing WHERE uuid = ? ORDER BY place", one.uuid
        )
        found += [Push(*row) for row in rows]
    return found


def written_to_us(house: House, title: str) -> Push:
    """How it stands with a letter that somebody wrote to us."""
    rows = _asked(
        house,
        "SELECT o.step, o.pushed, o.tries FROM written w JOIN outgoing o ON o.id = w.uuid WHERE w.label = ?",
        title,
    )
    return Push(*rows[0])


def texts_to(house: House, number: str) -> list[dict[str, Any]]:
    """What the SMS centre has accepted for a telephone, from its own journal."""
    journal = house.folder / "sms" / "messages.jsonl"
    if not journal.exists():
        return []
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    return [one for one in lines if one["what"] == "accepted" and one["to"] == number]
