"""What a document says drives benefits, what we answer to each, and municipalities beside each other."""

import csv
import io
from dataclasses import dataclass

from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.models import FactorAnswer
from indgang.modules.strategy.rules.factors import WORTH, Beside, Correlation, Place, correlate
from indgang.modules.strategy.selectors.strategies import strategies
from indgang.modules.strategy.vocabulary import NoteInfo, StrategyInfo

__all__ = ["Beside", "Correlation", "FactorInfo", "Hint", "Place", "correlation", "factors", "read_places"]

LARGEST = 1_000_000
MOST_ROWS = 1000
YES = {
    "ja": "yes",
    "yes": "yes",
    "delvist": "partly",
    "delvis": "partly",
    "partly": "partly",
    "nej": "no",
    "no": "no",
}


@dataclass(frozen=True)
class Hint:
    """A recommendation, or how somebody did it (`municipality`)."""

    title: str
    meaning: Text
    page: str
    municipality: str = ""


@dataclass(frozen=True)
class FactorInfo:
    """A factor with its hints, and our own answer of a year (empty: none yet)."""

    id: str
    title: str
    english: str
    meaning: Text
    page: str
    strategy: StrategyInfo
    hints: tuple[Hint, ...]
    methods: tuple[Hint, ...]
    notes: tuple[NoteInfo, ...]
    answer: str = ""
    note: str = ""


def factors(year: int) -> list[FactorInfo]:
    """Every factor of the strategies' own documents, with our answers of a year. One query."""
    own = identity.municipality().id
    answers = {row.factor: row for row in FactorAnswer.objects.filter(municipality=own, year=year)}
    found = []
    for one in strategies().values():
        content = one.own
        for item in content.factors:
            mine = answers.get(item.id)
            about = {note.id for note in content.notes_about(item.id)}
            found.append(
                FactorInfo(
                    id=item.id,
                    title=item.title,
                    english=item.english or "",
                    meaning=item.meaning.text if item.meaning else Text(),
                    page=item.page,
                    strategy=one,
                    hints=tuple(_hint(hint) for hint in content.recommendations if hint.factor == item.id),
                    methods=tuple(
                        _hint(way, way.municipality or "") for way in content.methods if way.factor == item.id
                    ),
                    notes=tuple(note for note in one.notes if note.id in about),
                    answer=mine.answer if mine else "",
                    note=mine.note if mine else "",
                )
            )
    return found


def _hint(item: object, municipality: str = "") -> Hint:
    title, page = str(getattr(item, "title", "")), str(getattr(item, "page", ""))
    meaning = getattr(item, "meaning", None)
    return Hint(title, meaning.text if meaning else Text(), page, municipality)


def read_places(raw: bytes, known: list[str]) -> tuple[list[Place], list[Text]]:
    """Municipalities from a CSV file, and what to mend in it: then there are none.

    The columns are `kommune`, `selvbetjening` (percent), and one for each factor by its id, with ja, delvist or nej.
    UTF-8 or the usual Windows letters, commas or semicolons.
    """
    if len(raw) > LARGEST:
        return [], [
            Text("Filen er større end 1 MB. Send en mindre.", "The file is over 1 MB. Send a smaller one.")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    lines = io.StringIO(text, newline=None)  # a line may end as on any machine
    try:
        rows = list(csv.reader(lines, delimiter=";" if ";" in head else ","))
    except csv.Error:
        return [], [
            Text("Filen kan ikke læses som CSV. Gem den igen.", "This is no CSV file. Save it again.")
        ]
    names = [name.strip().lower() for name in rows[0]] if rows else []
    missing = [name for name in ("kommune", "selvbetjening") if name not in names]
    columns = [name for name in known if name in names]
    if missing or not columns:
        wanted = ", ".join(["kommune", "selvbetjening", *known])
        return [], [
            Text(
                f"Første linje skal have navnene på kolonnerne: {wanted}.",
                f"The first line must have the names of the columns: {wanted}.",
            )
        ]
    if len(rows) > MOST_ROWS:
        return [], [Text("Filen har flere end 1.000 linjer.", "The file has more than 1,000 lines.")]
    places, problems = [], []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        place, wrong = _place(cells, columns)
        if place is None:
            problems.append(Text(f"Linje {number}: {wrong.da}", f"Line {number}: {wrong.en}"))
        else:
            places.append(place)
    twice = {one.name for one in places if [other.name for other in places].count(one.name) > 1}
    problems += [Text(f"{name} står der to gange.", f"{name} stands there twice.") for name in sorted(twice)]
    return ([], problems) if problems else (places, [])


def _place(cells: dict[str, str], columns: list[str]) -> tuple[Place | None, Text]:
    name, raw = cells.get("kommune", ""), cells.get("selvbetjening", "")
    try:
        rate = float(raw.rstrip("% ").replace(",", "."))
    except ValueError:
        rate = -1.0
    if not name:
        return None, Text("Skriv kommunens navn.", "Write the name of the municipality.")
    if not 0 <= rate <= 100:
        return None, Text(
            f"selvbetjening er {raw or 'tom'}. Skriv et tal fra 0 til 100.",
            f"selvbetjening is {raw or 'empty'}. Write a number from 0 to 100.",
        )
    answers = {column: YES.get(cells.get(column, "").lower(), "") for column in columns}
    wrong = next((column for column, answer in answers.items() if answer not in WORTH), "")
    if wrong:
        return None, Text(f"{wrong}: skriv ja, delvist eller nej.", f"{wrong}: write ja, delvist or nej.")
    return Place(name[:100], rate, answers), Text()


def correlation(places: list[Place], factors: list[str]) -> Correlation:
    """The factors that the places answered, beside their self-service rate."""
    asked = [factor for factor in factors if any(factor in one.answers for one in places)]
    return correlate(places, asked)
