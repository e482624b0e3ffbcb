"""The words of cases: what was asked, what the rules found, what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from indgang.kernel.text import Text


class CaseState(StrEnum):
    NEW = "new"
    OPEN = "open"
    WAITING = "waiting_for_citizen"
    OTHERS = "waiting_for_others"
    """Others whom the matter is about, too, were asked; the citizen need not do anything."""
    FORWARDED = "forwarded"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    """Its party took it back before it was decided."""


WAITS = (CaseState.WAITING, CaseState.OTHERS)
"""Somebody else has to answer first; our own deadline stands still."""
SETTLED = (CaseState.DECIDED, CaseState.WITHDRAWN)
"""Nothing more is to be done."""


STATE_NAMES = {
    CaseState.NEW: Text("Ny", "New"),
    CaseState.OPEN: Text("I gang", "In progress"),
    CaseState.WAITING: Text("Venter på borgeren", "Waiting for the citizen"),
    CaseState.OTHERS: Text("Venter på andre", "Waiting for others"),
    CaseState.FORWARDED: Text("Sendt videre hertil", "Forwarded to here"),
    CaseState.DECIDED: Text("Afgjort", "Decided"),
    CaseState.WITHDRAWN: Text("Trukket tilbage", "Withdrawn"),
}


class Outcome(StrEnum):
    """What a decision gives."""

    GRANTED = "granted"
    PART_GRANTED = "part_granted"
    REFUSED = "refused"


OUTCOME_NAMES = {
    Outcome.GRANTED: Text("Ja til det hele", "Yes to everything"),
    Outcome.PART_GRANTED: Text("Ja til en del", "Yes to a part"),
    Outcome.REFUSED: Text("Nej", "No"),
}


class StepKind(StrEnum):
    """What can happen to a case: one line of its time line."""

    OPENED = "opened"
    TAKEN = "taken"
    ASKED = "asked"
    REPLIED = "replied"
    FORWARDED = "forwarded"
    DECIDED = "decided"
    REOPENED = "reopened"
    TASK_DONE = "task_done"
    REVIEW_ASKED = "review_asked"
    REVIEWED = "reviewed"
    OTHERS_ASKED = "others_asked"
    OTHERS_SAID = "others_said"
    WITHDRAWN = "withdrawn"
    FILE_ADDED = "file_added"
    FILE_OUT = "file_out"
    """A file was filed wrongly, and was taken out."""
    ARRIVED = "arrived"
    """The letter of the decision arrived so late that there is more time to complain."""
    HEARING = "hearing"
    """The party is shown what we build on, and may say something, before we answer (forvaltningsloven § 19)."""
    SAMPLED = "sampled"
    """A person looked at an automatic decision that was drawn by lot."""
    CORRECTED = "corrected"
    """It takes the place of what the party sent before."""


STEP_NAMES = {
    StepKind.OPENED: Text("Sagen kom ind", "The case came in"),
    StepKind.TAKEN: Text("Taget af en sagsbehandler", "Taken by a caseworker"),
    StepKind.ASKED: Text("Spurgte borgeren", "Asked the citizen"),
    StepKind.REPLIED: Text("Borgeren svarede", "The citizen answered"),
    StepKind.FORWARDED: Text("Sendt videre", "Forwarded"),
    StepKind.DECIDED: Text("Afgjort", "Decided"),
    StepKind.REOPENED: Text("Åbnet igen", "Opened again"),
    StepKind.TASK_DONE: Text("Løste en opgave", "Did a task"),
    StepKind.REVIEW_ASKED: Text("Borgeren bad om et menneske", "The citizen asked for a person"),
    StepKind.REVIEWED: Text("Så på det automatiske svar", "Looked at the automatic answer"),
    StepKind.OTHERS_ASKED: Text("Spurgte andre", "Asked others"),
    StepKind.OTHERS_SAID: Text("Nyt, som sagen ventede på", "News that the case waited for"),
    StepKind.WITHDRAWN: Text("Borgeren trak sagen tilbage", "The citizen withdrew the case"),
    StepKind.FILE_ADDED: Text("Nyt bilag", "New document"),
    StepKind.FILE_OUT: Text("Bilag taget ud", "Document taken out"),
    StepKind.ARRIVED: Text("Afgørelsen nåede frem", "The decision arrived"),
    StepKind.HEARING: Text("Hørte borgeren før svaret", "Heard the citizen before the answer"),
    StepKind.SAMPLED: Text("Så på en stikprøve", "Looked at a sample"),
    StepKind.CORRECTED: Text("Borgeren rettede det, der var sendt", "The citizen corrected what was sent"),
}
"""What staff call a step. A step's own text is in the citizen's words."""


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"


REVIEW = "review:"
"""What the key of a task begins with when the party wants a person to look at a decision."""


UNDELIVERED = "undelivered:"
"""What the key of a task begins with when a letter did not arrive; the message's id follows."""


class FilingDirection(StrEnum):
    """Whether a filed document came in, went out, or was made in the house (offentlighedsloven § 15)."""

    IN = "in"
    OUT = "out"
    INTERNAL = "internal"


def _texts(values: Mapping[str, Any], *names: str) -> list[Text]:
    return [Text.of(values.get(name)) for name in names]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the citizen told or confirmed, and where it came from. `beside`: where the party is heard it
    stands beside other facts, and alone it is no reason to hear them.
    """

    label: Text
    value: Text
    source: Text = field(default_factory=Text)
    beside: bool = False

    def as_json(self) -> dict[str, Any]:
        kept = {
            "label": self.label.as_json(),
            "value": self.value.as_json(),
            "source": self.source.as_json(),
        }
        return kept | ({"beside": True} if self.beside else {})

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Row":
        label, shown, source = _texts(value, "label", "value", "source")
        return cls(label, shown, source, bool(value.get("beside")))


Fact = Row  # what a rule leaned on has the same three parts


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the application, as the citizen sent it."""

    title: Text
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        return {"title": self.title.as_json(), "rows": [row.as_json() for row in self.rows]}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Section":
        return cls(Text.of(value["title"]), tuple(Row.of(row) for row in value["rows"]))


@dataclass(frozen=True, slots=True)
class Matched:
    """A rule that held: its name, the paragraph behind it, the reason in plain words, and its facts.

    `title` is what people call the rule; it holds nothing about anybody. Empty in findings from before it was kept.
    """

    rule: str
    paragraph: str
    because: Text
    facts: tuple[Fact, ...] = ()
    title: Text = field(default_factory=Text, compare=False)
    speaks_for: str = field(default="", compare=False)
    """Selfservice's word for the outcome that the rule speaks for. Empty in findings from before it was kept."""

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "paragraph": self.paragraph,
            "because": self.because.as_json(),
            "facts": [fact.as_json() for fact in self.facts],
            "title": self.title.as_json(),
            "speaks_for": self.speaks_for,
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Matched":
        facts = tuple(Fact.of(fact) for fact in value["facts"])
        because, title = _texts(value, "because", "title")
        return cls(value["rule"], value["paragraph"], because, facts, title, value.get("speaks_for", ""))


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A rule that could not decide, why, and the fact that is missing. `title` as in Matched."""

    rule: str
    because: Text
    missing: Text | str = field(default_factory=Text)
    title: Text = field(default_factory=Text, compare=False)

    def as_json(self) -> dict[str, Any]:
        missing = self.missing if isinstance(self.missing, Text) else Text(self.missing)
        return {
            "rule": self.rule,
            "because": self.because.as_json(),
            "missing": missing.as_json(),
            "title": self.title.as_json(),
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Unresolved":
        return cls(value["rule"], *_texts(value, "because", "missing", "title"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a calculation in words. `note`: how it came about; `paragraph`: the rule behind it. `before`: what it
    came to when it was worked out the last time, when it is worked out again.
    """

    id: str
    label: Text
    value: Text
    note: Text = field(default_factory=Text)
    paragraph: str = ""
    before: Text = field(default_factory=Text)

    def as_json(self) -> dict[str, Any]:
        kept = {
            "id": self.id,
            "label": self.label.as_json(),
            "value": self.value.as_json(),
            "note": self.note.as_json(),
            "paragraph": self.paragraph,
        }
        return kept | ({"before": self.before.as_json()} if self.before else {})

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Line":
        label, shown, note, before = _texts(value, "label", "value", "note", "before")
        return cls(value["id"], label, shown, note, value.get("paragraph", ""), before)


@dataclass(frozen=True, slots=True)
class Calculation:
    """How an amount came about, line by line, as it stood when the rules were asked."""

    id: str
    title: Text
    lines: tuple[Line, ...]

    @property
    def compares(self) -> bool:
        """Whether it is shown beside what it came to the last time."""
        return any(line.before for line in self.lines)

    def as_json(self) -> dict[str, Any]:
        lines = [line.as_json() for line in self.lines]
        return {"id": self.id, "title": self.title.as_json(), "lines": lines}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Calculation":
        return cls(value["id"], Text.of(value["title"]), tuple(Line.of(line) for line in value["lines"]))


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rules found. `outcome` is selfservice's word: granted, case, prepared_part_grant,
    prepared_refusal or refused; `version` the hash of the rules; `today` the day they were asked.
    `sensitive`: somebody in it has a hidden address, wants one, or may have one. `unseen`: what speaks against the
    party and was never shown to them, so that they are heard before anybody says no (forvaltningsloven § 19).
    `worse_from`: something stands already, and anything but a full yes counts from this day and is signed before it.
    `keeps`: a full yes leaves it as it stands, and brings about nothing."""

    outcome: str
    matched: tuple[Matched, ...]
    unresolved: tuple[Unresolved, ...]
    version: str
    today: date
    sensitive: bool = False
    unseen: tuple[Fact, ...] = field(default=(), compare=False)
    calculations: tuple[Calculation, ...] = ()
    worse_from: date | None = None
    keeps: bool = False

    def as_json(self) -> dict[str, Any]:
        kept = {
            "outcome": self.outcome,
            "matched": [rule.as_json() for rule in self.matched],
            "unresolved": [rule.as_json() for rule in self.unresolved],
            "version": self.version,
            "today": self.today.isoformat(),
            "sensitive": self.sensitive,
            "unseen": [fact.as_json() for fact in self.unseen],
            "calculations": [one.as_json() for one in self.calculations],
        }
        kept |= {"worse_from": self.worse_from.isoformat()} if self.worse_from else {}
        return kept | ({"keeps": True} if self.keeps else {})

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Finding":
        return cls(
            value["outcome"],
            tuple(Matched.of(rule) for rule in value["matched"]),
            tuple(Unresolved.of(rule) for rule in value["unresolved"]),
            value["version"],
            date.fromisoformat(value["today"]),
            bool(value.get("sensitive")),
            tuple(Fact.of(fact) for fact in value.get("unseen", ())),
            tuple(Calculation.of(one) for one in value.get("calculations", ())),
            date.fromisoformat(value["worse_from"]) if value.get("worse_from") else None,
            bool(value.get("keeps")),
        )


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What must happen after a grant. `kind`: `task` for somebody (`to`: a unit, or a word such as
    `doctor_register`), or `message` to the party, which then says `text`. `to_name` is what such a word is called."""

    kind: str
    to: str
    due: date
    title: Text
    text: Text = field(default_factory=Text)
    to_name: Text = field(default_factory=Text, compare=False)

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "to": self.to,
            "due": self.due.isoformat(),
            "title": self.title.as_json(),
            "text": self.text.as_json(),
            "to_name": self.to_name.as_json(),
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "FollowUp":
        return cls(
            value["kind"],
            value["to"],
            date.fromisoformat(value["due"]),
            *_texts(value, "title", "text", "to_name"),
        )


@dataclass(frozen=True, slots=True)
class Complaint:
    """How to complain: to whom, and until which date the complaint must have arrived."""

    body: str
    until: date
    weeks: int
