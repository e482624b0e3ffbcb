"""What is different between two versions, in plain words."""

import pytest

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.selfservice.schema.difference import Sort, difference
from indgang.modules.selfservice.schema.zips import MOST_FILES, pack, unpack

BEFORE = """
id: x
minutes: 5
basis: [A, B, C]
rules:
  - { id: one, title: { da: Den ene, en: The one }, when: "a > 1", facts: [a, b] }
  - { id: two, title: { da: Den anden, en: The other }, when: "b", facts: [b] }
  - { id: three, title: { da: Den tredje, en: The third }, when: "c", facts: [c] }
"""


def changes(old: str, new: str) -> list[str]:
    assert old in BEFORE
    found = difference({"solution.yaml": BEFORE}, {"solution.yaml": BEFORE.replace(old, new, 1)})
    return [one.sentence.da for one in found]


def test_a_value_is_shown_before_and_after() -> None:
    assert changes("minutes: 5", "minutes: 6") == ["Ændret: minutter. Før: 5 Nu: 6"]
    assert changes('"a > 1"', '"a > 2"') == ["Ændret: regel “Den ene” › betingelse. Før: a > 1 Nu: a > 2"]


def test_a_rule_that_moved_is_not_rewritten() -> None:
    lines = BEFORE.strip().split("\n")
    moved = "\n".join([*lines[:4], lines[5], lines[6], lines[4]])
    found = difference({"solution.yaml": BEFORE}, {"solution.yaml": moved})
    assert [(one.sort, one.where.da) for one in found] == [(Sort.MOVED, "regel “Den ene”")]


def test_new_and_gone_rows_are_named_by_their_title() -> None:
    two = BEFORE.split("\n")[6]
    assert changes(two + "\n", "") == ["Fjernet: regel “Den anden”."]
    assert changes("id: two", "id: new") == ["Fjernet: regel “Den anden”.", "Ny: regel “Den anden”."]


def test_a_list_of_words_and_a_key_we_have_no_word_for() -> None:
    assert changes("[A, B, C]", "[A, C, D]") == ["Fjernet: lovgrundlag. Før: B", "Ny: lovgrundlag. Nu: D"]
    assert changes("[a, b]", "[a]") == ["Fjernet: regel “Den ene” › hvad den bygger på. Før: b"]
    assert changes("minutes: 5", "minutes: 5\nunheard: 7") == ["Ny: `unheard`. Nu: 7"]


def test_letters_come_and_go() -> None:
    letter = "title: { da: Ja, en: Yes }\nblocks:\n  - { kind: text, text: { da: Hej, en: Hello } }\n"
    one, other = {"letters/yes.yaml": letter}, {"letters/yes.yaml": letter.replace("Hej", "Goddag")}
    whole = {"solution.yaml": BEFORE}
    assert [one.where.da for one in difference(whole, whole | one)] == ["brev “yes”"]
    [changed] = difference(whole | one, whole | other)
    assert changed.sentence.da == "Ændret: brev “yes” › afsnit › nr. 1 › tekst › dansk. Før: Hej Nu: Goddag"


def test_a_zip_with_too_much_in_it_is_refused() -> None:
    many = {f"letters/l{number}.yaml": "x" for number in range(MOST_FILES + 1)}
    with pytest.raises(ContentError, match="more than"):
        unpack(pack("x", {"solution.yaml": "id: x", **many}), "x.zip")
    bomb = pack("x", {"solution.yaml": "a" * 5_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(ContentError, match="larger than"):
        unpack(bomb, "x.zip")
