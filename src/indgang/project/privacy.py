"""Retention and the record of processing (GDPR article 30), made from what each table declares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db import models

from indgang.kernel import clock
from indgang.kernel.privacy import NO_PERSONAL_DATA, Privacy, no_personal_data
from indgang.modules.cases import selectors as cases

FOREIGN_TABLES: dict[str, Privacy] = {
    "auth.Permission": no_personal_data("Djangos rettigheder; bruges ikke"),
    "auth.Group": no_personal_data("Djangos grupper; bruges ikke"),
    "auth.Group_permissions": no_personal_data("Djangos grupper; bruges ikke"),
    "contenttypes.ContentType": no_personal_data("Djangos liste over tabeller"),
    "sessions.Session": Privacy(
        purpose="At holde en borger eller medarbejder logget ind",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og artikel 32",
        days=0,
        since="expire_date",
        subjects=("borger", "medarbejder"),
        categories=("login", "det, man var i gang med at skrive, da login udløb (krypteret)"),
    ),
    "django_tasks_database.DBTaskResult": Privacy(
        purpose="At gøre arbejde færdigt i baggrunden, for eksempel at aflevere et brev",
        basis="Databeskyttelsesforordningens artikel 32",
        days=14,
        since="finished_at",
        subjects=("borger",),
        categories=("numre på beskeder",),
    ),
}


@dataclass(frozen=True)
class Table:
    """One table and what it declares."""

    model: type[models.Model]
    privacy: Privacy

    @property
    def label(self) -> str:
        return self.model._meta.label


def tables() -> Iterator[Table]:
    """Every table with its declaration. Raises LookupError for one that declares nothing."""
    for model in apps.get_models(include_auto_created=True):
        declared = getattr(model, "privacy", None) or FOREIGN_TABLES.get(model._meta.label)
        if declared is None:
            raise LookupError(f"{model._meta.label} declares no purpose, basis and retention.")
        yield Table(model, declared)


def purge(*, dry_run: bool = False) -> dict[str, int]:
    """Delete what is older than its retention. Returns rows by table; the lowest tables go last.

    A row that something newer still points to with PROTECT is kept until that is gone; so is what belongs to a
    case that is still there: a long case must not lose its first letters.
    """
    removed: dict[str, int] = {}
    for table in tables():
        if table.privacy.days is None:
            continue
        border = clock.now() - timedelta(days=table.privacy.days)
        field = table.model._meta.get_field(table.privacy.since.split("__")[0])
        limit = border.date() if type(field) is models.DateField else border
        rows = table.model._default_manager.filter(
            **{f"{table.privacy.since}__lt": limit}, **table.privacy.only
        )
        kept = _cases_still_there(rows, table.privacy.with_case)
        if dry_run:
            removed[table.label] = rows.count() - sum(kept.values())
            continue
        removed[table.label] = _delete(rows, table.privacy.with_case, kept)
    return removed


def _cases_still_there(rows: models.QuerySet[models.Model], path: str) -> dict[str, int]:
    """The keys of cases that these rows belong to and that are still there, and how many rows each has."""
    if not path:
        return {}
    counted = rows.order_by().values_list(path).annotate(models.Count("pk"))
    found = dict(counted.iterator(chunk_size=500))
    return {key: found[key] for key in cases.keys_that_exist(found)}


def _delete(rows: models.QuerySet[models.Model], path: str, kept: Mapping[str, int]) -> int:
    count = 0
    if kept:
        rows = rows.annotate(belongs_to=models.F(path))
    for row in rows.iterator(chunk_size=500):
        if kept and getattr(row, "belongs_to") in kept:  # noqa: B009  (annotated)
            continue
        try:
            count += row.delete()[0]
        except (models.ProtectedError, models.RestrictedError):
            continue
    return count


def processing_record() -> str:
    """The record of processing as Markdown, in Danish."""
    lines = [
        "# Fortegnelse over behandlinger",
        "",
        "Databeskyttelsesforordningens artikel 30. Lavet af det, hver tabel selv erklærer, med",
        "`./indgang manage processing_record`. Ret erklæringen i tabellens model, ikke her.",
        "",
        "| Tabel | Formål | Grundlag | Hvem | Oplysninger | Slettes |",
        "|---|---|---|---|---|---|",
    ]
    ordered = sorted(tables(), key=lambda table: table.label)
    for table in ordered:
        declared = table.privacy
        if declared.kept_because == NO_PERSONAL_DATA:
            continue
        ends = (
            f"{declared.days} dage efter `{declared.since}`"
            if declared.days is not None
            else declared.kept_because
        )
        if declared.with_case:
            ends += ", og aldrig før den sag, de hører til"
        who = ", ".join(declared.subjects) or "–"
        what = ", ".join(declared.categories) or "–"
        lines.append(f"| {table.label} | {declared.purpose} | {declared.basis} | {who} | {what} | {ends} |")
    lines += ["", "Disse tabeller har ingen personoplysninger:", ""]
    lines += [
        f"- {table.label}: {table.privacy.purpose}"
        for table in ordered
        if table.privacy.kept_because == NO_PERSONAL_DATA
    ]
    return "\n".join(lines) + "\n"
