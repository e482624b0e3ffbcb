"""What was understood of each column, and what was probably meant by the words that were not."""

from rapidfuzz import fuzz, process, utils

from indgang.kernel.free_text import cleaned, without_cpr
from indgang.modules.contacts.schema.mapping import Mapping
from indgang.modules.contacts.services.importing.report import ColumnReport
from indgang.modules.contacts.services.importing.sources import Source
from indgang.modules.contacts.services.importing.stage import Stage, name

MOST_WORDS = 12
NEAREST = 3
CLOSE_ENOUGH = 55
SHORT = 40
_SILENT = frozenset({"key", "party"})


def column_reports(
    stage: Stage, mapping: Mapping, source: Source, catalogue: dict[str, str]
) -> tuple[ColumnReport, ...]:
    """One report for each column of the file, in the order of the file."""
    roles: dict[str, list[str]] = {}
    for role, column in mapping.columns().items():
        roles.setdefault(column, []).append(role)
    found = []
    for column in source.names:
        found += [_used(stage, mapping, column, role, catalogue) for role in roles.get(column, ())]
        if column not in roles:
            found.append(ColumnReport(cleaned(column), "dropped"))
    return tuple(found)


def _used(stage: Stage, mapping: Mapping, column: str, role: str, catalogue: dict[str, str]) -> ColumnReport:
    unclear = name("not_" + role)
    understood, empty, rest = stage.sql(
        f"""SELECT count(*) FILTER ({unclear} IS NULL), count(*) FILTER ({unclear} = ''),
            count(*) FILTER ({unclear} <> '') FROM rows"""  # noqa: S608
    )[0]
    words: tuple[str, ...] = ()
    if rest and role not in _SILENT:
        seen = stage.sql(
            f"""SELECT {unclear}, count(*) AS times FROM rows WHERE {unclear} <> ''
            GROUP BY 1 ORDER BY times DESC, 1 LIMIT {MOST_WORDS}"""  # noqa: S608
        )
        known = _known(mapping, role, catalogue)
        words = tuple(_line(str(word), int(times), known) for word, times in seen)
    return ColumnReport(cleaned(column), role, understood, empty, rest, words)


def _known(mapping: Mapping, role: str, catalogue: dict[str, str]) -> list[str]:
    shape = mapping.values().get(role)
    if shape is None:
        return []
    return [word for word in (shape.values if shape.by == "values" else catalogue) if word]


def _line(word: str, times: int, known: list[str]) -> str:
    """`Telefon (12): Phone, Telephone`"""
    shown = without_cpr(cleaned(word))[:SHORT]
    near = process.extract(
        word, known, scorer=fuzz.WRatio, processor=utils.default_process, limit=NEAREST,
        score_cutoff=CLOSE_ENOUGH,
    )  # fmt: skip
    suggested = ", ".join(str(one[0]) for one in near)
    return f"{shown} ({times}): {suggested}" if suggested else f"{shown} ({times})"
