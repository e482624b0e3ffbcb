"""Strategies from content: figures into the ledger as an archive, guidelines and targets into tables."""

from datetime import datetime

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import LIBRARY_VISITS, Archive, ArchiveRow
from indgang.modules.strategy.models import Strategy, Target
from indgang.modules.strategy.schema import StrategyShape


def keep(shape: StrategyShape) -> None:
    """Load one strategy. Its baseline becomes an archive batch of the ledger, once."""
    contacts.load_archive(archive=_archive(shape))
    _keep(shape)


def _archive(shape: StrategyShape) -> Archive:
    baseline = shape.baseline
    visits = baseline.library_visits
    return Archive(
        name=baseline.name,
        title=baseline.title.text,
        municipality=shape.municipality.id,
        year=baseline.year,
        document=shape.document.title,
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


def _keep(shape: StrategyShape) -> None:
    strategy, _ = Strategy.objects.update_or_create(
        pk=shape.id,
        defaults={
            "title": shape.title.model_dump(),
            "municipality": shape.municipality.id,
            "municipality_name": shape.municipality.name,
            "document": shape.document.title,
            "period": shape.document.period,
            "pages": shape.document.pages,
            "price_sheet": shape.price_sheet,
            "baseline": shape.baseline.name,
            "baseline_year": shape.baseline.year,
            "guidelines": [guideline.model_dump() for guideline in shape.guidelines],
            "notes": [note.model_dump() for note in shape.notes],
        },
    )
    strategy.targets.all().delete()
    values = [
        (aim, year, group, value)
        for aim in shape.targets
        for year in aim.years
        for group, value in year.values.items()
    ]
    Target.objects.bulk_create(
        Target(
            strategy=strategy,
            indicator=aim.indicator,
            group=group,
            filter=aim.filter,
            year=year.year,
            kind=year.kind,
            value=value,
            unit=aim.unit,
            page=year.page,
            position=position,
            key=f"{shape.id}:{aim.indicator}:{group}:{aim.filter}::{year.year}",
        )
        for position, (aim, year, group, value) in enumerate(values)
    )
