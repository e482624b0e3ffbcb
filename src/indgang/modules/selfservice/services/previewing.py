"""A solution as it will be met, with the values of one worked example; nothing is stored."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Letter
from indgang.modules.selfservice.rules.deciding import letter_values
from indgang.modules.selfservice.rules.shown import Asked, ShownCard
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.examples import read_examples
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.services.examples import given_of
from indgang.modules.selfservice.services.trying import Trial, try_out

MADE_UP = Text("Et navn", "A name")
RECEIPT = Text("0000-0000", "0000-0000")
DAYS_TO_ANSWER = 14


OUTCOMES = {
    "granted": Text("Ja med det samme.", "Yes at once."),
    "case": Text("En medarbejder ser på det.", "A person looks at it."),
    "prepared_refusal": Text("Et nej er gjort klar til underskrift.", "A no is ready to be signed."),
    "prepared_part_grant": Text("En del er gjort klar til underskrift.", "A part is ready to be signed."),
    "handed_over": Text("Den nationale løsning bruges.", "The national solution is used."),
}


@dataclass(frozen=True)
class PreviewCard:
    """A card with what is known; `rows` empty when the register did not answer, and then `missing` is shown."""

    title: Text
    rows: tuple[tuple[Text, Text], ...]
    missing: Text


@dataclass(frozen=True)
class PreviewQuestion:
    """One question with the example's answer in words. `choices` with whether each is chosen."""

    key: str
    kind: str
    label: Text
    help: Text
    why: Text
    required: bool
    answer: Text
    choices: tuple[tuple[Text, bool], ...]
    error: Text
    notice: Text


@dataclass(frozen=True)
class PreviewStep:
    title: Text
    intro: Text
    cards: tuple[PreviewCard, ...]
    questions: tuple[PreviewQuestion, ...]


@dataclass(frozen=True)
class Preview:
    """One example from the first question to the letters. `examples`: what else can be chosen, with what each is."""

    slug: str
    title: Text
    example: str
    about: str
    examples: tuple[tuple[str, str], ...]
    steps: tuple[PreviewStep, ...]
    trial: Trial
    letters: tuple[tuple[str, Letter], ...]

    @property
    def outcome(self) -> Text:
        return OUTCOMES.get(self.trial.outcome, Text(self.trial.outcome, self.trial.outcome))


def preview(version: Version, folder: Path, example: str = "") -> Preview:
    """The example by name, or the first. Raises UnknownSolution when there is no such one, BadTrial, ContentError."""
    shape, _ = read_examples(folder)
    solution = version.solution
    chosen = next((one for one in shape.examples if example in ("", one.id)), None)
    if chosen is None:
        raise UnknownSolution
    trial = try_out(solution=solution.slug, given=given_of(solution, shape, chosen), version=version)
    situation = Situation(solution, trial.inputs)
    return Preview(
        slug=solution.slug,
        title=solution.title,
        example=chosen.id,
        about=chosen.about,
        examples=tuple((one.id, one.about) for one in shape.examples),
        steps=_steps(situation),
        trial=trial,
        letters=_letters(situation, folder),
    )


def _steps(situation: Situation) -> tuple[PreviewStep, ...]:
    fill = situation.wording.fill
    return tuple(
        PreviewStep(
            fill(shown.step.title),
            fill(shown.step.intro),
            tuple(_card(situation, card) for card in shown.cards),
            tuple(_question(situation, asked) for asked in shown.asked),
        )
        for shown in situation.steps
    )


def _card(situation: Situation, shown: ShownCard) -> PreviewCard:
    fill = situation.wording.fill
    rows = tuple((label, fill(value)) for label, value in shown.card.rows) if shown.known else ()
    return PreviewCard(fill(shown.card.title), rows, shown.card.missing)


def _question(situation: Situation, asked: Asked) -> PreviewQuestion:
    fill, question = situation.wording.fill, asked.question
    typed = (asked.typed,) if isinstance(asked.typed, str) else tuple(asked.typed)
    return PreviewQuestion(
        key=asked.key,
        kind=question.kind.value,
        label=fill(question.label),
        help=fill(question.help),
        why=fill(question.why),
        required=asked.required,
        answer=asked.read.shown,
        choices=tuple((fill(one.label), one.value in typed) for one in asked.options),
        error=asked.error,
        notice=asked.notice,
    )


def _letters(situation: Situation, folder: Path) -> tuple[tuple[str, Letter], ...]:
    """Each letter of the folder, filled in; what only sending would tell is made up."""
    solution = situation.solution
    unit = identity.units().get(solution.shape.unit)
    today = situation.inputs.today
    values: dict[str, object] = {
        **letter_values(situation),
        "party_name": MADE_UP,
        "reported_by": MADE_UP,
        "receipt_number": RECEIPT,
        "sent_on": today,
        "answer_by": today + timedelta(days=DAYS_TO_ANSWER),
        "answer_until": today + timedelta(days=DAYS_TO_ANSWER),
        "unit_name": unit.name if unit else MADE_UP,
        "unit_phone": Text(unit.phone, unit.phone) if unit else MADE_UP,
    }
    found = []
    for path in sorted((folder / "letters").glob("*.yaml")):
        template = messages.read_letter(path)
        found.append((path.stem, messages.fill_letter(template.letter, values)))
    return tuple(found)
