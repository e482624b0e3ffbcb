"""What was sent for a step, made fit to be kept: all of it, right or wrong, and nothing that was not asked."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.selfservice.models import Answer, Draft
from indgang.modules.selfservice.rules.read import COVER
from indgang.modules.selfservice.rules.reading import LONGEST_KEPT
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import RowKey, Solution, Step
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.addresses import resolve
from indgang.modules.selfservice.vocabulary import SEVERAL_CHOSEN, AnswerSource, QuestionKind

NOT_ASKED = Text(
    "Det spurgte vi ikke om. Hent siden igen, og prøv en gang til.",
    "We did not ask that. Reload the page and try again.",
)
TOO_MUCH = Text(
    "Det er for meget. Vi har gemt de første {limit} tegn. Se, om det vigtigste er med.",
    "That is too much. We kept the first {limit} characters. Check that the important part is there.",
)
UNREADABLE = Text(
    "Der var tegn, som vi ikke kan læse. Vi har fjernet dem. Se efter, om det stadig er rigtigt.",
    "There were characters that we cannot read. We removed them. Check that it is still right.",
)
TYPE_IT_AGAIN = Text(
    "Nummeret er ændret i et andet vindue, mens du skrev. Skriv det igen.",
    "The number was changed in another window while you typed. Type it again.",
)
WHOLE_NUMBER = Text(
    "Du har kun rettet en del af nummeret. Skriv alle ti tal. Ellers gælder det nummer, du skrev før.",
    "You changed only a part of the number. Type all ten digits. Otherwise the number you wrote before stands.",
)
WRITTEN_IN = Text(
    "En anden har lige skrevet i det, du ville fjerne. Se efter, og fjern det så.",
    "Somebody has just written in what you wanted to remove. Look at it, and then remove it.",
)
MOST_TICKS = 50


@dataclass
class Typed:
    """What was sent for one step, made fit to be kept. `said` are sentences for what could not be kept as
    it was. `proposed_by` is who proposed it, when a helper did; `told`: a member of staff wrote it in.
    """

    values: dict[str, str | list[str]] = field(default_factory=dict)
    said: dict[str, Text] = field(default_factory=dict)
    attached: set[str] = field(default_factory=set)
    """Questions for files that the page showed: their files are attached on a page of their own."""
    proposed_by: str = ""
    reused: str = ""
    told: bool = False
    page: str = ""
    """The mark of the page that it was sent from: tells a button pressed twice from a button on two pages."""
    added: str = ""
    """The row that was added in the place of one that another page had added."""

    @property
    def source(self) -> AnswerSource:
        if self.told:
            return AnswerSource.STAFF
        return AnswerSource.PROPOSAL if self.proposed_by else AnswerSource.CITIZEN

    def stored(self, key: str, found: Mapping[str, Any]) -> dict[str, Any]:
        kept: dict[str, Any] = {"typed": self.values[key], "found": found.get(key)}
        kept |= {"proposed_by": self.proposed_by} if self.proposed_by else {}
        kept |= {"reused": self.reused} if self.reused else {}
        row = RowKey.of(key) if self.page else None
        return kept | ({"page": self.page} if row and not row.question else {})


def found_for(
    draft: Draft, solution: Solution, step: Step, typed: Typed, rows: Mapping[str, Answer]
) -> dict[str, Any]:
    """What the registers make of the answers: which address was meant, what the chosen ones are called."""
    found: dict[str, Any] = {}
    answered = [(key, question) for key in typed.values if (question := step.question_at(key))]
    choosing = [(key, question) for key, question in answered if question.options and typed.values[key]]
    if choosing:
        before = Situation(solution, loading.inputs_of(solution, ground=draft.ground, rows=rows))
        found |= {key: before.names_of(question) for key, question in choosing}
    for key, question in answered:
        if question.kind is QuestionKind.ADDRESS and typed.values[key]:
            found[key] = resolve(str(typed.values[key]))
    return found


def fit(step: Step, values: Mapping[str, str | Sequence[str]]) -> Typed:
    """Only what this step asks, without characters that nothing can store, and not more than we keep."""
    typed = Typed()
    for key, raw in values.items():
        if not step.takes(key):
            typed.said[str(key)[:60]] = NOT_ASKED
            continue
        parts = [raw] if isinstance(raw, str) else [str(part) for part in raw]
        clean = [cleaned(part[: LONGEST_KEPT * 2]) for part in parts[:MOST_TICKS]]
        if any("\x00" in part for part in parts):
            typed.said[key] = UNREADABLE
        question = step.question_at(key)
        if question is not None and question.kind is QuestionKind.UPLOAD:
            typed.attached.add(key)
            continue
        if question is not None and question.kind in SEVERAL_CHOSEN:
            typed.values[key] = sorted({part[:200] for part in clean if part})
            continue
        text = clean[-1] if clean else ""
        if len(text) > LONGEST_KEPT:
            typed.said[key] = TOO_MUCH.format(limit=LONGEST_KEPT)
            text = text[:LONGEST_KEPT]
        typed.values[key] = text
    return typed


def without_covers(step: Step, typed: Typed, shown: Callable[[str], Collection[str]]) -> None:
    """A CPR number is shown covered. What comes back as it was shown was not touched, and is not kept.

    Neither is one that was changed in part, since nobody knows the rest: that is said. `shown` gives what a page may
    have shown for a key.
    """
    for key in [key for key, value in typed.values.items() if COVER in value]:
        question = step.question_at(key)
        if question is None or question.kind is not QuestionKind.CPR:
            continue
        if str(typed.values.pop(key)).strip() not in shown(key):
            typed.said[key] = WHOLE_NUMBER
