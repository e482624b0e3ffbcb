"""A scenario as its page shows it: sentences, tables with their doubt, and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indgang.modules.strategy.selectors import Range, ScenarioAnswer, StrategyContent, YearResult
from indgang.modules.strategy.vocabulary import GROUP_NAMES, NoteInfo, StrategyInfo, Unit
from indgang.surfaces.common import formats
from indgang.surfaces.steering import charts, reading
from indgang.surfaces.steering.charts import Bar, Chart
from indgang.surfaces.steering.pictures.waterfall import Step, Waterfall, waterfall
from indgang.surfaces.steering.sheets import Cell

_KR = "kr"


@dataclass(frozen=True)
class Doubtful:
    """A value in words; `doubt` is from where to where it may lie, empty when it is certain."""

    text: str
    doubt: str = ""


@dataclass(frozen=True)
class GroupRow:
    name: str
    contacts: Doubtful
    share: Doubtful
    price: Doubtful
    cost: Doubtful
    cost_share: Doubtful


@dataclass(frozen=True)
class YearTable:
    """One year: a row for each channel group, and everything together last."""

    year: int
    because: str
    rows: tuple[GroupRow, ...]
    contacts: Doubtful
    cost: Doubtful
    average: Doubtful
    baseline: bool


@dataclass(frozen=True)
class Printed:
    """A sum that the document itself names, for the same year."""

    name: str
    text: str
    page: str
    value: Decimal


@dataclass(frozen=True)
class Story:
    """The last year beside the first, in sentences and pictures."""

    headline: str
    lead: str
    saved: Doubtful
    saves: bool
    question: str
    printed: tuple[Printed, ...]
    apart: str
    shares: Chart
    costs: Chart
    steps: Waterfall
    step_rows: tuple[tuple[str, str], ...]
    sums: Chart | None
    notes: tuple[NoteInfo, ...]


def kroner(value: Decimal) -> str:
    return (
        reading.amount(value, Unit.KR) if abs(value) >= reading.MILLION else formats.kroner(round(value, 2))
    )


def _millions(value: Decimal) -> str:
    """With a minus of its own, also for millions."""
    return kroner(value) if value >= 0 else f"−{kroner(-value)}"


def _doubtful(value: Range, words: Sequence[str]) -> Doubtful:
    low, central, high = words
    return Doubtful(central, "" if low == high else f"{low} – {high}")


def _of(value: Range, kind: str) -> Doubtful:
    values = (value.low, value.central, value.high)
    match kind:
        case "contacts":
            return _doubtful(value, [formats.number(round(one), 0) for one in values])
        case "percent":
            return _doubtful(value, [formats.percent(one, 2) for one in values])
    return _doubtful(value, [_millions(one) for one in values])


def tables(answer: ScenarioAnswer) -> list[YearTable]:
    """The baseline, and every year after it."""
    return [_table(answer.result.baseline, baseline=True), *(_table(one) for one in answer.result.years)]


def _table(one: YearResult, *, baseline: bool = False) -> YearTable:
    return YearTable(
        year=one.year,
        because=str(one.because),
        rows=tuple(
            GroupRow(
                name=str(GROUP_NAMES[row.group]),
                contacts=_of(row.contacts, "contacts"),
                share=_of(row.share, "percent"),
                price=_of(row.price, _KR),
                cost=_of(row.cost, _KR),
                cost_share=_of(row.cost_share, "percent"),
            )
            for row in one.groups
        ),
        contacts=_of(one.contacts, "contacts"),
        cost=_of(one.cost, _KR),
        average=_of(one.kr_per_contact, _KR),
        baseline=baseline,
    )


def story(answer: ScenarioAnswer, info: StrategyInfo, *, unfinished: bool = False) -> Story:
    """What the scenario says of its last year, and why its difference is no saving.

    `unfinished`: it begins with a year that is not over, so that its sums cannot stand beside those of a whole year.
    """
    first, last = answer.result.baseline, answer.result.years[-1]
    saves = last.saved.central >= 0 and not unfinished
    size = abs(last.saved.central)
    words = {
        "year": last.year,
        "contacts": _volume(last.contacts.central),
        "cost": kroner(last.cost.central),
        "before": first.year,
        "size": kroner(size),
        "average": formats.kroner(round(last.kr_per_contact.central, 2)),
    }
    headline = _("%(contacts)s henvendelser i %(year)s for %(cost)s") % words
    less = _("Det er %(size)s mindre end i %(before)s, når man regner kanal for kanal.")
    more = _("Det er %(size)s mere end i %(before)s, når man regner kanal for kanal.")
    average = _("%(average)s er gennemsnittet for en henvendelse.")
    apart = _(
        "%(before)s er kun talt til i dag. Derfor kan beløbet ikke sammenlignes med et helt år. Se på andelene."
    )
    compared = [apart % words] if unfinished else [(less if saves else more) % words, _doubt(last.saved)]
    printed = _printed(answer, info.content, last.year)
    steps, rows = _steps(first, last, unfinished)
    return Story(
        headline=headline,
        lead=" ".join(one for one in (*compared, average % words) if one),
        saved=_of(last.saved, _KR),
        saves=saves,
        question=_("Hvorfor er %(size)s ikke en besparelse?") % words,
        printed=printed,
        apart=_apart(size, printed) if saves else "",
        shares=_chart("scenario-shares", _("Andel af henvendelser"), first, last, "share"),
        costs=_chart("scenario-costs", _("Andel af udgiften"), first, last, "cost_share"),
        steps=steps,
        step_rows=rows,
        sums=_sums(size, printed) if printed and saves else None,
        notes=answer.notes,
    )


def _doubt(saved: Range) -> str:
    """How far the difference may be from its middle; empty when it is certain."""
    if saved.certain:
        return ""
    less = saved.central >= 0
    low, high = (saved.low, saved.high) if less else (-saved.high, -saved.low)
    said = _("Forskellen kan være fra %(low)s til %(high)s, fordi nogle tal er intervaller.") % {
        "low": _millions(low),
        "high": _millions(high),
    }
    if low >= 0:
        return said
    minus = (
        _("Et minus betyder, at det bliver dyrere.")
        if less
        else _("Et minus betyder, at det bliver billigere.")
    )
    return f"{said} {minus}"


def _volume(value: Decimal) -> str:
    if value >= reading.MILLION and value % 1000 == 0:
        return _("%(count)s mio.") % {"count": formats.number(value / reading.MILLION, None)}
    return formats.number(round(value), 0)


def _printed(answer: ScenarioAnswer, content: StrategyContent, year: int) -> tuple[Printed, ...]:
    """Sums of the document for the year, that a note names together with this scenario."""
    named = {id for note in answer.notes for id in note.about} | {note.id for note in answer.notes}
    return tuple(
        Printed(str(one.name), kroner(one.value), one.page, one.value)
        for one in content.figures
        if one.unit.value == _KR
        and one.value is not None
        and one.year == year
        and (one.id in named or named & set(one.notes))
    )


def _apart(size: Decimal, printed: Sequence[Printed]) -> str:
    """`182,66 mio. kr. og 47 mio. kr. kan ikke regnes om til hinanden.`; empty when the document names no sum."""
    if not printed:
        return ""
    return _(
        "%(ours)s og %(theirs)s kan ikke regnes om til hinanden. Brug ikke det ene tal for det andet."
    ) % {
        "ours": kroner(size),
        "theirs": printed[0].text,
    }


def _chart(id: str, title: str, first: YearResult, last: YearResult, part: str) -> Chart:
    """The last year as bars, with the first one as the line to compare with."""
    before = {row.group: getattr(row, part).central for row in first.groups}
    values = [getattr(row, part).central for row in last.groups]
    bars = [
        Bar(
            str(GROUP_NAMES[row.group]),
            float(value),
            formats.percent(value, 2),
            float(before[row.group]),
            f"{first.year}: {formats.percent(before[row.group], 2)}",
        )
        for row, value in zip(last.groups, values, strict=True)
    ]
    return charts.chart(id=id, title=f"{title} {last.year}", bars=bars, full=charts.SHARES)


def _steps(
    first: YearResult, last: YearResult, unfinished: bool
) -> tuple[Waterfall, tuple[tuple[str, str], ...]]:
    """From the first year's cost to the last one's, a step for each channel group."""
    before = {row.group: row.cost.central for row in first.groups}
    changes = [(str(GROUP_NAMES[row.group]), row.cost.central - before[row.group]) for row in last.groups]
    steps = [
        Step(
            (_("Udgift %(year)s til nu") if unfinished else _("Udgift %(year)s")) % {"year": first.year},
            float(first.cost.central),
            kroner(first.cost.central),
            True,
        )
    ]
    steps += [Step(name, float(change), _signed(change)) for name, change in changes]
    steps.append(
        Step(
            _("Udgift %(year)s") % {"year": last.year},
            float(last.cost.central),
            kroner(last.cost.central),
            True,
        )
    )
    title = _("Fra %(before)s til %(year)s, kanal for kanal") % {"before": first.year, "year": last.year}
    return (
        waterfall(id="scenario-steps", title=title, steps=steps),
        tuple((one.label, one.text) for one in steps),
    )


def _signed(value: Decimal) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{kroner(abs(value))}"


def _sums(size: Decimal, printed: Sequence[Printed]) -> Chart:
    """The channel arithmetic beside what the document itself expects, on one scale."""
    bars = [Bar(_("Regnet kanal for kanal"), float(size), kroner(size))]
    bars += [Bar(one.name, float(one.value), one.text) for one in printed]
    return charts.chart(
        id="scenario-sums",
        title=_("To tal, der ikke er det samme"),
        bars=bars,
        full=max(bar.value for bar in bars),
    )


def export_head() -> list[str]:
    return [
        _("År"), _("Kanal"), _("Henvendelser"), _("Henvendelser, lav"), _("Henvendelser, høj"), _("Andel, %"),
        _("Pris, kr."), _("Udgift, kr."), _("Udgift, lav"), _("Udgift, høj"), _("Andel af udgiften, %"),
    ]  # fmt: skip


def export_rows(answer: ScenarioAnswer) -> list[list[Cell]]:
    """Every year and group, unrounded to two decimals."""
    rows: list[list[Cell]] = []
    for one in (answer.result.baseline, *answer.result.years):
        for row in one.groups:
            rows.append([
                one.year, str(GROUP_NAMES[row.group]), _two(row.contacts.central), _two(row.contacts.low),
                _two(row.contacts.high), _two(row.share.central), _two(row.price.central), _two(row.cost.central),
                _two(row.cost.low), _two(row.cost.high), _two(row.cost_share.central),
            ])  # fmt: skip
        rows.append([
            one.year, _("I alt"), _two(one.contacts.central), _two(one.contacts.low), _two(one.contacts.high),
            Decimal(100), _two(one.kr_per_contact.central), _two(one.cost.central), _two(one.cost.low),
            _two(one.cost.high), Decimal(100),
        ])  # fmt: skip
    return rows


def _two(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
