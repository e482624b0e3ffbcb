"""What somebody may answer, and what registers may say: valid, at the edge, and hostile."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from indgang.kernel.expressions import Kind
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
from indgang.modules.selfservice.schema.solution import RIGHT, WRONG, Group, Question, Solution
from indgang.modules.selfservice.vocabulary import SEVERAL_CHOSEN, QuestionKind

TODAY = date(2026, 11, 21)
Draw = Callable[[st.SearchStrategy[Any]], Any]
SOMEBODY = st.sampled_from(["me", "you", "child", ""])
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(str)
SCALARS: Mapping[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "whole": st.integers(-2, 100) | st.integers(),
    "decimal": st.floats(0, 50) | st.floats(),
    "text": SOMEBODY | st.sampled_from(["year_round", "0999", "owner", "municipal"]) | st.text(max_size=4),
    "date": DAYS,
    "money": st.integers(0, 10**8) | st.integers(),
}
USUAL: Mapping[QuestionKind, Sequence[str]] = {
    QuestionKind.DATE: ["2026-12-01", "1-12-2026", "24. december 2026"],
    QuestionKind.YES_NO: ["yes", "no"],
    QuestionKind.CONFIRM: ["yes"],
    QuestionKind.ADDRESS: ["Skonnertgade 4, 2. th", "skonnertgade-4-2-th"],
    QuestionKind.PHONE: ["12 34 56 78", "+46 701234567"],
    QuestionKind.EMAIL: ["mads@example.dk"],
    QuestionKind.TEXT: ["Tak for hjælpen"],
    QuestionKind.MONEY: ["2.405,50", "200"],
    QuestionKind.WHOLE: ["7", "1.200"],
    QuestionKind.PERIOD: ["2026-12-01/2026-12-24"],
    QuestionKind.VEHICLE: ["AB 12 345"],
    QuestionKind.COMPANY: ["99991518"],
    QuestionKind.CPR: ["010190-1234", "610190-1234"],
}
EDGE: Mapping[QuestionKind, Sequence[str]] = {
    QuestionKind.DATE: ["2026-11-21", "2028-02-29", "0001-01-01", "9999-12-31"],
    QuestionKind.TEXT: ["x", "x" * 2_000, "x" * 2_001],
    QuestionKind.MONEY: ["0", "0,01", "999999999,99", "9" * 18],
    QuestionKind.WHOLE: ["0", "1", "9" * 18],
    QuestionKind.PERIOD: ["2026-11-21/2026-11-21", "0001-01-01/9999-12-31"],
    QuestionKind.VEHICLE: ["AA", "ABCDEFGHIJ"],
    QuestionKind.CPR: ["311299-9999", "0000000000"],
}
HOSTILE = st.one_of(
    st.sampled_from(
        [
            *("", " ", "yes", "no", "me", "\x00", "{me.name}", "{{ 7 }}", "<script>alert(1)</script>"),
            *("'; DROP TABLE x; --", "x" * 3_000, "-1", "1e9", "=cmd()", "2026-02-30", "/", "٣", "🦊" * 30),
            *("2026-12-24/2026-12-01", "../../etc/passwd", "\u202eabc", "a\r\nSet-Cookie: b"),
        ]
    ),
    DAYS,
    st.integers(-5, 10**7).map(str),
    st.text(max_size=12),
)


def how_many(few: int) -> int:
    """So many examples, or `INDGANG_EXAMPLES` times as many."""
    return few * max(1, int(os.environ.get("INDGANG_EXAMPLES", "1")))


def typed(question: Question) -> st.SearchStrategy[str]:
    """One text as somebody may type or choose it."""
    known = [choice.value for choice in question.choices] or [
        *USUAL.get(question.kind, ["me", "you", "child"]),
        *EDGE.get(question.kind, []),
    ]
    return st.sampled_from(known) | st.sampled_from(known) | HOSTILE


def answer(question: Question) -> st.SearchStrategy[Given]:
    """An answer as it is kept, with what a register may have made of it."""
    if question.kind is QuestionKind.UPLOAD:
        files = {"f1": {"name": "Aftale.pdf", "kind": "pdf", "pages": 1}}
        return st.sampled_from(
            [Given("f1", files), Given(("f1",), files), Given(("f1", "f2"), None), Given("")]
        )
    several = st.lists(typed(question), max_size=3).map(tuple)
    value = several | typed(question) if question.kind in SEVERAL_CHOSEN else typed(question) | several
    return st.builds(Given, typed=value, found=st.none() | st.just({"id": "you", "text": "X"}))


def of_kind(kind: Kind, *, nothing: bool = True) -> st.SearchStrategy[Any]:
    """A value of the kind; with `nothing` it, or something in it, may be lacking."""
    none = st.none() if nothing else st.nothing()
    if kind.item is not None:
        return none | st.lists(of_kind(kind.item, nothing=nothing), max_size=3)
    if kind.name == "record":
        fields = {name: of_kind(of, nothing=nothing) for name, of in kind.fields.items()}
        return none | st.fixed_dictionaries(fields)
    return SCALARS[kind.name] | SCALARS[kind.name] | none


def _parameter(kind: Kind, pick: str) -> st.SearchStrategy[Any]:
    plain = SCALARS["whole" if kind.name == "money" else kind.name].map(str)
    return st.none() | (st.fixed_dictionaries({pick: plain}) if pick else plain)


def _group(draw: st.DrawFn, group: Group) -> dict[str, Given]:
    found: dict[str, Given] = {}
    for number in draw(st.sampled_from([(), (1,), (1, 2), (2, 99)])):
        row = f"{group.id}.r{number}"
        found[row] = Given(draw(st.sampled_from(["yes", "yes", "no", "maybe"])))
        for question in group.questions:
            found[f"{row}.{question.id}"] = draw(answer(question))
    return found


@st.composite
def inputs_of(draw: st.DrawFn, solution: Solution) -> Inputs:
    """All that a decision is made from, whatever it is."""
    answers: dict[str, Given] = {}
    for name, question in solution.questions.items():
        answers[name] = draw(answer(question))
    for group in solution.groups.values():
        answers |= _group(draw, group)
    for fact, card in solution.cards.items():
        if card.right:
            answers[fact + WRONG] = Given(draw(st.sampled_from(["", "", "yes"])))
            answers[fact + RIGHT] = Given(draw(HOSTILE))
    rows = {}
    for use in solution.parameters:
        rows[use.id] = ParameterRow(use.key, draw(_parameter(use.kind, use.pick)))
    for rate in solution.rates.values():
        rows[rate.id] = ParameterRow(rate.key, draw(_parameter(rate.kind, draw(st.sampled_from(["A", "x"])))))
    facts = {use.id: Looked(draw(of_kind(use.of.kind))) for use in solution.facts}
    municipality = {"code": "0999", "name": "Lyngsø", "area": "oevrige"}
    ground = draw(st.sampled_from(list(solution.shape.who_may.grounds)))
    return Inputs(TODAY, ground, municipality, rows, facts, answers)


def lacking(draw: Draw, value: Any, kind: Kind) -> Any:
    """The value with something in it, or all of it, no longer known."""
    if value is None or draw(st.integers(0, 9)) == 0:
        return None
    if kind.item is not None and isinstance(value, list):
        return [lacking(draw, one, kind.item) for one in value]
    if kind.name == "record" and isinstance(value, dict):
        return {name: lacking(draw, value.get(name), of) for name, of in kind.fields.items()}
    return value


def filled(draw: Draw, value: Any, kind: Kind) -> Any:
    """The value with something of its kind wherever it was not known."""
    if value is None:
        return draw(of_kind(kind, nothing=False))
    if kind.item is not None and isinstance(value, list):
        return [filled(draw, one, kind.item) for one in value]
    if kind.name == "record" and isinstance(value, dict):
        return {name: filled(draw, value.get(name), of) for name, of in kind.fields.items()}
    return value
