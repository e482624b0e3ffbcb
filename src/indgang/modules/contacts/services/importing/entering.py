"""Parts become a batch that counts, all at once; and a run that can be read afterwards."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.contacts.models import Batch, ImportRun, Series
from indgang.modules.contacts.schema.mapping import Mapping
from indgang.modules.contacts.selectors.parts import folder as ledger_folder
from indgang.modules.contacts.services.copy import NewPart, enter, place
from indgang.modules.contacts.services.importing.judging import Judgement
from indgang.modules.contacts.services.importing.rejects import rejects_path, write_rejects
from indgang.modules.contacts.services.importing.report import ImportReport
from indgang.modules.contacts.services.importing.sources import Source
from indgang.modules.contacts.services.importing.stage import Stage
from indgang.modules.contacts.services.importing.writing import write_rows
from indgang.modules.contacts.vocabulary import BatchKind, BatchState


class OtherRule(Expected):
    """The series was counted by another rule: its figures may not be added to these."""

    status = 409
    message = Text(
        "Serien er talt efter en anden regel. Giv mappingen et nyt id, så står tallene hver for sig.",
        "The series was counted by another rule. Give the mapping a new id, so that the figures stand apart.",
    )


class OtherMunicipality(OtherRule):
    """The series is another municipality's: the contacts of two are never added up."""

    message = Text(
        "Serien hører til en anden kommune. Giv mappingen sin egen `series`, så står tallene hver for sig.",
        "The series is another municipality's. Give the mapping its own `series`, so that the figures stand apart.",
    )


class SomebodyElse(Expected):
    """Another import into the same series was faster."""

    status = 409
    message = Text(
        "Nogen læste ind i samme serie imens. Intet er ændret. Prøv igen.",
        "Somebody imported into the same series meanwhile. Nothing was changed. Try again.",
    )


def check_rule(mapping: Mapping) -> None:
    """Raises OtherRule when the series holds batches that were counted by another rule, OtherMunicipality."""
    held = Batch.objects.filter(series=mapping.series).exclude(state=BatchState.REMOVED)
    if held.exclude(series__municipality=mapping.shape.municipality.id).exists():
        raise OtherMunicipality
    if held.exclude(series__rule_hash=mapping.rule_hash).exists():
        raise OtherRule


def counting(series: str) -> tuple[int, ...]:
    """The keys of the batches of a series that count."""
    rows = Batch.objects.filter(series=series, current=True).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def write(stage: Stage, mapping: Mapping, found: Judgement, batch: int) -> tuple[NewPart, ...]:
    """The accepted rows as parts that stand in their place on the disk; nobody reads them yet."""
    parts = write_rows(stage, mapping, batch=batch, years=found.years, folder=stage.folder)
    written = sum(part.rows for part in parts)
    if written != found.accepted:
        raise AssertionError(f"{written} rows were written, but {found.accepted} were accepted")
    place(parts)
    return parts


def reserve(mapping: Mapping) -> int:
    """A key for a batch to come: the rows of a part carry it. Nothing stands under it until `enter_batch`."""
    with transaction.atomic():
        row = Batch.objects.create(
            name=f"{mapping.series}-{new_id().hex[:8]}", kind=BatchKind.IMPORT, current=False, state=BatchState.REMOVED,
            title={}, municipality=mapping.shape.municipality.id, counting_rule={}, loaded_at=clock.now(),
        )  # fmt: skip
        key = row.pk
        row.delete()
    return key


def enter_batch(
    mapping: Mapping,
    report: ImportReport,
    parts: tuple[NewPart, ...],
    *,
    key: int,
    seen: tuple[int, ...],
    fingerprint: str,
    by: str,
) -> Batch:
    """Make the batch and its parts count, in one transaction. `seen` are the batches that the rows were compared with.

    Raises SomebodyElse when there are others by now, OtherRule, OtherMunicipality.
    """
    shape = mapping.shape
    with transaction.atomic():
        series, _ = Series.objects.select_for_update().get_or_create(
            pk=mapping.series, defaults=_series(mapping)
        )
        check_rule(mapping)
        if counting(mapping.series) != seen:
            raise SomebodyElse
        if (series.rule_hash, series.municipality) != (mapping.rule_hash, shape.municipality.id):
            Series.objects.filter(pk=series.pk).update(**_series(mapping))
        batch = Batch.objects.create(
            pk=key,
            name=_next_name(series),
            kind=BatchKind.IMPORT,
            state=BatchState.CURRENT,
            series=series,
            title=shape.title.text.as_json(),
            municipality=shape.municipality.id,
            document=(shape.document or report.file)[:200],
            counting_rule=shape.counting_rule.text.as_json(),
            knows_channels=shape.knows_channels,
            hash=fingerprint,
            loaded_at=clock.now(),
            mapping=mapping.text,
            file_name=report.file,
            rows=report.accepted,
            rejected=report.rejected,
            duplicates=report.duplicates,
            first_day=report.first_day,
            last_day=report.last_day,
        )
        enter(parts)
        audit.record(
            action="contacts_imported", actor=by, object=f"batch:{batch.name}",
            detail={"rows": report.accepted, "rejected": report.rejected, "duplicates": report.duplicates},
        )  # fmt: skip
    return batch


def _series(mapping: Mapping) -> dict[str, object]:
    shape = mapping.shape
    return {
        "municipality": shape.municipality.id,
        "municipality_name": shape.municipality.name,
        "title": shape.title.text.as_json(),
        "counting_rule": shape.counting_rule.text.as_json(),
        "rule_hash": mapping.rule_hash,
        "knows_channels": shape.knows_channels,
        "source": mapping.id,
    }


def _next_name(series: Series) -> str:
    """`<series>-<n>`: one more than the highest there ever was."""
    names = Batch.objects.filter(series=series).values_list("name", flat=True)
    numbers = [int(tail) for name in names if (tail := name.removeprefix(f"{series.pk}-")).isdigit()]
    return f"{series.pk}-{max(numbers, default=0) + 1}"


@dataclass(frozen=True)
class KeptRejects:
    """The key of a run to come, and where the file of its rejected rows stands below the ledger; empty when none."""

    run: UUID
    path: str = ""


def keep_rejects(stage: Stage, mapping: Mapping, source: Source, report: ImportReport) -> KeptRejects:
    """Write the file of rejected rows, before anything counts. A file without a run is swept after a while."""
    run = new_id()
    if not report.rejected:
        return KeptRejects(run)
    path = rejects_path(run)
    write_rejects(stage, mapping, source, ledger_folder() / path)
    return KeptRejects(run, path)


def tell_run(
    mapping: Mapping, report: ImportReport, kept: KeptRejects, *, begun: datetime, batch: Batch | None
) -> ImportReport:
    """Keep what became of the run for 30 days. Returns the report with the path of its rejected rows."""
    ImportRun.objects.create(
        pk=kept.run,
        mapping=mapping.id,
        file_name=report.file,
        state=report.state,
        read=report.read,
        accepted=report.accepted,
        rejected=report.rejected,
        duplicates=report.duplicates,
        reasons=report.reasons,
        columns=[asdict(one) for one in report.columns],
        rejects_file=kept.path,
        begun_at=begun,
        ended_at=clock.now(),
        batch=batch,
    )
    return replace(report, rejects_file=kept.path and str(ledger_folder() / kept.path))
