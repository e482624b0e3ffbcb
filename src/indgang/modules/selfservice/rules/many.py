"""One row of a file of many: from what stands in its cells to what would have been typed in the form."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indgang.kernel.free_text import without_cpr
from indgang.kernel.text import Text
from indgang.modules.selfservice.rules import reading
from indgang.modules.selfservice.rules.inputs import Given
from indgang.modules.selfservice.rules.read import Choosable, covered
from indgang.modules.selfservice.rules.reading_kinds import PERIOD_SIGN
from indgang.modules.selfservice.schema.solution import Question, Solution
from indgang.modules.selfservice.schema.solution.many import Column, Many
from indgang.modules.selfservice.vocabulary import EMPTY, ERROR_COLUMN, SEVERAL_CHOSEN, QuestionKind

CHOOSING = SEVERAL_CHOSEN | {QuestionKind.CHOICE, QuestionKind.DOCTOR, QuestionKind.PICK}
LONGEST_CELL = 2_000
_YES = {"ja", "j", "yes", "y", "x", "sand", "true", "1"}
_NO = {"nej", "n", "no", "falsk", "false", "0"}
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(:00)?")
_MOST_LISTED = 12

SAY_YES_OR_NO = Text("Skriv ja eller nej.", "Write yes or no.")
ONE_OF = Text("Skriv et af disse: {choices}.", "Write one of these: {choices}.")
LOST_NOUGHT = Text(
    "Nummeret har 9 tal. Excel har nok fjernet nullet forrest. Gør kolonnen til tekst, og skriv det igen.",
    "The number has 9 digits. Excel has probably removed the nought in front. Make the column text; write it again.",
)


@dataclass(frozen=True)
class Places:
    """Where each column stands in the file. `missing` are headers that must be there; `unused` are of no use to us."""

    at: Mapping[str, int]
    missing: tuple[Text, ...]
    unused: tuple[str, ...]
    twice: tuple[str, ...]


def places_of(solution: Solution, many: Many, names: Sequence[str]) -> Places:
    """Which of the file's columns is which of ours, by their names in either language, whatever their capitals."""
    known = {_plain(word): column.name for column in many.columns for word in _words(column)}
    plain = [_plain(name) for name in names]
    twice = tuple(sorted({name for name in names if _plain(name) and plain.count(_plain(name)) > 1}))
    at: dict[str, int] = {}
    unused = []
    for place, name in enumerate(names):
        column = known.get(plain[place])
        if column is not None:
            at.setdefault(column, place)
        elif name and plain[place] not in {_plain(ERROR_COLUMN.da), _plain(ERROR_COLUMN.en)}:
            unused.append(without_cpr(name)[:60])
    missing = [
        column.header
        for column in many.columns
        if column.name not in at and _always_asked(solution.question_at(column.key))
    ]
    return Places(at, tuple(missing), tuple(unused), twice)


def _always_asked(question: Question | None) -> bool:
    return question is not None and question.required and question.show is None and question.prefill is None


def _words(column: Column) -> tuple[str, ...]:
    return (column.header.da, column.header.en or column.header.da)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


Typed = dict[str, str | tuple[str, ...]]


def typed_in(
    solution: Solution, many: Many, cells: Mapping[str, str], options: Mapping[str, Sequence[Choosable]]
) -> Typed:
    """What would have been typed, by answer. `cells` by the names of columns; `options`: what can be chosen now.

    What is to be confirmed is asked of the file as a whole, and so is yes here.
    """
    typed: Typed = {
        question.id: "yes"
        for question in solution.questions.values()
        if question.kind is QuestionKind.CONFIRM
    }
    for column in many.columns:
        question = solution.question_at(column.key)
        if question is None:
            continue
        cell = cells.get(column.name, "")
        if column.part:
            first, _, last = str(typed.get(column.key, PERIOD_SIGN)).partition(PERIOD_SIGN)
            day = _day(cell).replace(PERIOD_SIGN, "-")  # 1/11-2026: the sign stands between the two days
            halves = (day, last) if column.part == "from" else (first, day)
            typed[column.key] = PERIOD_SIGN.join(halves)
        elif cell:
            typed[column.key] = _one(question, cell, options.get(column.key, ()))
    return {key: value for key, value in typed.items() if value not in ("", PERIOD_SIGN)}


def _one(question: Question, cell: str, options: Sequence[Choosable]) -> str | tuple[str, ...]:
    if question.kind is QuestionKind.YES_NO:
        return "yes" if _plain(cell) in _YES else "no" if _plain(cell) in _NO else cell
    if question.kind is QuestionKind.DATE:
        return _day(cell)
    if question.kind in CHOOSING:
        named = {_plain(word): one.value for one in options for word in (one.label.da, one.label.en) if word}
        named |= {_plain(one.value): one.value for one in options}
        if question.kind in SEVERAL_CHOSEN:
            parts = [part.strip() for part in re.split(r"[,;\n]", cell) if part.strip()]
            return tuple(named.get(_plain(part), part) for part in parts)
        return named.get(_plain(cell), cell)
    return cell


def _day(cell: str) -> str:
    """A day as Excel hands it over is a moment at midnight."""
    match = _MIDNIGHT.fullmatch(cell)
    return match[1] if match else cell


def what_to_do(question: Question, typed: str, message: Text, options: Sequence[Choosable]) -> Text:
    """What to write instead, where a file knows better than a page: there is no list to choose from."""
    if question.kind is QuestionKind.YES_NO:
        return SAY_YES_OR_NO
    if question.kind in CHOOSING and 0 < len(options) <= _MOST_LISTED:
        danish = ", ".join(one.label.da for one in options)
        english = ", ".join(one.label.en or one.label.da for one in options)
        return Text(ONE_OF.da.format(choices=danish), ONE_OF.en.format(choices=english))
    if question.kind is QuestionKind.CPR and sum(sign.isdigit() for sign in typed) == 9:
        return LOST_NOUGHT
    return message


def same_in_other_words(solution: Solution, many: Many, cells: Mapping[str, str]) -> str:
    """What a row says, so that two that say the same are alike: `1.000` and `1000,00`, `1/11-2026` and `2026-11-01`."""
    said = {}
    for key, typed in typed_in(solution, many, cells, static_options(solution, many)).items():
        question = solution.question_at(key)
        if question is None or question.kind is QuestionKind.CONFIRM:
            continue
        read = reading.NOTHING
        if question.kind not in CHOOSING and question.kind is not QuestionKind.ADDRESS:
            read = reading.read(question, Given(typed), (), None)
        plain = [_plain(one) for one in (typed if isinstance(typed, tuple) else (typed,))]
        said[key] = plain if read.value is None else str(read.value)
    return json.dumps(said, sort_keys=True)


def static_options(solution: Solution, many: Many) -> dict[str, tuple[Choosable, ...]]:
    """What can be chosen whatever the registers say, by answer."""
    found = {}
    for column in many.columns:
        question = solution.question_at(column.key)
        if question is not None and question.choices:
            found[column.key] = tuple(Choosable(one.value, one.label, one.help) for one in question.choices)
    return found


_WRITE = {
    QuestionKind.DATE: Text("En dato: 31-12-2026.", "A date: 31-12-2026."),
    QuestionKind.PERIOD: Text("En dato: 31-12-2026.", "A date: 31-12-2026."),
    QuestionKind.YES_NO: Text("Ja eller nej.", "Yes or no."),
    QuestionKind.MONEY: Text("Et beløb i kroner: 2.405,50.", "An amount in kroner: 2.405,50."),
    QuestionKind.WHOLE: Text("Et helt tal.", "A whole number."),
    QuestionKind.CPR: Text("Ti tal. Gør kolonnen til tekst.", "Ten digits. Make the column text."),
    QuestionKind.COMPANY: Text("Otte tal.", "Eight digits."),
    QuestionKind.VEHICLE: Text("En nummerplade.", "A number plate."),
    QuestionKind.PHONE: Text("Et telefonnummer.", "A telephone number."),
    QuestionKind.EMAIL: Text("En e-mailadresse.", "An e-mail address."),
    QuestionKind.ADDRESS: Text("Vej, nummer, postnummer og by.", "Street, number, postal code and town."),
    QuestionKind.PEOPLE: Text("Navne med komma imellem.", "Names with commas between."),
    QuestionKind.PICKS: Text("Med komma imellem.", "With commas between."),
}
_FIRST_DAY = Text("Den første dag: 01-12-2026.", "The first day: 01-12-2026.")
_LAST_DAY = Text("Den sidste dag: 31-12-2026.", "The last day: 31-12-2026.")


def what_to_write(question: Question, part: str) -> Text:
    """How the cells of a column are written; empty when any words do."""
    if part:
        return _FIRST_DAY if part == "from" else _LAST_DAY
    if question.choices:
        danish = ", ".join(one.label.da for one in question.choices)
        english = ", ".join(one.label.en or one.label.da for one in question.choices)
        return Text(ONE_OF.da.format(choices=danish), ONE_OF.en.format(choices=english))
    return _WRITE.get(question.kind, EMPTY)


def shown_cell(question: Question | None, cell: str) -> str:
    """What was written, as a page may show it: of a CPR number only the birth date, and nothing of one elsewhere."""
    return covered(cell) if question is not None and question.kind is QuestionKind.CPR else without_cpr(cell)
