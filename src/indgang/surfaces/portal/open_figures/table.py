"""Open figures as tables: one row a channel group, a month, a department or a service."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.selectors.open_figures import OpenRow, OpenSource
from indgang.modules.strategy.vocabulary import CHANNEL_GROUPS, FILTER_NAMES, GROUP_NAMES, Filter, Unit
from indgang.surfaces.common import formats

MIX = ("contacts", "channel_share", "cost", "cost_share")
GROUPS = (*CHANNEL_GROUPS, "unknown")


@dataclass(frozen=True)
class Table:
    """A table with a name: what its columns are called, and its rows, the first cell being the name of the row."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Shown:
    """The figures of one source in one year. `days`: which days they are of; empty when nobody wrote it down."""

    source: OpenSource
    title: str
    days: str
    tables: tuple[Table, ...]


def shown(source: OpenSource, rows: Sequence[OpenRow]) -> Shown:
    """Everything of a source, as tables. `title` has the year once, also when the source's own name has it."""
    title = str(source.title)
    name = title if str(source.year) in title else f"{title} {source.year}"
    id = f"{source.series}-{source.year}"
    filters = list(dict.fromkeys(one.filter for one in rows))
    tables = [_mix(f"{id}-{filter}", rows, filter) for filter in filters]
    plain = [one for one in rows if one.filter is Filter.ALL and one.indicator == "contacts"]
    for what, heading, first in (
        ("month", _("Måned for måned"), _("Måned")),
        ("department", _("Forvaltninger"), _("Forvaltning")),
        ("service", _("Ydelser"), _("Ydelse")),
    ):
        here = [one for one in plain if _part(one)[0] == what]
        if here:
            tables.append(_by_group(f"{id}-{what}", heading, first, here))
    return Shown(
        source, name, _days(rows), tuple(replace(table, title=f"{name}. {table.title}") for table in tables)
    )


def _days(rows: Sequence[OpenRow]) -> str:
    """`Tallene er fra 27. september 2026 til og med 31. oktober 2026.`, and why a year is not all there."""
    whole = next((one for one in rows if not one.cut), None)
    if whole is None or whole.since is None or whole.until is None:
        return ""
    said = _("Tallene er fra %(since)s til og med %(until)s.") % {
        "since": formats.day(whole.since),
        "until": formats.day(whole.until - timedelta(days=1)),
    }
    if whole.until < date(whole.year + 1, 1, 1):
        later = _("En måned kommer med, når den er slut.")
        return f"{said} {later}"
    return said


def text(row: OpenRow | None) -> str:
    """`1.800.000`, `19,42 %`; `under 5` for what is hidden; a dash for what was not counted."""
    if row is None:
        return "–"
    if row.suppressed or row.value is None:
        if row.band == "1-4":
            return _("under 5")
        return _("under 500 kr.") if row.unit is Unit.KR else "–"
    if row.unit is Unit.PERCENT:
        return formats.percent(row.value, 2)
    return formats.kroner(int(row.value)) if row.unit is Unit.KR else formats.number(row.value, 0)


def _mix(id: str, rows: Sequence[OpenRow], filter: Filter) -> Table:
    """Contacts and cost of the whole year, by channel group."""
    known = {(one.indicator, one.group): one for one in rows if one.filter is filter and not one.cut}
    groups = [group for group in (*GROUPS, "all") if ("contacts", group) in known]
    return Table(
        id=id,
        title=_("Hele perioden: %(filter)s") % {"filter": str(FILTER_NAMES[filter]).lower()},
        heads=(_("Kanal"), _("Henvendelser"), _("Andel"), _("Udgift"), _("Andel af udgift")),
        rows=tuple(
            (str(GROUP_NAMES[group]), *(text(known.get((indicator, group))) for indicator in MIX))
            for group in groups
        ),
    )


def _part(row: OpenRow) -> tuple[str, str]:
    """What a row is a part by, and which: `month`, `2026-03-01`."""
    if row.cut.since is not None:
        return "month", row.cut.since.isoformat()
    if row.cut.department:
        return "department", row.cut.department
    return ("service", row.cut.service) if row.cut.service else ("", "")


def _by_group(id: str, title: str, first: str, rows: Sequence[OpenRow]) -> Table:
    known = {(_part(one)[1], one.group): one for one in rows}
    groups = [group for group in (*GROUPS, "all") if any(one.group == group for one in rows)]
    names = {_part(one)[1]: part_name(one) for one in rows}
    by_name: Callable[[str], str] = names.__getitem__
    parts = list(names) if rows[0].cut.since is not None else sorted(names, key=by_name)
    return Table(
        id=id,
        title=title,
        heads=(first, *(str(GROUP_NAMES[group]) for group in groups)),
        rows=tuple((names[part], *(text(known.get((part, group))) for group in groups)) for part in parts),
    )


def part_name(row: OpenRow) -> str:
    """The part in words; an id that nobody knows any more stands as it is."""
    if row.cut.since is not None:
        english = (get_language() or "da").startswith("en")
        month = str(format_date(row.cut.since, "MMMM y", locale="en_GB" if english else "da_DK"))
        return f"{month} ({part})" if (part := _part_of_month(row)) else month
    if row.cut.department:
        return str(identity.departments().get(row.cut.department, row.cut.department))
    service = catalogue.services().get(row.cut.service)
    return str(service.name) if service else row.cut.service


def _part_of_month(row: OpenRow) -> str:
    """Which days of a month were counted; empty when it is the whole month."""
    last = row.until - timedelta(days=1) if row.until else None
    if row.since and row.since != row.cut.since:
        if row.until != row.cut.until and last:
            return _("kun fra den %(first)s. til den %(last)s.") % {"first": row.since.day, "last": last.day}
        return _("kun fra den %(first)s.") % {"first": row.since.day}
    return _("kun til den %(last)s.") % {"last": last.day} if last and row.until != row.cut.until else ""
