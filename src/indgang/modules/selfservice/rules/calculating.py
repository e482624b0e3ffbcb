"""Calculations in words, as they stand with what is known now."""

from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Calculation, Line
from indgang.modules.messages.vocabulary import CALCULATION
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Calculation as Planned


def calculations_of(situation: Situation) -> tuple[Calculation, ...]:
    """Each calculation of which at least one line is known. A line that is not known says so."""
    return tuple(
        _shown(situation, one) for one in situation.solution.calculations if _is_known(situation, one)
    )


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
    return Text(f"{danish}: {value.da}", f"{english}: {value.en or value.da}")
