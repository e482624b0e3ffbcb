"""The shape of solution.yaml, read from top to bottom: who, what we know, what we ask, what decides."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from indgang.kernel.shapes import Bilingual, Slug, YesNo
from indgang.kernel.strict_yaml import Shape

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Path = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\[\])?(\.[a-z][a-z0-9_]*)*$", max_length=80)
]
Receiver = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", max_length=60)]
Condition = Annotated[str, StringConstraints(min_length=1)]
Ground = Literal["self", "parent", "guardian", "mandate", "company"]
KindName = Literal["whole", "decimal", "text"]


class WhoMayShape(Shape):
    """Who may use the solution. `when` must not be false; `otherwise` says what to do instead."""

    parties: tuple[Literal["person", "company"], ...] = Field(min_length=1)
    grounds: tuple[Ground, ...] = Field(min_length=1)
    when: Condition
    otherwise: Bilingual


class ParameterShape(Shape):
    """A dated parameter under a name. `pick`: which key of a map, or `area` for the municipality's area."""

    id: Name
    key: str
    kind: KindName
    pick: str = ""
    label: Bilingual


class FactShape(Shape):
    """Something that a register knows. `ask` fills in what the look-up needs from answers and other facts."""

    id: Name
    look_up: str
    label: Bilingual
    ask: dict[str, Path] = {}


class TermShape(Shape):
    """A name for something that is computed, so that the rules below read like sentences."""

    id: Name
    label: Bilingual
    value: Condition = Field(alias="is")


class ChoiceShape(Shape):
    value: Slug
    label: Bilingual
    help: Bilingual | None = None


class CheckShape(Shape):
    """`when` must hold. If it is false the answer is wrong; if it is not known a person looks at it later."""

    when: Condition
    message: Bilingual


class NoticeShape(Shape):
    """Something to know about an answer that is taken all the same."""

    when: Condition
    text: Bilingual


class QuestionShape(Shape):
    """One question. `from`: the list that people or doctors are chosen from. `prefill`: what is chosen
    first.
    """

    id: Name
    kind: Literal[
        "date", "yes_no", "choice", "people", "address", "doctor", "text", "phone", "email", "confirm"
    ]
    label: Bilingual
    help: Bilingual | None = None
    why: Bilingual | None = None
    required: YesNo = True
    show_when: Condition | None = None
    checks: tuple[CheckShape, ...] = ()
    notices: tuple[NoticeShape, ...] = ()
    choices: tuple[ChoiceShape, ...] = ()
    options: Name | None = Field(default=None, alias="from")
    prefill: Condition | None = None
    max_length: Name | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> "QuestionShape":
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("`choices` belongs to the kind choice, and is needed there.")
        if (self.kind in ("people", "doctor")) != bool(self.options):
            raise ValueError("`from` belongs to the kinds people and doctor, and is needed there.")
        if self.max_length and self.kind != "text":
            raise ValueError("`max_length` belongs to the kind text.")
        return self


class CardRowShape(Shape):
    label: Bilingual
    value: Bilingual


class CardShape(Shape):
    """What we already know about `fact`. `right`: what to ask when the citizen says that it is wrong."""

    fact: Name
    title: Bilingual
    rows: tuple[CardRowShape, ...] = Field(min_length=1)
    right: Bilingual | None = None
    missing: Bilingual


class StepShape(Shape):
    """One topic. It is left out when there is nothing in it to show."""

    id: Slug
    title: Bilingual
    intro: Bilingual | None = None
    cards: tuple[CardShape, ...] = ()
    questions: tuple[QuestionShape, ...] = ()


class RuleShape(Shape):
    """One rule.

    `granted`: must hold for a full grant; `otherwise` says why a person must look when it does not. `case`:
    when it holds a person decides. `prepared_part_grant` and `prepared_refusal`: when it holds, that is
    written for a caseworker to sign. `because` is what the citizen reads. `facts` is what the rule rests
    on.
    """

    id: Name
    title: Bilingual
    outcome: Literal["granted", "case", "prepared_part_grant", "prepared_refusal"]
    when: Condition
    paragraph: str
    because: Bilingual
    otherwise: Bilingual | None = None
    facts: tuple[Path, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_both_sides(self) -> "RuleShape":
        if (self.outcome == "granted") != bool(self.otherwise):
            raise ValueError("`otherwise` belongs to rules of outcome granted, and is needed there.")
        return self


class FollowUpShape(Shape):
    """What must happen after a grant. `due` is a day; `to` a unit, or one of `receivers`; a message goes to the
    `citizen`."""

    id: Name
    kind: Literal["task", "message"]
    to: Receiver
    due: Condition
    when: Condition
    title: Bilingual
    text: Bilingual | None = None


class SentenceCaseShape(Shape):
    when: Condition
    text: Bilingual


class SentenceShape(Shape):
    """A sentence for reasons, letters and messages: the first of `cases` that holds, else `otherwise`, else
    nothing.
    """

    id: Name
    cases: tuple[SentenceCaseShape, ...] = Field(min_length=1)
    otherwise: Bilingual | None = None


class AskChoiceShape(Shape):
    """One answer of somebody who is asked. Anything but yes leads to a person."""

    value: Slug
    means: Literal["yes", "no", "doubt"]
    label: Bilingual


class TellShape(Shape):
    """One thing that somebody who is asked is told of the submission, and what it is called to them."""

    value: Path
    label: Bilingual


class AskShape(Shape):
    """Others who must say their part before rules alone can grant.

    `people`: `residents` (the adults who are registered at `notes.address` and are not in `notes.people`), or a
    condition that gives register marks. `stranger`: the applicant may not learn who it is. `needs`: whether one yes is
    enough (`any`). `tells`: all that the one who is asked is told of the submission. `days`, `reminders`: parameters.
    `letter`, `reminder`: files of letters/ that name nothing but what `tells` allows.
    """

    id: Name
    people: Condition
    stranger: YesNo
    needs: Literal["any", "all"]
    when: Condition
    days: Name
    reminders: Name
    label: Bilingual
    title: Bilingual
    intro: Bilingual
    tells: tuple[TellShape, ...] = Field(min_length=1)
    duty: Bilingual
    paragraph: str
    choices: tuple[AskChoiceShape, ...] = Field(min_length=2)
    letter: Name
    reminder: Name

    @model_validator(mode="after")
    def _can_say_yes(self) -> "AskShape":
        if not any(choice.means == "yes" for choice in self.choices):
            raise ValueError("One of `choices` must mean yes.")
        return self


class NotesShape(Shape):
    """What is kept about each notice, so that two that clash are found."""

    address: Name
    people: Name
    day: Name


class LettersShape(Shape):
    """Which file of `letters/` is written when."""

    granted: Name
    part_granted: Name
    refused: Name
    receipt: Name


class ReceiverShape(Shape):
    """Somebody outside the municipality's units whom a task is for, and what people call them."""

    id: Receiver
    label: Bilingual


class SolutionShape(Shape):
    """solution.yaml. `sensitive`: when it holds, or is not known, the case is shown to nobody who has not taken it."""

    id: Slug
    format: Literal["1"]
    kind: Literal["own", "national"]
    services: tuple[Slug, ...] = Field(min_length=1)
    title: Bilingual
    summary: Bilingual
    minutes: int = Field(ge=1, le=120)
    unit: Slug
    basis: tuple[str, ...] = Field(min_length=1)
    keep_draft_days: Name
    first_action_working_days: Name
    complaint_body: str
    parameters: tuple[ParameterShape, ...]
    facts: tuple[FactShape, ...]
    who_may: WhoMayShape
    sensitive: Condition | None = None
    terms: tuple[TermShape, ...] = ()
    steps: tuple[StepShape, ...] = Field(min_length=1)
    rules: tuple[RuleShape, ...] = Field(min_length=1)
    receivers: tuple[ReceiverShape, ...] = ()
    follow_ups: tuple[FollowUpShape, ...] = ()
    sentences: tuple[SentenceShape, ...] = ()
    notes: NotesShape | None = None
    asks: tuple[AskShape, ...] = ()
    letters: LettersShape
