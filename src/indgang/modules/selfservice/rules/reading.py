"""From what somebody typed to an answer, or to a sentence that says what to do."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.selfservice.rules import reading_kinds
from indgang.modules.selfservice.rules.inputs import Given
from indgang.modules.selfservice.rules.read import Choosable, Read
from indgang.modules.selfservice.schema.solution import Question
from indgang.modules.selfservice.vocabulary import EMPTY, NO, YES, QuestionKind

__all__ = ["NOTHING", "Choosable", "Read", "empty", "joined", "missing", "read", "typed_of"]

LONGEST_KEPT = 20_000  # characters kept of one answer, right or wrong
SHORT, LONG = 200, 2_000  # what may be sent: one line; a text without a limit of its own


NOTHING = Read()

_MISSING = {
    QuestionKind.DATE: Text("Skriv en dato.", "Write a date."),
    QuestionKind.YES_NO: Text("Vælg ja eller nej.", "Choose yes or no."),
    QuestionKind.CHOICE: Text("Vælg et svar.", "Choose an answer."),
    QuestionKind.PEOPLE: Text("Vælg mindst én.", "Choose at least one."),
    QuestionKind.ADDRESS: Text("Skriv en adresse.", "Write an address."),
    QuestionKind.DOCTOR: Text("Vælg en læge.", "Choose a doctor."),
    QuestionKind.TEXT: Text("Skriv et svar.", "Write an answer."),
    QuestionKind.PHONE: Text("Skriv et telefonnummer.", "Write a telephone number."),
    QuestionKind.EMAIL: Text("Skriv en e-mailadresse.", "Write an e-mail address."),
    QuestionKind.CONFIRM: Text("Sæt flueben her, før du kan gå videre.", "Tick this box before you go on."),
    QuestionKind.MONEY: Text("Skriv et beløb.", "Write an amount."),
    QuestionKind.PERIOD: Text("Skriv, fra hvornår til hvornår.", "Write from when until when."),
    QuestionKind.WHOLE: Text("Skriv et tal.", "Write a number."),
    QuestionKind.VEHICLE: Text("Skriv en nummerplade.", "Write a number plate."),
    QuestionKind.COMPANY: Text("Skriv et CVR-nummer.", "Write a CVR number."),
    QuestionKind.CPR: Text("Skriv et CPR-nummer.", "Write a CPR number."),
    QuestionKind.PICK: Text("Vælg et svar.", "Choose an answer."),
    QuestionKind.PICKS: Text("Vælg mindst én.", "Choose at least one."),
    QuestionKind.UPLOAD: Text("Læg en fil ved.", "Attach a file."),
}
BAD_DATE = Text(
    "Skriv datoen som dag, måned og år, for eksempel 31-12-2026.",
    "Write the date as day, month and year, for example 31-12-2026.",
)
NO_SUCH_DATE = Text(
    "Den dato findes ikke. Se efter, og ret den.", "That date does not exist. Check and correct it."
)
NOT_AN_OPTION = Text(
    "Det kan ikke vælges. Vælg et svar fra listen.", "That cannot be chosen. Choose from the list."
)
UNKNOWN_ADDRESS = Text(
    "Vi kan ikke finde adressen. Skriv vej, nummer, etage og dør, eller vælg en på listen.",
    "We cannot find the address. Write street, number, floor and door, or choose one from the list.",
)
WHICH_HOME = Text(
    "Der er flere boliger i huset. Vælg den rigtige etage og dør på listen.",
    "There are several homes in the house. Choose the right floor and door from the list.",
)
BAD_PHONE = Text(
    "Skriv otte tal, for eksempel 12 34 56 78. Er det fra et andet land, så begynd med +.",
    "Write eight digits, for example 12 34 56 78. From another country, begin with +.",
)
BAD_EMAIL = Text(
    "Det ligner ikke en e-mailadresse. Skriv den som navn@eksempel.dk.",
    "That does not look like an e-mail address. Write it like name@example.com.",
)
TOO_LONG = Text(
    "Det er for langt. Skriv højst {limit} tegn. Du har skrevet {length}.",
    "That is too long. Write at most {limit} characters. You have written {length}.",
)
_MONTHS = {
    name: number
    for names in (
        "januar februar marts april maj juni juli august september oktober november december",
        "january february march april may june july august september october november december",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_PARTS = re.compile(r"(\d{1,2})[\s.\-/]+(\d{1,2}|[a-z]+)[\s.\-/]+(\d{4})")
_EMAIL = re.compile(r"[^@\s,;<>\"()]{1,64}@[^@\s,;<>\"().]+(\.[^@\s,;<>\"().]+)+")


def missing(kind: QuestionKind) -> Text:
    """What to say when a required question has no answer."""
    return _MISSING[kind]


def empty(given: Given | None) -> bool:
    return given is None or not given.typed


def read(question: Question, given: Given, options: Sequence[Choosable], limit: int | None) -> Read:
    """Read one answer that is not empty. `limit` is the question's own greatest length."""
    if question.options and not options:
        return _not_checked(given)
    if question.kind is QuestionKind.UPLOAD:
        return _files(given)
    if isinstance(given.typed, tuple):
        return _people(given.typed, options)
    text = given.typed
    most = limit if limit is not None else (LONG if question.kind is QuestionKind.TEXT else SHORT)
    if len(text) > most:
        return Read(error=TOO_LONG.format(limit=most, length=len(text)))
    match question.kind:
        case QuestionKind.DATE:
            return _date(text)
        case QuestionKind.YES_NO:
            return {"yes": Read(True, YES), "no": Read(False, NO)}.get(text, Read(error=NOT_AN_OPTION))
        case QuestionKind.CONFIRM:
            return Read(True, YES) if text == "yes" else Read(error=missing(question.kind))
        case QuestionKind.CHOICE | QuestionKind.DOCTOR | QuestionKind.PICK:
            return _one_of(text, options)
        case QuestionKind.PEOPLE | QuestionKind.PICKS:
            return _people((text,), options)
        case QuestionKind.ADDRESS:
            return _address(given.found)
        case QuestionKind.PHONE:
            return _phone(text)
        case QuestionKind.EMAIL:
            return Read(text, Text(text, text)) if _EMAIL.fullmatch(text) else Read(error=BAD_EMAIL)
        case QuestionKind.TEXT:
            return Read(text, Text(text, text))
        case QuestionKind.MONEY:
            return reading_kinds.money(text)
        case QuestionKind.WHOLE:
            return reading_kinds.whole(text)
        case QuestionKind.PERIOD:
            return reading_kinds.period(text, _date)
        case QuestionKind.VEHICLE:
            return reading_kinds.vehicle(text)
        case QuestionKind.COMPANY:
            return reading_kinds.company(text)
        case QuestionKind.CPR:
            return reading_kinds.cpr(text)


def typed_of(kind: QuestionKind, value: Any) -> str | list[str]:
    """A value that a condition came to, as a citizen would have typed it: for what is chosen to begin with."""
    if kind is QuestionKind.MONEY:
        return reading_kinds.money_as_typed(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value)


def _date(text: str) -> Read:
    plain = text.strip().lower()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain):
            return _day(date.fromisoformat(plain))
        match = _PARTS.fullmatch(plain)
        if match is None:
            return Read(error=BAD_DATE)
        day, month, year = match.groups()
        number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
        return _day(date(int(year), number, int(day))) if number else Read(error=BAD_DATE)
    except ValueError:
        return Read(error=NO_SUCH_DATE)


def _day(day: date) -> Read:
    return Read(day, long_date(day)) if 1900 <= day.year <= 2200 else Read(error=NO_SUCH_DATE)


def _one_of(text: str, options: Sequence[Choosable]) -> Read:
    chosen = next((option for option in options if option.value == text), None)
    return Read(chosen.value, chosen.label) if chosen else Read(error=NOT_AN_OPTION)


def _files(given: Given) -> Read:
    """The files that were attached, as they were when they were. One that nobody knows is left out."""
    typed = given.typed if isinstance(given.typed, tuple) else (given.typed,)
    kept = given.found if isinstance(given.found, dict) else {}
    known = [kept[mark] for mark in typed if isinstance(kept.get(mark), dict)]
    files = [one for one in known if isinstance(one.get("name"), str) and isinstance(one.get("pages"), int)]
    if not files:
        return Read(error=missing(QuestionKind.UPLOAD))
    value = [{"name": one["name"], "kind": str(one.get("kind", "")), "pages": one["pages"]} for one in files]
    return Read(value, joined([Text(one["name"], one["name"]) for one in files]))


def _people(typed: Sequence[str], options: Sequence[Choosable]) -> Read:
    known = {option.value: option.label for option in options}
    if any(value not in known for value in typed):
        return Read(error=NOT_AN_OPTION)
    chosen = [value for value in known if value in typed]
    return Read(chosen, joined([known[value] for value in chosen]))


def _not_checked(given: Given) -> Read:
    """The register that knows what can be chosen is silent. What was chosen stands, under the names it had
    then;
    it is not known to be right, so no rule can rest on it."""
    typed = given.typed if isinstance(given.typed, tuple) else (given.typed,)
    names = given.found if isinstance(given.found, dict) else {}
    return Read(shown=joined([Text(names.get(value, value), names.get(value, value)) for value in typed]))


def _address(found: Any) -> Read:
    if isinstance(found, dict) and found.get("several"):
        return Read(error=WHICH_HOME)
    if not isinstance(found, dict) or not found.get("id"):
        return Read(error=UNKNOWN_ADDRESS)
    return Read(found["id"], Text(found["text"], found["text"]))


def _phone(text: str) -> Read:
    plain = re.sub(r"[\s().\-]", "", text)
    plain = re.sub(r"^(\+45|0045)(?=\d{8}$)", "", plain)
    if re.fullmatch(r"[2-9][0-9]{7}", plain):
        shown = " ".join(plain[i : i + 2] for i in range(0, 8, 2))
    elif re.fullmatch(r"\+[1-9][0-9]{6,14}", plain):
        shown = plain
    else:
        return Read(error=BAD_PHONE)
    return Read(plain, Text(shown, shown))


def joined(texts: Sequence[Text]) -> Text:
    """`A, B og C`."""
    if len(texts) < 2:
        return texts[0] if texts else EMPTY
    *first, last = texts
    return Text(
        f"{', '.join(text.da for text in first)} og {last.da}",
        f"{', '.join(text.en or text.da for text in first)} and {last.en or last.da}",
    )
