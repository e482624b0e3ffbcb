"""What is different between two versions of a solution, in plain words.

It compares the files as data, so that whatever the shape comes to hold is compared, too. Rows are followed by their
name (`id`, `value` or `fact`), not by their number: a rule that moved is not a rule that was rewritten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from json import dumps
from typing import Any

from indgang.kernel.strict_yaml import parse
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.difference_words import ROWS, WORDS

NAMES = ("id", "value", "fact")
LETTERS = "letters/"


class Sort(StrEnum):
    """What happened to it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


SORT_WORDS = {
    Sort.ADDED: Text("Ny", "New"),
    Sort.REMOVED: Text("Fjernet", "Removed"),
    Sort.CHANGED: Text("Ændret", "Changed"),
    Sort.MOVED: Text("Flyttet", "Moved"),
}


@dataclass(frozen=True)
class Change:
    """One difference. `where` leads to it in words; `before` and `after` are as written, empty when there is none."""

    sort: Sort
    where: Text
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> Text:
        """`Ændret: regel “Gammel nok” › betingelse. Før: … Nu: …`"""
        word = SORT_WORDS[self.sort]
        da, en = f"{word.da}: {self.where.da}.", f"{word.en}: {self.where.en}."
        if self.before:
            da, en = f"{da} Før: {self.before}", f"{en} Before: {self.before}"
        if self.after:
            da, en = f"{da} Nu: {self.after}", f"{en} Now: {self.after}"
        return Text(da, en)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """The differences between the texts of two versions, by file name. Raises ContentError for one that is no YAML."""
    found: list[Change] = []
    for name in ("solution.yaml", *sorted((set(before) | set(after)) - {"solution.yaml"})):
        where = [] if name == "solution.yaml" else [_letter(name)]
        if name not in after:
            found.append(Change(Sort.REMOVED, _led(where)))
        elif name not in before:
            found.append(Change(Sort.ADDED, _led(where)))
        elif before[name] != after[name]:
            found += _between(parse(before[name], name).data, parse(after[name], name).data, where)
    return tuple(found)


def _letter(name: str) -> Text:
    stem = name.removeprefix(LETTERS).removesuffix(".yaml")
    return Text(f"brev “{stem}”", f"letter “{stem}”")


def _led(where: Sequence[Text]) -> Text:
    return Text(" › ".join(one.da for one in where), " › ".join(one.en for one in where))


def _between(before: Any, after: Any, where: list[Text]) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _records(before, after, where)
    elif isinstance(before, list) and isinstance(after, list):
        if all(_name(row) for row in (*before, *after)):
            yield from _rows(before, after, where)
        else:
            yield from _lines(before, after, where)
    else:
        yield Change(Sort.CHANGED, _led(where), _shown(before), _shown(after))


def _records(before: dict[str, Any], after: dict[str, Any], where: list[Text]) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        word = WORDS.get(key, Text(f"`{key}`", f"`{key}`"))
        here = where if key in ROWS else [*where, word]
        if key in ROWS:
            yield from _between_rows(key, before.get(key) or [], after.get(key) or [], where)
        elif key not in after:
            yield Change(Sort.REMOVED, _led(here), before=_shown(before[key]))
        elif key not in before:
            yield Change(Sort.ADDED, _led(here), after=_shown(after[key]))
        else:
            yield from _between(before[key], after[key], here)


def _between_rows(key: str, before: Any, after: Any, where: list[Text]) -> Iterator[Change]:
    """Rows that have a word of their own: a rule, a question, a step."""
    if isinstance(before, list) and isinstance(after, list) and all(_name(row) for row in (*before, *after)):
        yield from _rows(before, after, where, ROWS[key])
    else:
        yield from _between(before, after, [*where, WORDS.get(key, Text(f"`{key}`", f"`{key}`"))])


def _name(row: Any) -> str:
    if isinstance(row, dict):
        return next((row[key] for key in NAMES if isinstance(row.get(key), str)), "")
    return ""


def _rows(
    before: list[dict[str, Any]], after: list[dict[str, Any]], where: list[Text], word: Text | None = None
) -> Iterator[Change]:
    old, new = {_name(row): row for row in before}, {_name(row): row for row in after}
    for name, row in old.items():
        if name not in new:
            yield Change(Sort.REMOVED, _led([*where, _called(row, word)]))
    for name, row in new.items():
        here = [*where, _called(row, word)]
        if name not in old:
            yield Change(Sort.ADDED, _led(here))
        else:
            yield from _between(old[name], row, here)
    kept, order = [name for name in old if name in new], [name for name in new if name in old]
    for name in _out_of_order(kept, order):
        yield Change(Sort.MOVED, _led([*where, _called(new[name], word)]))


def _out_of_order(before: list[str], after: list[str]) -> list[str]:
    """The fewest names that must have moved to get from one order to the other."""
    still = {
        name
        for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        for name in after[block.b : block.b + block.size]
    }
    return [name for name in after if name not in still]


def _called(row: Mapping[str, Any], word: Text | None) -> Text:
    """`regel “Gammel nok”`: by its title or label when it has one."""
    titled = row.get("title") or row.get("label")
    name = _name(row)
    da = titled["da"] if isinstance(titled, dict) and isinstance(titled.get("da"), str) else name
    en = titled["en"] if isinstance(titled, dict) and isinstance(titled.get("en"), str) else name
    if word is None:
        return Text(f"“{da}”", f"“{en}”")
    return Text(f"{word.da} “{da}”", f"{word.en} “{en}”")


def _lines(before: list[Any], after: list[Any], where: list[Text]) -> Iterator[Change]:
    """Rows without a name: those that are still there, in the same order, have not changed."""
    keys = [dumps(row, sort_keys=True) for row in before], [dumps(row, sort_keys=True) for row in after]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(i_end - i, j_end - j)
        for step in range(pairs):
            number = Text(f"nr. {j + step + 1}", f"no. {j + step + 1}")
            yield from _between(before[i + step], after[j + step], [*where, number])
        for row in before[i + pairs : i_end]:
            yield Change(Sort.REMOVED, _led(where), before=_shown(row))
        for row in after[j + pairs : j_end]:
            yield Change(Sort.ADDED, _led(where), after=_shown(row))


def _shown(value: Any) -> str:
    """As it is written; of a text in two languages the Danish."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        if isinstance(value.get("da"), str):
            return str(value["da"])
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items())
    return ", ".join(_shown(one) for one in value)
