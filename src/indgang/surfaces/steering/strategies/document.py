"""A strategy as a document: each list of items with what stands at each, in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from indgang.modules.contacts.vocabulary import AUDIENCE_NAMES, Audience
from indgang.modules.strategy.selectors import LISTS, strategies
from indgang.modules.strategy.vocabulary import GROUP_NAMES, NoteInfo, StrategyInfo
from indgang.surfaces.common import formats
from indgang.surfaces.steering.overview.words import definition_of
from indgang.surfaces.steering.strategies.budget import Budget, budget

NAMES = {
    "background": gettext_noop("Baggrund"),
    "vision": gettext_noop("Vision"),
    "values": gettext_noop("Værdier"),
    "guidelines": gettext_noop("Pejlemærker"),
    "principles": gettext_noop("Principper"),
    "goals": gettext_noop("Målbilleder"),
    "paths": gettext_noop("Spor"),
    "figures": gettext_noop("Tal"),
    "definitions": gettext_noop("Sådan forstår strategien ordene"),
    "initiatives": gettext_noop("Forslag og projekter"),
    "roles": gettext_noop("Hvem gør hvad"),
    "success": gettext_noop("Sådan ser man, at det lykkes"),
    "factors": gettext_noop("Det, der giver gevinst"),
    "recommendations": gettext_noop("Anbefalinger"),
    "methods": gettext_noop("Metoder"),
    "audiences": gettext_noop("Målgrupper"),
    "entrances": gettext_noop("Indgange"),
    "channels_named": gettext_noop("Kanaler, der er nævnt"),
    "scenarios": gettext_noop("Scenarier"),
    "notes": gettext_noop("Det, der ikke passer sammen"),
}
"""What each list of a strategy is called."""

KINDS = {
    "proposal": gettext_noop("Forslag"),
    "support": gettext_noop("Støtteprojekt"),
    "project": gettext_noop("Projekt"),
    "measure": gettext_noop("Tiltag"),
}
STATES = {
    "stays": gettext_noop("Bliver"),
    "closes": gettext_noop("Lukker"),
    "opens": gettext_noop("Åbner"),
    "unknown": gettext_noop("Strategien siger det ikke"),
}
PRECISIONS = {
    "about": gettext_noop("ca. %s"),
    "over": gettext_noop("over %s"),
    "under": gettext_noop("under %s"),
}
Fact = tuple[str, str]


@dataclass(frozen=True)
class ItemLine:
    """One item. `printed`: its title stands so in the document, in Danish. `facts` are pairs, `points` sentences."""

    id: str
    title: str
    printed: bool
    page: str
    english: str = ""
    meaning: str = ""
    document: str = ""
    origin: str = ""
    url: str = ""
    url_text: str = ""
    facts: tuple[Fact, ...] = ()
    points: tuple[str, ...] = ()
    budget: Budget | None = None
    parts: tuple["ItemLine", ...] = ()
    notes: tuple[NoteInfo, ...] = ()


@dataclass(frozen=True)
class Part:
    """One list of the document."""

    id: str
    name: str
    items: tuple[ItemLine, ...] = field(default=())


def parts(one: StrategyInfo) -> list[Part]:
    """Every list that has something in it, in order."""
    found = []
    for name in LISTS:
        items = getattr(one.content, name)
        if items:
            found.append(Part(name, _(NAMES[name]), tuple(_item(one, name, item) for item in items)))
    return found


def _item(one: StrategyInfo, kind: str, item: Any) -> ItemLine:
    if kind == "notes":
        return _note(one, item)
    special = _SPECIAL.get(kind)
    facts, points = special(item) if special else ([], [])
    url, url_text = _link(one, kind, item)
    title = getattr(item, "title", None)
    number = getattr(item, "letter", None) or getattr(item, "number", None)
    said = str(title if title is not None else item.name)
    return ItemLine(
        id=item.id,
        title=f"{number}. {said}" if number else said,
        printed=title is not None,
        page=item.page,
        english=getattr(item, "english", None) or "",
        meaning=str(item.meaning) if item.meaning else "",
        document=item.document or "",
        origin=_origin(one, item.id),
        url=url,
        url_text=url_text,
        facts=tuple((label, value) for label, value in facts if value),
        points=tuple(points),
        budget=budget(item.budget) if getattr(item, "budget", None) else None,
        parts=tuple(
            _item(one, "part", part) for inner in ("pictures", "themes") for part in getattr(item, inner, ())
        ),
        notes=_notes_of(one, item.id),
    )


def _origin(one: StrategyInfo, id: str) -> str:
    """The title of the frame that an item comes from; empty for the strategy's own."""
    frame = one.origin.get(id, one.id)
    known = strategies().get(frame)
    return "" if frame == one.id else str(known.title) if known else frame


def _notes_of(one: StrategyInfo, id: str) -> tuple[NoteInfo, ...]:
    beside = {note.id for note in one.content.notes_about(id)}
    return tuple(note for note in one.notes if note.id in beside)


def _note(one: StrategyInfo, item: Any) -> ItemLine:
    return ItemLine(
        id=item.id,
        title=f"{item.id}: {item.text}",
        printed=False,
        page=item.where,
        meaning=_("Vi læser det sådan: %(reading)s") % {"reading": item.reading} if item.reading else "",
        origin=_origin(one, item.id),
    )


def _link(one: StrategyInfo, kind: str, item: Any) -> tuple[str, str]:
    """Where an item leads: a recommendation to its factor, an entrance to the proposal that it comes from."""
    to = getattr(item, "initiative", None) or getattr(item, "factor", None)
    if not to:
        return "", ""
    title = next(
        (str(getattr(other, "title", to)) for _p, other in one.content.items() if other.id == to), to
    )
    return f"{reverse('steering:strategy', args=[one.id])}#{to}", title


def _figure(item: Any) -> tuple[list[Fact], list[str]]:
    facts: list[Fact] = []
    if item.values:
        facts += [(_group(group), _value(value, item)) for group, value in item.values.items()]
    else:
        facts.append((_("Tal"), _value(item.value, item)))
    if item.low is not None and item.high is not None:
        facts.append((_("Fra og til"), f"{_number(item.low, item.unit)}–{_number(item.high, item.unit)}"))
    facts.append((_("År"), str(item.year or "")))
    facts.append((_("Talt af"), item.compiled_by or ""))
    facts.append((_("Trykt sådan"), item.printed or ""))
    return facts, []


def _group(group: str) -> str:
    if group in GROUP_NAMES:
        return str(GROUP_NAMES[group])
    return str(AUDIENCE_NAMES[Audience(group)]) if group in set(Audience) else group


def _value(value: Decimal | None, item: Any) -> str:
    if value is None:
        between = item.low is not None and item.high is not None
        return "" if between else _("Kilden viser ikke tallet")
    written = _number(value, item.unit)
    pattern = PRECISIONS.get(item.precision)
    return _(pattern) % written if pattern else written


def _number(value: Decimal, unit: str) -> str:
    match unit:
        case "%":
            return formats.percent(value, 0 if value == int(value) else 2)
        case "kr" | "kr_per_contact":
            return formats.kroner(value)
        case "days":
            return _("%(n)s dage") % {"n": formats.number(value)}
        case "times":
            return _("%(n)s gange") % {"n": formats.number(value)}
    return formats.number(value)


def _definition(item: Any) -> tuple[list[Fact], list[str]]:
    ours = definition_of(item.indicator) if item.indicator else None
    return [(_("Vi tæller det som"), str(ours.name) if ours else "")], []


def _initiative(item: Any) -> tuple[list[Fact], list[str]]:
    facts = [
        (_("Slags"), _(KINDS[item.kind])),
        (_("Forvaltning"), ", ".join(item.departments)),
        (_("Pejlemærke"), item.guideline or ""),
        (_("Fase"), str(item.phase) if item.phase else _("Kilden kan ikke læses")),
        (_("Kommer fra"), str(item.origin or "")),
    ]
    if item.kind != "proposal" and item.kind != "support":
        facts = [fact for fact in facts if fact[0] != _("Fase") or item.phase]
    if item.new_digital_solution:
        facts.append((_("Ny digital løsning"), _("Ja")))
    expected = [_("Venter: %(text)s") % {"text": text} for text in item.expected]
    needs = [_("Kræver: %(text)s") % {"text": text} for text in item.needs]
    return facts, [*expected, *needs]


def _success(item: Any) -> tuple[list[Fact], list[str]]:
    percent = [(_group(group), formats.percent(value)) for group, value in (item.percent or {}).items()]
    return [*percent, *_definition(item)[0]], []


def _entrance(item: Any) -> tuple[list[Fact], list[str]]:
    return [
        (_("Plan"), _(STATES[item.state])),
        (_("År"), str(item.year) if item.year else _("Strategien siger det ikke")),
        (_("Forvaltning"), item.department or ""),
        (_("Ydelser"), ", ".join(item.services)),
    ], []


def _audience(item: Any) -> tuple[list[Fact], list[str]]:
    def answer(given: bool | None) -> str:
        return "" if given is None else _("Ja") if given else _("Nej")

    return [(_("Kan selv"), answer(item.can)), (_("Vil selv"), answer(item.wants))], []


def _said(texts: Iterable[object]) -> list[str]:
    return [str(text) for text in texts]


_SPECIAL: dict[str, Callable[[Any], tuple[Sequence[Fact], list[str]]]] = {
    "background": lambda item: ([], _said(item.points)),
    "vision": lambda item: ([(_("De vigtigste ord"), ", ".join(item.pillars))], []),
    "guidelines": lambda item: (
        [(_("Andet sted står der"), f"{other.title} ({other.page})") for other in item.variants],
        [],
    ),
    "paths": lambda item: ([], _said(item.purposes)),
    "figures": _figure,
    "definitions": _definition,
    "initiatives": _initiative,
    "roles": lambda item: ([(_("Hvem"), str(item.who or ""))], _said(item.tasks)),
    "success": _success,
    "methods": lambda item: ([(_("Kommune"), item.municipality or "")], []),
    "audiences": _audience,
    "entrances": _entrance,
}
