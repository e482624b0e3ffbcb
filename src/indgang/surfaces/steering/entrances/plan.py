"""What a strategy plans for its entrances: how many each year, which are named, and what it does not say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import NoteInfo, StrategyInfo, TargetInfo
from indgang.surfaces.common import formats
from indgang.surfaces.steering import charts
from indgang.surfaces.steering.charts import Bar, Chart
from indgang.surfaces.steering.strategies.document import STATES

BADGES = {"stays": "good", "closes": "late", "opens": "good", "unknown": "quiet"}


@dataclass(frozen=True)
class Named:
    """A place that the document names. `year` says when, or that it does not say."""

    id: str
    title: str
    english: str
    state: str
    badge: str
    year: str
    department: str
    services: str
    initiative: str
    page: str
    meaning: str


@dataclass(frozen=True)
class Plan:
    """A strategy's plan for its entrances. `verdict` and `unsaid` are sentences; `unsaid` may be empty."""

    strategy: StrategyInfo
    verdict: str
    unsaid: str
    picture: Chart | None
    steps: tuple[tuple[int, str, str], ...]
    named: tuple[Named, ...]
    notes: tuple[NoteInfo, ...]


def with_plans() -> list[StrategyInfo]:
    """The strategies that say something about entrances in their own document."""
    return [one for one in strategy.strategies().values() if one.own.entrances or _steps(one)]


def plan(one: StrategyInfo) -> Plan:
    steps = _steps(one)
    named = tuple(
        Named(
            id=place.id,
            title=place.title,
            english=place.english or "",
            state=_(STATES[place.state.value]),
            badge=BADGES[place.state.value],
            year=str(place.year) if place.year else _("Ukendt"),
            department=place.department or _("Ukendt"),
            services=", ".join(place.services),
            initiative=place.initiative or "",
            page=place.page,
            meaning=str(place.meaning) if place.meaning else "",
        )
        for place in one.content.entrances
    )
    closing = [place for place in one.content.entrances if place.state.value == "closes"]
    ids = {note for place in one.content.entrances for note in place.notes} | {
        note for step in steps for note in step.note_ids
    }
    return Plan(
        strategy=one,
        verdict=_verdict(steps),
        unsaid=_unsaid(steps, len(closing)),
        picture=_picture(steps) if len(steps) > 1 else None,
        steps=tuple((step.year, formats.number(step.value, 0), step.page) for step in steps),
        named=named,
        notes=tuple(note for note in one.notes if note.id in ids),
    )


def _steps(one: StrategyInfo) -> list[TargetInfo]:
    found = [target for target in one.targets if (target.indicator, target.group) == ("reach", "entrances")]
    return sorted(found, key=lambda target: target.year)


def _verdict(steps: Sequence[TargetInfo]) -> str:
    """`Fra 54 i 2009 til 31 i 2012.`; empty without a number to begin and end with."""
    if len(steps) < 2:
        return ""
    first, last = steps[0], steps[-1]
    return _("Fra %(first)s indgange i %(begin)s til %(last)s i %(end)s.") % {
        "first": formats.number(first.value, 0),
        "begin": first.year,
        "last": formats.number(last.value, 0),
        "end": last.year,
    }


def _unsaid(steps: Sequence[TargetInfo], closing: int) -> str:
    """How many close that the document does not name. A name may stand for several places, so nothing is subtracted."""
    if len(steps) < 2 or steps[-1].value >= steps[0].value:
        return ""
    fewer = int(steps[0].value - steps[-1].value)
    words = ngettext("%(fewer)s indgang skal væk.", "%(fewer)s indgange skal væk.", fewer) % {
        "fewer": formats.number(fewer, 0)
    }
    named = ngettext(
        "Strategien nævner %(count)s, der lukker. Et navn kan dække flere steder.",
        "Strategien nævner %(count)s, der lukker. Et navn kan dække flere steder.",
        closing,
    ) % {"count": closing}
    rest = _("Hvilke de andre er, siger den ikke. Derfor står der ukendt.")
    return f"{words} {named} {rest}"


def _picture(steps: Sequence[TargetInfo]) -> Chart:
    bars = [Bar(str(step.year), float(step.value), formats.number(step.value, 0)) for step in steps]
    return charts.chart(
        id="entrances-plan",
        title=_("Fysiske indgange efter planen"),
        bars=bars,
        full=charts.scale([bar.value for bar in bars]),
    )
