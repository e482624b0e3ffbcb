"""Rates by key, calculations line by line, and rules of which the first that holds decides."""

from datetime import date
from typing import Any

import pytest

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import ready

SOLUTION = """
id: licens
format: 1
kind: own
services: [licens]
title: { da: Licens, en: Licence }
summary: { da: Kort., en: Short. }
minutes: 2
unit: park
basis: [En lov § 1]
keep_draft_days: days
first_action_working_days: days
complaint_body: klage.ingen
parameters:
  - { id: days, key: licens.dage, kind: whole, label: { da: Dage, en: Days } }
  - { id: fee, key: licens.gebyr, kind: money, label: { da: Gebyr, en: Fee } }
facts:
  - { id: me, look_up: person, label: { da: Dig, en: You } }
who_may:
  parties: [person]
  grounds: [self]
  when: "me.age >= 18"
  otherwise: { da: Nej., en: No. }
rates:
  - { id: price, key: licens.pris, by: energy, kind: money, label: { da: Pris efter klasse, en: Price by class } }
terms:
  - { id: energy, label: { da: Klasse, en: Class }, is: "clean ? 'A' : colour" }
  - { id: half, label: { da: Halv pris, en: Half price }, is: "share(price, 50)" }
steps:
  - id: bil
    title: { da: Bil, en: Car }
    questions:
      - { id: clean, kind: yes_no, label: { da: Er den ren?, en: Is it clean? } }
      - { id: colour, kind: text, required: no, label: { da: Farve, en: Colour } }
calculations:
  - id: cost
    title: { da: Det koster det, en: What it costs }
    lines:
      - { id: base, label: { da: Pris, en: Price }, is: price, paragraph: En lov § 2 }
      - id: total
        label: { da: I alt, en: In all }
        is: "base + fee"
        note: { da: "{base} og {fee}", en: "{base} and {fee}" }
decide: first
rules:
  - id: young
    title: { da: For ung, en: Too young }
    outcome: prepared_refusal
    when: "me.age < 21"
    paragraph: En lov § 3
    because: { da: "Du er {me.age} år.", en: "You are {me.age}." }
    facts: [me.age]
  - id: dear
    title: { da: Dyr, en: Dear }
    outcome: case
    when: "total > kr(500)"
    paragraph: En lov § 4
    because: { da: "Det koster {total}.", en: "It costs {total}." }
    facts: [total, price]
  - id: fine
    title: { da: I orden, en: Fine }
    outcome: granted
    when: "clean"
    paragraph: En lov § 5
    because: { da: Den er ren., en: It is clean. }
    otherwise: { da: Den er ikke ren., en: It is not clean. }
    facts: [clean]
letters: { granted: a, part_granted: a, refused: a, receipt: a }
"""
PRICES = {"A": "100.50", "red": "600"}


def decided(age: int | None = 30, text: str = SOLUTION, **given: str) -> tuple[Situation, Finding]:
    answers = {"clean": "yes", "colour": "red", **given}
    inputs = Inputs(
        today=date(2026, 11, 22),
        ground="self",
        municipality={"code": "0", "name": "Her", "area": "town"},
        parameters={
            "days": ParameterRow("licens.dage", "5"),
            "fee": ParameterRow("licens.gebyr", "20", date(2026, 1, 1), "taksten"),
            "price": ParameterRow("licens.pris", PRICES, date(2026, 1, 1), "taksten"),
        },
        facts={"me": Looked({"age": age})},
        answers={key: Given(value) for key, value in answers.items()},
    )
    situation = Situation(built(text), inputs)
    return situation, deciding.find(situation, version="v")


def built(text: str) -> Any:
    return ready({"solution.yaml": text, "letters/a.yaml": ""})


def test_a_rate_is_the_value_under_the_key_that_the_situation_gives() -> None:
    assert decided()[0].facts.get("price") == 10_050
    situation, _ = decided(clean="no")
    assert (situation.wording.words("price").da, situation.wording.words("half").en) == ("600 kr.", "DKK 300")
    assert situation.wording.source("price").da == "taksten"


def test_a_key_that_the_table_does_not_have_is_not_known_and_named() -> None:
    situation, finding = decided(clean="no", colour="blue")
    assert situation.wording.words("price").da == "ikke kendt"
    assert [row.rule for row in finding.unresolved] == ["dear", "fine"]
    assert "Pris efter klasse (taksten)" in str(finding.unresolved[0].missing)


def test_a_calculation_is_kept_in_the_finding_line_by_line() -> None:
    _, finding = decided()
    (cost,) = finding.calculations
    assert [(line.label.da, line.value.da) for line in cost.lines] == [
        ("Pris", "100,50 kr."),
        ("I alt", "120,50 kr."),
    ]
    assert (cost.lines[1].note.da, cost.lines[1].note.en) == ("100,50 kr. og 20 kr.", "DKK 100.50 and DKK 20")
    assert cost.lines[0].paragraph == "En lov § 2"
    assert Finding.of(finding.as_json()) == finding


def test_a_calculation_of_which_nothing_is_known_is_left_out() -> None:
    _, finding = decided(clean="no", colour="blue")
    assert finding.calculations == ()


def test_a_finding_from_before_calculations_is_read() -> None:
    stored = decided()[1].as_json()
    del stored["calculations"]
    assert Finding.of(stored).calculations == ()


@pytest.mark.parametrize(
    ("age", "clean", "outcome", "matched", "unresolved"),
    [
        (30, "yes", "granted", ["fine"], []),
        (20, "yes", "prepared_refusal", ["young"], []),
        (20, "no", "prepared_refusal", ["young"], []),
        (30, "no", "case", [], ["dear"]),
        (None, "yes", "case", ["fine"], ["young"]),
    ],
)
def test_the_first_rule_that_holds_decides_and_one_above_it_that_is_not_known_makes_a_case(
    age: int | None, clean: str, outcome: str, matched: list[str], unresolved: list[str]
) -> None:
    _, finding = decided(age=age, clean=clean)
    assert finding.outcome == outcome
    assert [row.rule for row in finding.matched] == matched
    assert [row.rule for row in finding.unresolved] == unresolved


def test_when_no_rule_holds_a_person_looks_and_is_told_why() -> None:
    cheap = SOLUTION.replace("total > kr(500)", "total > kr(5000)")
    _, finding = decided(text=cheap, clean="no")
    assert (finding.outcome, [row.because.da for row in finding.unresolved]) == ("case", ["Den er ikke ren."])
    none = cheap[: cheap.index("  - id: fine")] + cheap[cheap.index("letters:") :]
    _, finding = decided(text=none)
    assert (finding.outcome, finding.unresolved[0].title.da) == ("case", "Ingen regel passer")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("by: energy", "by: total", "`total` (character 1) is not declared."),
        ("by: energy", "by: me.age", "this gives whole, and text is needed here."),
        ("clean ? 'A' : colour", "price > kr(1) ? 'A' : colour", "This needs the rate `price`"),
        ("base + fee", "base + 20", "Write the number of kroner as kr(200)"),
        ("id: total\n", "id: fee\n", "`fee` is the name of something else too."),
        ("me.age < 21", "me.age < limit", "`limit` (character 10) is not declared."),
        ("kind: money, label: { da: Gebyr", "kind: gold, label: { da: Gebyr", "solution.yaml:16"),
    ],
)
def test_a_mistake_is_refused_when_it_is_read(old: str, new: str, sentence: str) -> None:
    assert old in SOLUTION
    with pytest.raises(ContentError) as refused:
        built(SOLUTION.replace(old, new, 1))
    assert sentence in str(refused.value)
