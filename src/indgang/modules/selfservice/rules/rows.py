"""Which rows a group has, as its answers stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indgang.kernel.text import Text
from indgang.modules.selfservice.rules.inputs import Given
from indgang.modules.selfservice.schema.solution import Group, Question, RowKey
from indgang.modules.selfservice.vocabulary import EMPTY

THERE, GONE = "yes", "no"
"""What the key of a row (`wishes.r2`) holds."""
LAST_NUMBER = 99

TOO_FEW = Text("Der mangler noget. Tilføj, så der er mindst {least}.", "Add more: at least {least}.")
TOO_MANY = Text("Der er for mange. Fjern nogle, så der er højst {most}.", "Remove some: at most {most}.")


@dataclass(frozen=True)
class TakenRow:
    """A row as it was answered: its key, its values by question, and the questions that are asked in it."""

    marker: str
    values: dict[str, Any]
    asked: tuple[Question, ...]


def numbers_in(group: Group, answers: Mapping[str, Given], least: int) -> list[int]:
    """The numbers of the rows that are there. The first `least` are there until they are taken away."""
    found: dict[int, bool] = dict.fromkeys(range(1, least + 1), True)
    marked: dict[int, bool] = {}
    for key, given in answers.items():
        row = RowKey.of(key)
        if row is None or row.group != group.id:
            continue
        if not row.question:
            marked[row.row] = given.typed != GONE
        elif given.typed:
            found[row.row] = True
    return sorted(number for number in found | marked if marked.get(number, found.get(number, False)))


def next_number(group: Group, answers: Mapping[str, Given], shown: list[int]) -> int:
    """The number of a new row: one that no row ever had, so that nothing old comes back with it."""
    ever = [row.row for key in answers if (row := RowKey.of(key)) and row.group == group.id]
    return max([0, *ever, *shown]) + 1


def count_error(count: int, least: int | None, most: int | None) -> Text:
    """What to do when there are too few rows, or too many."""
    if least is not None and count < least:
        return TOO_FEW.format(least=least)
    if most is not None and count > most:
        return TOO_MANY.format(most=most)
    return EMPTY
