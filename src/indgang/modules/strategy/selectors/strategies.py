"""Questions about strategies and their targets."""

from indgang.kernel import clock
from indgang.kernel.generation import per_generation
from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.models import Strategy
from indgang.modules.strategy.schema import Effective, StrategyShape, effective
from indgang.modules.strategy.vocabulary import (
    EVERYTHING,
    Better,
    Cut,
    Filter,
    GuidelineInfo,
    NoteInfo,
    Question,
    Split,
    StrategyInfo,
    TargetInfo,
    TargetKind,
    Unit,
    UnknownStrategy,
)


@per_generation
def strategies() -> dict[str, StrategyInfo]:
    """Every strategy by id."""
    return _read()


def _read() -> dict[str, StrategyInfo]:
    rows = list(Strategy.objects.prefetch_related("targets").exclude(hash="").order_by("pk"))
    shapes = {row.pk: StrategyShape.model_validate(row.content) for row in rows}
    return {row.pk: _info(row, effective(shapes[row.pk], shapes), shapes[row.pk]) for row in rows}


def strategy(id: str) -> StrategyInfo:
    """Raises UnknownStrategy. One that another process loaded a moment ago is found, too."""
    found = strategies().get(id) or (_read().get(id) if Strategy.objects.filter(pk=id).exists() else None)
    if found is None:
        raise UnknownStrategy
    return found


def question(
    batch: str,
    year: int | None = None,
    filter: Filter = Filter.ALL,
    cut: Cut = EVERYTHING,
    split: Split = Split.NONE,
) -> Question:
    """What to ask of rows: our own of a year (by default this one), the baseline of a strategy, or an imported series
    (by default its last year).

    The price sheet is the municipality's for what was counted there, the strategy's for its baseline; rows of another
    municipality have none. Raises contacts.UnknownBatch for anything else.
    """

    def of(year: int, sheet: str) -> Question:
        return Question(batch, year, sheet, filter, cut=cut, split=split)

    own = identity.municipality()
    if batch == contacts.live_batch_name():
        return of(year or clock.today().year, own.price_sheet)
    for found in strategies().values():
        if found.baseline and found.baseline == batch:
            return of(year or found.baseline_year, found.price_sheet)
    series = contacts.batch(batch)
    if not series.series:
        raise contacts.UnknownBatch
    last = series.last_day.year if series.last_day else clock.today().year
    return of(year or last, own.price_sheet if series.municipality == own.id else "")


def _info(row: Strategy, whole: Effective, own: StrategyShape) -> StrategyInfo:
    return StrategyInfo(
        id=row.pk,
        title=Text.of(row.title),
        municipality=row.municipality,
        municipality_name=row.municipality_name,
        document=row.document,
        period=row.period,
        pages=row.pages or 0,
        price_sheet=row.price_sheet,
        baseline=row.baseline,
        baseline_year=row.baseline_year or 0,
        guidelines=tuple(GuidelineInfo(one.letter, one.title, one.page) for one in whole.content.guidelines),
        notes=tuple(
            NoteInfo(one.text.text, one.where, one.id, one.reading.text if one.reading else Text(), one.about)
            for one in whole.content.notes
        ),
        targets=tuple(
            TargetInfo(
                indicator=target.indicator,
                group=target.group,
                filter=Filter(target.filter),
                year=target.year,
                kind=TargetKind(target.kind),
                value=target.value,
                unit=Unit(target.unit),
                page=target.page,
                key=target.key,
                cut=Cut.read(target.cut),
                better=Better(target.better),
                owner=target.owner,
                under=target.under,
                note_ids=tuple(target.note_ids),
            )
            for target in sorted(row.targets.all(), key=lambda target: target.position)
        ),
        content=whole.content,
        own=own,
        origin=whole.origin,
        frames=whole.frames,
        measured_on=row.measured_on,
        department=row.department,
        demo=row.demo,
        uploaded=row.origin == "upload",
        source=row.source,
    )
