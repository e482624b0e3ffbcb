"""Strategies from content: figures into the ledger as an archive, the document whole, targets into a table."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.strict_yaml import ContentError, Problem
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import LIBRARY_VISITS, Archive, ArchiveRow
from indgang.modules.strategy.models import Strategy, Target
from indgang.modules.strategy.schema import Effective, StrategyFile, StrategyShape, read_text
from indgang.modules.strategy.schema.strategy.counted import BaselineShape
from indgang.modules.strategy.schema.strategy.facts import better_of
from indgang.modules.strategy.vocabulary import Cut

CONTENT, UPLOAD = "content", "upload"


def known() -> dict[str, StrategyShape]:
    """Every strategy that is loaded, by id."""
    return {
        row.pk: StrategyShape.model_validate(row.content) for row in Strategy.objects.all() if row.content
    }


def uploaded(problems: list[Problem]) -> dict[str, StrategyShape]:
    """Those that somebody sent us. One that an older release let through, and this one cannot read, is told."""
    found = {}
    for row in Strategy.objects.filter(origin=UPLOAD).order_by("pk"):
        try:
            found[row.pk] = read_text(row.source, f"{row.pk} (sent to us)").shape
        except ContentError as error:
            problems.extend(error.problems)
            problems.append(
                Problem(
                    f"{row.pk} (sent to us)",
                    0,
                    f"Run `./indgang strategy remove {row.pk}`, and load it anew.",
                )
            )
    return found


def keep(file: StrategyFile, whole: Effective, *, origin: str = CONTENT) -> None:
    """Load one strategy. Its baseline becomes an archive batch of the ledger, once."""
    shape = file.shape
    if shape.baseline is not None and whole.content.municipality is not None:
        contacts.load_archive(
            archive=_archive(shape.baseline, whole.content.municipality.id, shape.document.title)
        )
    _keep(file, whole, origin)


def _archive(baseline: BaselineShape, municipality: str, document: str) -> Archive:
    visits = baseline.library_visits
    return Archive(
        name=baseline.name,
        title=baseline.title.text,
        municipality=municipality,
        year=baseline.year,
        document=document,
        counting_rule=baseline.counting_rule.text,
        at=datetime(baseline.year, 12, 31, 12, tzinfo=COPENHAGEN),
        rows=tuple(
            ArchiveRow(
                source_row=row.id,
                channel=row.channel,
                weight=row.contacts,
                quality=row.quality,
                page=row.page,
                compiled_by=row.compiled_by,
                note=row.note.text,
                service=row.service or "",
            )
            for row in baseline.rows
        ),
        marks={LIBRARY_VISITS: {"channel": visits.channel, "service": visits.service}} if visits else {},
        knows_channels=baseline.knows_channels,
    )


def _keep(file: StrategyFile, whole: Effective, origin: str) -> None:
    shape = file.shape
    municipality = whole.content.municipality
    strategy, _ = Strategy.objects.update_or_create(
        pk=shape.id,
        defaults={
            "title": shape.title.model_dump(),
            "municipality": municipality.id if municipality else "",
            "municipality_name": municipality.name if municipality else "",
            "document": shape.document.title,
            "period": shape.document.period,
            "pages": shape.document.pages,
            "price_sheet": whole.content.price_sheet or "",
            "baseline": shape.baseline.name if shape.baseline else "",
            "baseline_year": shape.baseline.year if shape.baseline else None,
            "guidelines": [
                {"letter": one.letter, "title": one.title, "page": one.page}
                for one in whole.content.guidelines
            ],
            "notes": [{"text": one.text.model_dump(), "page": one.where} for one in whole.content.notes],
            "content": file.document.data,
            "source": file.text,
            "hash": hashlib.sha256(file.text.encode()).hexdigest(),
            "origin": origin,
            "extends": shape.extends or "",
            "department": shape.department or "",
            "measured_on": shape.measured_on,
            "demo": shape.demo,
        },
    )
    strategy.targets.all().delete()
    Target.objects.bulk_create(_target(strategy, **row) for row in _rows(shape))


def _rows(shape: StrategyShape) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for aim in shape.targets:
        cut = Cut.read(aim.cut.words() if aim.cut else {})
        for year in aim.years:
            for group, value in year.values.items():
                found.append(
                    {
                        "indicator": aim.indicator,
                        "group": group,
                        "filter": aim.filter,
                        "year": year.year,
                        "kind": year.kind,
                        "value": value,
                        "unit": aim.unit,
                        "page": year.page,
                        "position": len(found),
                        "key": f"{shape.id}:{aim.indicator}:{group}:{aim.filter}:{cut.key()}:{year.year}",
                        "cut": cut.words(),
                        "better": aim.better or better_of(aim.indicator, group),
                        "owner": aim.owner or shape.department or "",
                        "under": aim.under or "",
                        "note_ids": [*aim.notes, *([year.rounded] if year.rounded else [])],
                    }
                )
    return found


def _target(strategy: Strategy, **row: object) -> Target:
    return Target(strategy=strategy, **row)


def forget_missing(ids: list[str]) -> None:
    """Strategies whose file is gone are removed; what somebody sent us stays."""
    Strategy.objects.filter(origin=CONTENT).exclude(pk__in=ids).delete()


def parents_first(files: list[StrategyFile]) -> list[StrategyFile]:
    """A frame before what extends it."""
    by_id: Mapping[str, StrategyFile] = {file.shape.id: file for file in files}

    def depth(file: StrategyFile) -> int:
        above = by_id.get(file.shape.extends or "")
        return 1 + depth(above) if above else 0

    return sorted(files, key=depth)
