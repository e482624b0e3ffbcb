"""Calculations in words, as they stand with what is known now."""

from collections.abc import Sequence
from dataclasses import replace

from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Calculation, Line
from indgang.modules.messages.vocabulary import CALCULATION
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Calculation as Planned
from indgang.modules.selfservice.vocabulary import EMPTY


def calculations_of(situation: Situation) -> tuple[Calculation, ...]:
    """Each calculation of which at least one line is known. A line that is not known says so. When a standing grant is
    worked out again, each line also has what it came to then.
    """
    shown = tuple(
        _shown(situation, one) for one in situation.solution.calculations if _is_known(situation, one)
    )
    before = situation.inputs.before
    return tuple(_beside(one, before.calculations) for one in shown) if before else shown


def _beside(table: Calculation, before: Sequence[Calculation]) -> Calculation:
    old = {line.id: line.value for one in before if one.id == table.id for line in one.lines}
    lines = tuple(replace(line, before=old.get(line.id, EMPTY)) for line in table.lines)
    return replace(table, lines=lines)


def _is_known(situation: Situation, planned: Planned) -> bool:
    terms = situation.solution.terms
    return any(situation.value_of(terms[line.id].expression) is not None for line in planned.lines)


def _shown(situation: Situation, planned: Planned) -> Calculation:
    wording = situation.wording
    lines = tuple(
        Line(
            line.id, wording.fill(line.label), wording.words(line.id), wording.fill(line.note), line.paragraph
        )
        for line in planned.lines
    )
    return Calculation(planned.id, wording.fill(planned.title), lines)


def calculation_lines(situation: Situation) -> dict[str, tuple[Text, ...]]:
    """`label: value` for each line, by what a letter calls the calculation; none for one that is not known."""
    known = {one.id: one.lines for one in calculations_of(situation)}
    return {
        CALCULATION + one.id: tuple(_one_line(line) for line in known.get(one.id, ()))
        for one in situation.solution.calculations
    }


def _one_line(line: Line) -> Text:
    """A label with a colon in it would be read as the end of the label."""
    label, value = line.label, line.value
    danish, english = label.da.replace(":", ""), (label.en or label.da).replace(":", "")
    if line.before and line.before != value:
        before = line.before
        return Text(
            f"{danish}: {value.da} (før {before.da})",
            f"{english}: {value.en or value.da} (before {before.en or before.da})",
        )
    return Text(f"{danish}: {value.da}", f"{english}: {value.en or value.da}")
