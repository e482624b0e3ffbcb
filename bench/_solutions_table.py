"""A rule table of forty rules, as a solution writes it, and what is held against it."""

from datetime import date

RULES = 40
TODAY = date(2026, 11, 21)
AMOUNTS = ("income", "rent", "savings", "debt")

_HEAD = """
id: tabel
format: 1
kind: own
services: [tabel]
title: { da: Tabel, en: Table }
summary: { da: Kort., en: Short. }
minutes: 2
unit: enhed
basis: [En lov § 1]
keep_draft_days: days
first_action_working_days: days
complaint_body: klage.ingen
parameters:
  - { id: days, key: tabel.dage, kind: whole, label: { da: Dage, en: Days } }
  - { id: limit, key: tabel.graense, kind: money, label: { da: Grænse, en: Limit } }
  - { id: oldest, key: tabel.alder, kind: whole, label: { da: Ældste, en: Oldest } }
facts:
  - { id: me, look_up: person, label: { da: Dig, en: You } }
  - { id: household, look_up: household, label: { da: Hjemmet, en: The home } }
who_may:
  parties: [person]
  grounds: [self]
  when: "me.age >= 18"
  otherwise: { da: Nej., en: No. }
terms:
  - { id: total, label: { da: I alt, en: In all }, is: "income + savings - rent - debt" }
  - { id: children, label: { da: Børn, en: Children }, is: "household.filter(p, p.age < 18)" }
steps:
  - id: tal
    title: { da: Tal, en: Figures }
    questions:
"""
_QUESTION = "      - {{ id: {0}, kind: money, label: {{ da: {0}, en: {0} }} }}\n"
_CONDITIONS = (
    "income < limit + kr({n})",
    "total > kr({n}) && me.age >= 18",
    "me.age < oldest - {n}",
    "size(children) < 10 + {n}",
    "me.moved_in + {n} < today",
    "household.all(p, p.age < 100 + {n})",
    "share(income, 30) > kr({n}) || rent > kr({n})",
    "!me.protected && debt < kr(90000 - {n})",
)
_RULE = """
  - id: rule_{n}
    title: {{ da: Regel {n}, en: Rule {n} }}
    outcome: granted
    when: "{when}"
    paragraph: En lov § {n}
    because:
      da: "Din indkomst er {{income}}, og du er {{me.age}} år."
      en: "Your income is {{income}}, and you are {{me.age}}."
    otherwise: {{ da: Det passer ikke., en: It does not fit. }}
    facts: [income, me.age]
"""


def solution_text(rules: int = RULES) -> str:
    """solution.yaml with so many rules over money, days, lists and a register's facts; every one of them holds."""
    questions = "".join(_QUESTION.format(name) for name in AMOUNTS)
    lines = (
        _RULE.format(n=number, when=_CONDITIONS[number % len(_CONDITIONS)].format(n=number))
        for number in range(1, rules + 1)
    )
    letters = "letters: { granted: a, part_granted: a, refused: a, receipt: a }\n"
    return f"{_HEAD}{questions}rules:{''.join(lines)}{letters}"


def situation_maker(rules: int = RULES):  # type: ignore[no-untyped-def]
    """A function that makes a fresh situation in which every rule can be held."""
    from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
    from indgang.modules.selfservice.rules.situation import Situation
    from indgang.modules.selfservice.schema.folder import ready

    solution = ready({"solution.yaml": solution_text(rules), "letters/a.yaml": ""})
    me = {
        "ref": "a",
        "name": "A",
        "age": 36,
        "born": "1990-01-01",
        "moved_in": "2020-01-01",
        "protected": False,
    }
    home = [{**me, "age": age} for age in (36, 38, 9, 5)]
    inputs = Inputs(
        today=TODAY,
        ground="self",
        municipality={"code": "0", "name": "Her", "area": "town"},
        parameters={
            "days": ParameterRow("tabel.dage", "5"),
            "limit": ParameterRow("tabel.graense", "60000"),
            "oldest": ParameterRow("tabel.alder", "99"),
        },
        facts={"me": Looked(me), "household": Looked(home)},
        answers=dict(zip(AMOUNTS, map(Given, ("32000", "9500", "120000", "4000")), strict=True)),
    )
    return lambda: Situation(solution, inputs)
