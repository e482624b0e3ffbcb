"""Questions about prepared letters: which there are, how they read, and what they said before."""

from dataclasses import dataclass
from datetime import datetime

from indgang.adapters.letters.types import Sheet
from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text, lix
from indgang.modules.messages import rules
from indgang.modules.messages.models import Message, Template
from indgang.modules.messages.selectors.inbox import sheet_of
from indgang.modules.messages.vocabulary import Letter, PlannedAction

HARD = 35.0
"""From this LIX on a letter is too hard to read (see project/readability.py)."""


@dataclass(frozen=True)
class TemplateInfo:
    """One prepared letter as it holds now. `owner`: a solution's id, or `kommunen`."""

    owner: str
    name: str
    title: Text
    version: int
    lix: float
    buttons: int


@dataclass(frozen=True)
class Reading:
    """How a letter reads in one language. `minutes`: to read it, at 150 words a minute; at least one."""

    lix: float
    words: int
    characters: int
    minutes: int

    @property
    def hard(self) -> bool:
        return self.lix >= HARD


@dataclass(frozen=True)
class Version:
    """One text of a letter, by its number."""

    number: int
    registered_at: datetime
    current: bool


@dataclass(frozen=True)
class TemplateShown:
    """One text of a letter, with each placeholder shown by its name in brackets."""

    owner: str
    name: str
    letter: Letter
    version: int
    current: bool
    placeholders: tuple[str, ...]
    actions: tuple[PlannedAction, ...]
    danish: Reading
    english: Reading
    versions: tuple[Version, ...]


def templates() -> list[TemplateInfo]:
    """Every letter that holds now, by owner and name. One query."""
    return [
        TemplateInfo(
            row.owner,
            row.name,
            _with_names(Letter.of(row.letter)).title,
            row.version,
            _reading(Letter.of(row.letter), "da").lix,
            len(row.actions),
        )
        for row in Template.objects.filter(current=True).order_by("owner", "name")
    ]


def template_shown(owner: str, name: str, version: int | None = None) -> TemplateShown:
    """One text of a letter, the one that holds now unless a version is named. One query.

    Raises NotYours when there is none.
    """
    rows = list(Template.objects.filter(owner=owner, name=name).order_by("-version"))
    row = next((one for one in rows if (one.current if version is None else one.version == version)), None)
    if row is None:
        raise NotYours
    letter = Letter.of(row.letter)
    return TemplateShown(
        owner=owner,
        name=name,
        letter=_with_names(letter),
        version=row.version,
        current=row.current,
        placeholders=tuple(sorted(row.placeholders)),
        actions=tuple(PlannedAction.of(one) for one in row.actions),
        danish=_reading(letter, "da"),
        english=_reading(letter, "en"),
        versions=tuple(Version(one.version, one.registered_at, one.current) for one in rows),
    )


def template_sheet(shown: TemplateShown) -> Sheet:
    """The letter as it would be printed, in Danish, to nobody."""
    letter = shown.letter
    message = Message(title=letter.title.as_json(), letter=letter.as_json(), created_at=clock.now())
    return sheet_of(message)


def _with_names(letter: Letter) -> Letter:
    return rules.fill(letter, {name: f"[{name}]" for name in rules.placeholders_in(letter)})


def _reading(letter: Letter, language: str) -> Reading:
    """LIX counts each placeholder as a short word: what it stands for is not the writer's."""
    filled = rules.fill(letter, dict.fromkeys(rules.placeholders_in(letter), "ord"))
    texts = [text.en if language == "en" else text.da for text in rules.texts_of(filled)]
    text = "\n".join(one for one in texts if one)
    words = len(text.split())
    return Reading(round(lix(text), 1), words, len(text), max(1, round(words / 150)))
