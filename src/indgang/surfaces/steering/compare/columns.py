"""What can stand side by side: our own year, the baselines of strategies, and what was imported or counted by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from indgang.kernel import clock
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import LIBRARY_VISITS, BatchInfo, BatchKind
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import Figure, Filter
from indgang.surfaces.common import formats

INDICATORS = (
    "contacts", "channel_share", "digital_share_citizen2012", "digital_share_hvidovre", "cost", "cost_share",
    "resolved_at_once", "misdirected_share",
)  # fmt: skip
MOST = 4
"""More columns than that are no longer side by side on a screen."""


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen: `id` is the name of its batch or series and its year."""

    id: str
    name: str
    batch: str
    year: int


@dataclass(frozen=True)
class Column:
    """One column with its figures by indicator and group, and how it was counted."""

    choice: Choice
    batch: BatchInfo
    sheet: str
    figures: dict[tuple[str, str], Figure]

    @property
    def whole_year(self) -> bool:
        """Whether the rows may cover the year from end to end, as far as we know."""
        year = self.choice.year
        if self.batch.kind is BatchKind.LIVE:
            return year < clock.today().year
        if self.batch.first_day is None or self.batch.last_day is None:
            return True
        return self.batch.first_day <= date(year, 1, 7) and self.batch.last_day >= date(year, 12, 25)


def choices() -> list[Choice]:
    """Everything that can be chosen: ours first, then the baselines, then what was imported, by year."""
    found = []
    try:
        live = contacts.live_batch()
    except contacts.UnknownBatch:
        pass
    else:
        found.append(_choice(live.name, clock.today().year, str(live.title)))
    baselines = {one.baseline: one for one in strategy.strategies().values() if one.baseline}
    if baselines:
        titles = contacts.batches(list(baselines))
        found += [
            _choice(name, one.baseline_year, str(titles[name].title), dated=True)
            for name, one in baselines.items()
        ]
    for series in contacts.all_series():
        if series.rows and series.first_day and series.last_day:
            found += [
                _choice(series.name, year, str(series.title))
                for year in range(series.last_day.year, series.first_day.year - 1, -1)
            ]
    return found


def _choice(batch: str, year: int, title: str, *, dated: bool = False) -> Choice:
    """`dated`: the title says the year already."""
    name = title if dated else f"{title}, {year}"
    return Choice(f"{batch}.{year}", name, batch, year)


def columns(chosen: Sequence[Choice], filter: Filter) -> list[Column]:
    """The figures of each, from one reading of the ledger. They stand beside each other and are never added up."""
    if not chosen:
        return []
    asked = [replace(strategy.question(one.batch, one.year, filter), only=INDICATORS) for one in chosen]
    batches = contacts.batches([question.batch for question in asked])
    return [
        Column(
            choice=one,
            batch=batches[question.batch],
            sheet=str(strategy.price_sheet(question.price_sheet).name) if question.price_sheet else "",
            figures={(figure.indicator, figure.group): figure for figure in figures},
        )
        for one, question, figures in zip(chosen, asked, strategy.answers(*asked), strict=True)
    ]


def warnings(found: Sequence[Column]) -> list[str]:
    """A sentence for each difference in how the columns were counted; empty when there is none to see."""
    if len(found) < 2:
        return []
    first, *others = found
    told = []
    if any(one.batch.municipality != first.batch.municipality for one in others):
        told.append(
            _("Det er ikke den samme kommune. Byer er forskellige, også når tallene ligner hinanden.")
        )
    if any(one.choice.year != first.choice.year for one in others):
        told.append(_("Det er ikke det samme år. Meget kan være sket imellem."))
    if any(_rule(one) != _rule(first) for one in others):
        told.append(_("De har ikke talt på samme måde. Læs, hvad hver har talt, under tabellen."))
    if any(one.batch.knows_channels != first.batch.knows_channels for one in found):
        told.append(
            _(
                "Ikke alle kender den enkelte kanal. Nogle ved kun, om det var digitalt, telefon, besøg eller brev."
            )
        )
    if any(one.sheet != first.sheet for one in others):
        told.append(_("De har ikke samme prisliste. Sammenlign ikke kroner."))
    if any((LIBRARY_VISITS in one.batch.marks) != (LIBRARY_VISITS in first.batch.marks) for one in others):
        told.append(_("Kun nogle af dem kender besøg på biblioteker."))
    partial = [one for one in found if not one.whole_year]
    if partial:
        names = ", ".join(one.choice.name for one in partial)
        told.append(_("Det er ikke et helt år: %(names)s. Sammenlign andele, ikke antal.") % {"names": names})
    if any(figure.estimate for one in found for figure in one.figures.values()):
        told.append(_("Nogle tal er et skøn eller en stikprøve. De er mærket."))
    return told


def _rule(one: Column) -> str:
    return one.batch.rule_hash or one.batch.counting_rule.da


def period(one: Column) -> str:
    """From when until when there are rows; empty when it is not known."""
    if one.batch.first_day is None or one.batch.last_day is None:
        return ""
    return f"{formats.day(one.batch.first_day)} – {formats.day(one.batch.last_day)}"
