"""The way through a solution, from who may use it to what comes out: boxes for a picture, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.modules.selfservice.selectors.designing import Design

WIDTH, GAP, BOX, LINE, PAD = 400, 22, 340, 20, 12
OUTCOME_WIDTH, OUTCOME_GAP = 124, 14
SIZE, OUTCOME_SIZE = 15, 13
"""Of the letters, in the picture's own units, as all numbers here."""
SIDE = 8
"""Free on each side of a text in its box."""
NARROW, CAPITALS, BROAD = (
    frozenset("ijl.,:;'|!()[]tfr -"),
    frozenset("ABCDEFGHIJKLNOPQRSTUVXYZÆØÅ"),
    frozenset("mwMW%@"),
)
BOLDER = 1.1
"""How much broader a bold letter is. No letter is measured: each is reckoned as broad as in a broad typeface."""


@dataclass(frozen=True)
class Box:
    """One thing on the way. `note` says it more closely."""

    title: str
    note: str = ""


@dataclass(frozen=True)
class Placed:
    """A box with its place. `lines` are its text, broken: the words, where they stand, whether they are bold; `x`,
    `y` its upper left corner.
    """

    lines: tuple[tuple[str, int, bool], ...]
    x: int
    y: int
    width: int
    height: int
    accent: bool = False

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def end(self) -> int:
        return self.y + self.height


@dataclass(frozen=True)
class Flow:
    """The picture. `arrows` go from one point to another; `words` is the same way as sentences."""

    title: str
    boxes: tuple[Placed, ...]
    arrows: tuple[tuple[float, float, float, float], ...]
    height: int
    words: tuple[Box, ...]
    outcomes: tuple[Box, ...]

    width = WIDTH

    @property
    def description(self) -> str:
        told = [f"{box.title}. {box.note}".strip() for box in (*self.words, *self.outcomes)]
        return " ".join(one if one.endswith(".") else f"{one}." for one in told)


def way(design: Design) -> tuple[Box, ...]:
    """What somebody meets, in the order they do."""
    shape = design.solution.shape
    boxes = [Box(_("Hvem må bruge den?"), _who(design))]
    for step in shape.steps:
        groups = sum(len(group.questions) for group in step.groups)
        count = len(step.questions) + groups
        note = ngettext("%(n)s spørgsmål", "%(n)s spørgsmål", count) % {"n": count}
        boxes.append(Box(str(step.title.text), note))
    exits = len(shape.exits)
    if exits:
        boxes.append(Box(_("Udgange"), _("%(n)s grunde til at stoppe på vejen") % {"n": exits}))
    if shape.payment:
        boxes.append(Box(_("Betaling"), _("Beløbet bliver først trukket, når svaret er ja.")))
    boxes.append(Box(_("Se det hele, og send"), ""))
    count = len(shape.rules)
    boxes.append(Box(_("Reglerne"), ngettext("%(n)s regel", "%(n)s regler", count) % {"n": count}))
    if shape.asks:
        names = ", ".join(str(ask.label.text) for ask in shape.asks)
        boxes.append(Box(_("Andre bliver spurgt"), names))
    if shape.shares:
        boxes.append(Box(_("Fordeling af pladser"), str(shape.shares.title.text)))
    if shape.gives:
        boxes.append(Box(_("Bevis eller licens"), str(shape.gives.title.text)))
    if shape.recalculates:
        boxes.append(Box(_("Bliver regnet igen"), str(shape.recalculates.title.text)))
    return tuple(boxes)


def _who(design: Design) -> str:
    parties = design.solution.shape.who_may.parties
    words = {"person": _("personer"), "company": _("firmaer")}
    return ", ".join(words[one] for one in parties)


def outcomes(design: Design) -> tuple[Box, ...]:
    """What can come out, with how many rules say so."""
    rules = design.solution.shape.rules
    counts = {name: sum(1 for rule in rules if rule.outcome == name) for name in ("granted", "case")}
    prepared = sum(1 for rule in rules if rule.outcome.startswith("prepared"))
    found = [
        Box(_("Ja med det samme"), _("når %(n)s regler holder") % {"n": counts["granted"]}),
        Box(_("En medarbejder ser på det"), _("når noget mangler, eller en af %(n)s regler siger det")
            % {"n": counts["case"]}),
    ]  # fmt: skip
    if prepared:
        note = _("%(n)s regler. En medarbejder skriver under.") % {"n": prepared}
        found.append(Box(_("Nej eller en del er gjort klar"), note))
    return tuple(found)


def flow(design: Design) -> Flow:
    """The way of a solution as boxes with arrows, one under the other, and the outcomes beside each other."""
    boxes, ends = way(design), outcomes(design)
    placed: list[Placed] = []
    y = 2
    for box in boxes:
        placed.append(_placed(box, (WIDTH - BOX) // 2, y, BOX))
        y = placed[-1].end + GAP
    arrows = [(one.middle, float(one.end), other.middle, float(other.y)) for one, other in pairwise(placed)]
    last, row = placed[-1], _outcomes(ends, y)
    arrows += [(last.middle, float(last.end), one.middle, float(one.y)) for one in row]
    return Flow(
        title=_("Vejen gennem løsningen"),
        boxes=(*placed, *row),
        arrows=tuple(arrows),
        height=max(one.end for one in row) + 2,
        words=boxes,
        outcomes=ends,
    )


def _outcomes(ends: Sequence[Box], y: int) -> list[Placed]:
    width = len(ends) * OUTCOME_WIDTH + (len(ends) - 1) * OUTCOME_GAP
    left = (WIDTH - width) // 2
    row = [
        _placed(
            box,
            left + i * (OUTCOME_WIDTH + OUTCOME_GAP),
            y + GAP,
            OUTCOME_WIDTH,
            accent=True,
        )
        for i, box in enumerate(ends)
    ]
    tallest = max(one.height for one in row)
    return [Placed(one.lines, one.x, one.y, one.width, tallest, one.accent) for one in row]


def _placed(box: Box, x: int, y: int, width: int, *, accent: bool = False) -> Placed:
    size = OUTCOME_SIZE if accent else SIZE
    room = width - 2 * SIDE
    lines = [
        *((text, True) for text in broken(box.title, size, room, bold=True)),
        *((text, False) for text in broken(box.note, size, room)),
    ]
    placed = tuple((text, y + PAD + LINE * i + 15, bold) for i, (text, bold) in enumerate(lines))
    return Placed(placed, x, y, width, 2 * PAD + LINE * len(lines), accent)


def breadth(text: str, size: int, *, bold: bool = False) -> float:
    """How broad a text is at most."""
    ems = sum(
        0.4 if sign in NARROW else 0.95 if sign in BROAD else 0.72 if sign in CAPITALS else 0.61
        for sign in text
    )
    return ems * size * (BOLDER if bold else 1)


def broken(text: str, size: int, room: float, *, bold: bool = False) -> list[str]:
    """A text in lines that are no broader than `room`. A word that is too long for a line is parted by a hyphen."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and breadth(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        rest = word
        while breadth(rest, size, bold=bold) > room:
            fits = max(
                (n for n in range(1, len(rest)) if breadth(f"{rest[:n]}-", size, bold=bold) <= room),
                default=1,
            )
            lines.append(f"{rest[:fits]}-")
            rest = rest[fits:]
        lines.append(rest)
    return lines
