"""A funnel as the page shows it: numbers in words, where each leads, and the pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.strategy.selectors import THEN, Funnel
from indgang.surfaces.common import formats
from indgang.surfaces.steering import charts
from indgang.surfaces.steering.solution import words

FEWEST = 5


@dataclass(frozen=True)
class Number:
    """How many, in words, and where its rows are (empty: there are none to see)."""

    text: str
    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class StepRow:
    """One step: how many came there, their share of those who began, who left there, and who asked for help."""

    title: str
    reached: Number
    share: str
    left: Number
    help: Number


class Table:
    """Writes the numbers of one solution in one year. `rows`: whether the reader may see rows."""

    def __init__(self, slug: str, year: int, found: Funnel, *, rows: bool) -> None:
        self._slug, self._year, self._found, self._rows = slug, year, found, rows

    def number(self, count: int | None, figure: str, name: str, about: str | None = None) -> Number:
        """`name` is what a reader hears when the number is a link; `about` the step or field."""
        asked = {"aar": str(self._year), **({} if about is None else {"om": about})}
        address = reverse("steering:solution_rows", args=[self._slug, figure])
        url = f"{address}?{urlencode(asked)}" if count and self._rows else ""
        return Number(_count(count), f"{name}: {_count(count)}", url)

    def begun(self) -> Number:
        return self.number(self._found.begun, "begun", str(words.BEGUN))

    def ends(self) -> list[tuple[str, Number]]:
        """How it ended for those who came to an end: sent, and where nothing more was to be done."""
        found = self._found
        known = {
            "completed": found.completed,
            "not_entitled": found.not_entitled,
            "already_done": found.already_done,
        }
        return [
            (str(words.FIGURES[one]), self.number(count, one, str(words.FIGURES[one])))
            for one, count in known.items()
            if one == "completed" or count != 0
        ]

    def steps(self, titles: Mapping[str, Text]) -> list[StepRow]:
        """Every step of the solution as it is now, then those that it had before and were reached this year."""
        found = self._found
        seen = [*found.steps, *found.left, *found.help]
        return [self._step(key, title_of(key, titles)) for key in dict.fromkeys([*titles, *sorted(seen)])]

    def _step(self, key: str, title: str) -> StepRow:
        found, name = self._found, words.FIGURES
        reached = found.steps.get(key, 0)
        return StepRow(
            title=title,
            reached=self.number(reached, "step", f"{title}. {name['step']}", key),
            share=_share(reached, found.begun),
            left=self.number(found.left.get(key, 0), "left", f"{title}. {name['left']}", key),
            help=self.number(found.help.get(key, 0), "help", f"{title}. {name['help']}", key),
        )

    def then(self) -> list[tuple[str, Number]]:
        """What those who left did, in the order of the page; nothing when nobody left."""
        found = self._found.then
        return [(str(words.THEN[one]), self._then(one, found[one])) for one in THEN if found.get(one, 0) != 0]

    def _then(self, what: str, count: int | None) -> Number:
        return self.number(count, "then", str(words.THEN[what]), what)

    def errors(self, titles: Mapping[str, Text]) -> list[tuple[str, Number]]:
        """Fields in which somebody made an error, the most first."""
        found = sorted(self._found.errors.items(), key=lambda one: (-(one[1] or 0), one[0]))
        return [
            (title, self.number(count, "error", title, key))
            for key, count in found
            for title in [str(titles.get(key) or key)]
        ]

    def minutes(self) -> tuple[str, str]:
        """The middle and nine in ten, in words; empty when nobody sent it, or too few."""
        found = self._found
        if found.median is None or found.p90 is None:
            return "", ""
        return _minutes(found.median), _minutes(found.p90)

    def picture(self, titles: Mapping[str, Text]) -> charts.Chart | None:
        """The way from begun to sent; None when nobody has begun, or so few that it says nothing."""
        found = self._found
        bars = [(str(words.BEGUN), found.begun)]
        bars += [(str(title), found.steps.get(key, 0)) for key, title in titles.items()]
        bars.append((str(words.COMPLETED), found.completed))
        return _picture("funnel", _("Fra begyndt til sendt"), bars)

    def picture_then(self) -> charts.Chart | None:
        found = self._found.then
        bars = [(str(words.THEN[one]), found[one]) for one in THEN if found.get(one, 0) != 0]
        return _picture("then", _("Hvad de gjorde bagefter"), bars)


def title_of(key: str, titles: Mapping[str, Text]) -> str:
    """The step's title; a step that is no more has its key, and no step is the summary."""
    return str(titles[key]) if key in titles else key or str(words.SUMMARY)


def _picture(id: str, title: str, bars: list[tuple[str, int | None]]) -> charts.Chart | None:
    drawn = [charts.Bar(label, float(count or 0), _count(count)) for label, count in bars]
    if not any(bar.value for bar in drawn):
        return None
    return charts.chart(id=id, title=title, bars=drawn, full=charts.scale([bar.value for bar in drawn]))


def _count(count: int | None) -> str:
    return _("under 5") if count is None else formats.number(count, 0)


def _share(part: int | None, whole: int | None) -> str:
    return formats.percent(100 * part / whole) if part and whole else "–"


def _minutes(value: float) -> str:
    """`12 minutter`, `3 timer`, `2 dage`: as long as people would say it."""
    limits: list[tuple[float, Callable[[str], str]]] = [
        (120, lambda count: _("%(count)s minutter") % {"count": count}),
        (60 * 48, lambda count: _("%(count)s timer") % {"count": count}),
    ]
    for size, (limit, say) in zip((1, 60), limits, strict=True):
        if value < limit:
            return say(formats.number(value / size, 0 if value >= 10 * size else 1))
    return _("%(count)s dage") % {"count": formats.number(value / 1440, 0 if value >= 14_400 else 1)}
