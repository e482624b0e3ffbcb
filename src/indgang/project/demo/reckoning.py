"""Holds what we say became of each message against the books of those who brought it. No database: two accounts in,
one answer out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indgang.modules.messages.selectors import Account

OUTSIDE = ("digital_post", "letter", "nemsms")
GONE_OUT = ("handed_over", "delivered", "returned")
IN_THE_HOUSE = ("planned", "sending")


@dataclass
class Reckoning:
    """The counts, and each sentence about something that does not add up."""

    sent: int
    arrived: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    failed: list[dict[str, str]] = field(default_factory=list)
    told: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def accounted(self) -> int:
        """sent = arrived + letters + explained failures + told in another way, when nothing is lost."""
        return self.arrived.total() + self.letters.total() + len(self.failed) + self.told

    @property
    def holds(self) -> bool:
        return not self.differences and self.accounted == self.sent


def reckon(sent: Iterable[str], accounts: Sequence[Account], books: Mapping[str, Any]) -> Reckoning:
    """`sent`: the keys of what was sent. `books`: the post's (`simulators/post/books.py`)."""
    keys = set(sent)
    made = Reckoning(len(keys))
    taken = {row["uuid"]: row for row in books["taken"]}
    known = {account.key for account in accounts}
    made.differences += [f"{key} was sent, and we have no account of it" for key in sorted(keys - known)]
    ours: set[str] = set()
    for account in accounts:
        _settle(made, account)
        for sentence in _against(account, taken):
            made.differences.append(f"{account.key}: {sentence}")
        ours |= {str(one.uuid) for one in account.carried}
    made.differences += [
        f"the post has {row['way']} {uuid}, and we know of no such thing"
        for uuid, row in taken.items()
        if uuid not in ours
    ]
    if not made.differences and made.accounted != made.sent:
        made.differences.append(f"{made.sent} were sent, {made.accounted} are accounted for")
    return made


def _settle(made: Reckoning, account: Account) -> None:
    """Count a message once, by its one final state."""
    if account.state == "arrived" and account.arrived_way == "digital_post":
        made.arrived["digital_post"] += 1
    elif account.state == "arrived" and account.arrived_way == "inbox":
        made.arrived["own_inbox"] += 1
    elif account.state == "arrived" and account.arrived_way in ("letter", "print"):
        made.letters["remote" if account.arrived_way == "letter" else "own"] += 1
    elif account.state == "failed" and account.cause:
        made.failed.append({"message": account.key, "cause": account.cause})
    elif account.state == "told":
        made.told += 1
    else:
        state = f"{account.state} {account.arrived_way}".strip()
        made.differences.append(f"{account.key}: is {state}, which is no end")


def _against(account: Account, taken: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    """What the post's books say otherwise about one message."""
    outside = [one for one in account.carried if one.way in OUTSIDE]
    for one in outside:
        there = taken.get(str(one.uuid))
        if there is None:
            if one.state in GONE_OUT:
                yield f"we say that {one.way} is {one.state}, and the post never had it"
            continue
        if there["way"] != one.way:
            yield f"we sent it as {one.way}, and the post has it as {there['way']}"
        if one.state in IN_THE_HOUSE:
            yield f"the post has it as {one.way}, and we say that it is {one.state}"
        said = {step for step, pushed, _ in there["receipts"] if pushed}
        if len(said) != len({kind for kind, _ in one.receipts}):
            yield f"the post told us {len(said)} things about {one.way}, and we have {len(one.receipts)}"
    by_way = Counter(one.way for one in outside if str(one.uuid) in taken)
    yield from (f"{way} was brought {count} times" for way, count in by_way.items() if count > 1)
    if account.state == "arrived" and account.arrived_way in ("digital_post", "letter"):
        yield from _arrival(account, taken)


def _arrival(account: Account, taken: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    """Whether the post's own receipts bear out what we believe."""
    said = {
        step
        for one in account.carried
        if one.way == account.arrived_way and str(one.uuid) in taken
        for step, pushed, _ in taken[str(one.uuid)]["receipts"]
        if pushed
    }
    if account.arrived_way == "digital_post" and "post_delivered" not in said:
        yield "we say that it arrived in Digital Post, and the post never said so"
    if account.arrived_way == "letter" and "updated" in said:
        yield "we say that the letter arrived, and it came back"
    if account.arrived_way == "letter" and "failed" in said:
        yield "we say that the letter arrived, and it was never printed"


def pushed_twice(books: Mapping[str, Any]) -> int:
    """How many receipts the post delivered more than once."""
    return sum(pushed > 1 for row in books["taken"] for _, pushed, _ in row["receipts"])
