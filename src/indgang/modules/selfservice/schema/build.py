"""From the shape of solution.yaml to a solution that is ready: compiles and checks everything in it."""

import re
from collections.abc import Set

from indgang.kernel.expressions import (
    BOOL,
    DATE,
    DECIMAL,
    TEXT,
    WHOLE,
    BadExpression,
    Expression,
    Kind,
    Names,
    list_of,
)
from indgang.kernel.expressions import compile_expression as compiled
from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import ContentError, Document, Place, Problem
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema import shapes
from indgang.modules.selfservice.schema.look_ups import CONFIRMATIONS, LOOK_UPS, confirmations
from indgang.modules.selfservice.schema.solution import (
    BUILT_IN,
    KIND_OF,
    WRONG,
    Ask,
    AskChoice,
    CardUse,
    Case,
    Choice,
    FactUse,
    FollowUpRule,
    ParameterUse,
    Question,
    Rule,
    Sentence,
    Solution,
    Step,
    Tell,
    Term,
    kind_at,
)
from indgang.modules.selfservice.vocabulary import Meaning, QuestionKind

_KINDS = {"whole": WHOLE, "decimal": DECIMAL, "text": TEXT}
_BRACES = re.compile(r"\{([^{}]*)\}|([{}])")
NO_TEXT = Text()
RESIDENTS = "residents"
"""What `people` of an ask says when it is the adults who are registered at the address."""


def build(document: Document, letters: Set[str]) -> Solution:
    """Check a parsed solution.yaml. Raises ContentError with file, line and sentence for everything wrong."""
    shape = document.as_shape(shapes.SolutionShape)
    builder = _Builder(document, shape)
    solution = builder.solution(letters)
    if builder.problems:
        raise ContentError(builder.problems)
    return solution


class _Builder:
    """Walks the shape once and gathers problems instead of stopping at the first."""

    def __init__(self, document: Document, shape: shapes.SolutionShape) -> None:
        self.document = document
        self.shape = shape
        self.problems: list[Problem] = []
        self.names: dict[str, Kind] = dict(BUILT_IN)
        self.sentence_names = {sentence.id: TEXT for sentence in shape.sentences}

    def wrong(self, place: Place, sentence: str) -> None:
        self.problems.append(self.document.problem(place, sentence))

    def declare(self, name: str, kind: Kind, place: Place) -> None:
        if name in self.names:
            self.wrong(place, f"`{name}` is the name of something else too. Choose another.")
        self.names[name] = kind

    def condition(self, source: str, place: Place, expect: Kind | None = BOOL) -> Expression:
        """Compiled; when it is wrong, noted, and something harmless in its place."""
        try:
            return compiled(source, self.names, expect=expect)
        except BadExpression as error:
            self.wrong(place, str(error))
            return compiled("false", {})

    def text(self, value: Bilingual | None, place: Place, extra: Names | None = None) -> Text:
        """A text whose {places} are all declared."""
        if value is None:
            return NO_TEXT
        names = {**self.names, **(extra or {})}
        for language, written in (("da", value.da), ("en", value.en)):
            for path, stray in _BRACES.findall(written):
                if stray or kind_at(names, path) is None:
                    shown = stray or f"{{{path}}}"
                    self.wrong((*place, language), f"`{shown}` names nothing that is declared. Correct it.")
        return value.text

    def told(self, value: Bilingual, place: Place, allowed: Set[str]) -> Text:
        """A text for somebody who is asked: it names nothing of the submission but what they may be told."""
        for language, written in (("da", value.da), ("en", value.en)):
            for path, stray in _BRACES.findall(written):
                if stray or path not in allowed:
                    shown = stray or f"{{{path}}}"
                    self.wrong(
                        (*place, language),
                        f"`{shown}` is not in `tells`. The one who is asked may not see it.",
                    )
        return value.text

    def path(self, path: str, place: Place) -> None:
        if kind_at(self.names, path) is None:
            self.wrong(place, f"`{path}` names nothing that is declared. Correct it.")

    # --- parts -------------------------------------------------------------------------------------------------

    def solution(self, letters: Set[str]) -> Solution:
        shape = self.shape
        parameters = self.parameters()
        facts = self.fact_names()
        self.question_names()
        terms = self.terms()
        self.fact_arguments(facts)
        for name in ("keep_draft_days", "first_action_working_days"):
            self.one_of((name,), getattr(shape, name), {use.id for use in parameters}, "parameter")
        may_use = self.condition(shape.who_may.when, ("who_may", "when"))
        self.text(shape.who_may.otherwise, ("who_may", "otherwise"))
        sensitive = self.condition(shape.sensitive, ("sensitive",)) if shape.sensitive else None
        steps = tuple(self.step(i) for i in range(len(shape.steps)))
        rules = tuple(self.rule(i) for i in range(len(shape.rules)))
        follow_ups = tuple(self.follow_up(i) for i in range(len(shape.follow_ups)))
        sentences = tuple(self.sentence(i) for i in range(len(shape.sentences)))
        if shape.notes:
            for field in ("address", "people", "day"):
                self.path(getattr(shape.notes, field), ("notes", field))
        asks = tuple(self.ask(i, letters) for i in range(len(shape.asks)))
        for field in shapes.LettersShape.model_fields:
            self.one_of(("letters", field), getattr(shape.letters, field), letters, "file in letters/")
        self.no_twins()
        return Solution(
            shape,
            self.names,
            parameters,
            tuple(facts),
            may_use,
            sensitive,
            terms,
            steps,
            rules,
            follow_ups,
            sentences,
            asks,
        )

    def one_of(self, place: Place, name: str, known: Set[str], what: str) -> None:
        if name not in known:
            self.wrong(place, f"`{name}` is no {what}. Use one of: {', '.join(sorted(known)) or 'none'}.")

    def no_twins(self) -> None:
        for field in ("steps", "rules", "receivers", "follow_ups", "sentences", "asks"):
            seen: set[str] = set()
            for i, row in enumerate(getattr(self.shape, field)):
                if row.id in seen:
                    self.wrong((field, i, "id"), f"`{row.id}` stands twice. Choose another.")
                seen.add(row.id)

    def parameters(self) -> tuple[ParameterUse, ...]:
        found = []
        for i, row in enumerate(self.shape.parameters):
            self.declare(row.id, _KINDS[row.kind], ("parameters", i, "id"))
            found.append(ParameterUse(row.id, row.key, _KINDS[row.kind], row.pick, row.label.text))
        return tuple(found)

    def fact_names(self) -> list[FactUse]:
        found = []
        for i, row in enumerate(self.shape.facts):
            look_up = LOOK_UPS.get(row.look_up)
            if look_up is None:
                self.one_of(("facts", i, "look_up"), row.look_up, set(LOOK_UPS), "look-up")
                continue
            if row.look_up == CONFIRMATIONS:
                look_up = confirmations({ask.id: ask.label.text for ask in self.shape.asks})
            self.declare(row.id, look_up.kind, ("facts", i, "id"))
            found.append(FactUse(row.id, row.look_up, look_up, row.label.text, dict(row.ask)))
        return found

    def fact_arguments(self, facts: list[FactUse]) -> None:
        for i, row in enumerate(self.shape.facts):
            of = LOOK_UPS.get(row.look_up)
            if of is None:
                continue
            place = ("facts", i, "ask")
            for name in set(of.asks) ^ set(row.ask):
                needed = ", ".join(of.asks) or "nothing"
                self.wrong(place, f"`{row.look_up}` is asked with {needed}; `{name}` does not fit.")
            for name, path in row.ask.items():
                if name in of.asks and kind_at(self.names, path) != of.asks[name]:
                    self.wrong((*place, name), f"`{path}` is not {of.asks[name]}, which `{name}` must be.")

    def question_names(self) -> None:
        for i, step in enumerate(self.shape.steps):
            for j, card in enumerate(step.cards):
                if card.right:
                    self.declare(card.fact + WRONG, BOOL, ("steps", i, "cards", j, "fact"))
            for j, question in enumerate(step.questions):
                kind = KIND_OF[QuestionKind(question.kind)]
                self.declare(question.id, kind, ("steps", i, "questions", j, "id"))

    def terms(self) -> dict[str, Term]:
        found = {}
        for i, row in enumerate(self.shape.terms):
            expression = self.condition(row.value, ("terms", i, "is"), expect=None)
            self.declare(row.id, expression.kind, ("terms", i, "id"))
            found[row.id] = Term(row.id, row.label.text, expression)
        return found

    def step(self, i: int) -> Step:
        row, here = self.shape.steps[i], ("steps", i)
        cards = tuple(self.card(card, (*here, "cards", j)) for j, card in enumerate(row.cards))
        questions = tuple(
            self.question(question, (*here, "questions", j)) for j, question in enumerate(row.questions)
        )
        return Step(
            row.id, self.text(row.title, (*here, "title")), self.text(row.intro, here), cards, questions
        )

    def card(self, row: shapes.CardShape, here: Place) -> CardUse:
        self.one_of((*here, "fact"), row.fact, {fact.id for fact in self.shape.facts}, "fact")
        return CardUse(
            row.fact,
            self.text(row.title, (*here, "title")),
            tuple(
                (line.label.text, self.text(line.value, (*here, "rows", j, "value")))
                for j, line in enumerate(row.rows)
            ),
            row.right.text if row.right else NO_TEXT,
            row.missing.text,
        )

    def cases(
        self, rows: tuple[shapes.CheckShape | shapes.NoticeShape | shapes.SentenceCaseShape, ...], here: Place
    ) -> tuple[Case, ...]:
        found = []
        for i, row in enumerate(rows):
            field = "message" if isinstance(row, shapes.CheckShape) else "text"
            text = self.text(getattr(row, field), (*here, i, field))
            found.append(Case(self.condition(row.when, (*here, i, "when")), text))
        return tuple(found)

    def question(self, row: shapes.QuestionShape, here: Place) -> Question:
        kind = QuestionKind(row.kind)
        if row.options:
            item = (self.names.get(row.options) or BOOL).item
            if item is None or not {"ref", "name"} <= set(item.fields):
                self.wrong(
                    (*here, "from"), f"`{row.options}` is no list of people or doctors to choose from."
                )
        if row.max_length:
            known = {use.id for use in self.shape.parameters if use.kind == "whole"}
            self.one_of((*here, "max_length"), row.max_length, known, "whole parameter")
        show = self.condition(row.show_when, (*here, "show_when")) if row.show_when else None
        prefill = self.condition(row.prefill, (*here, "prefill"), KIND_OF[kind]) if row.prefill else None
        return Question(
            id=row.id,
            kind=kind,
            label=self.text(row.label, (*here, "label")),
            help=self.text(row.help, (*here, "help")),
            why=self.text(row.why, (*here, "why")),
            required=row.required,
            show=show,
            checks=self.cases(row.checks, (*here, "checks")),
            notices=self.cases(row.notices, (*here, "notices")),
            choices=tuple(
                Choice(choice.value, choice.label.text, choice.help.text if choice.help else NO_TEXT)
                for choice in row.choices
            ),
            options=row.options or "",
            prefill=prefill,
            max_length=row.max_length or "",
        )

    def rule(self, i: int) -> Rule:
        row, here = self.shape.rules[i], ("rules", i)
        for j, path in enumerate(row.facts):
            self.path(path, (*here, "facts", j))
        return Rule(
            row.id,
            row.title.text,
            row.outcome,
            self.condition(row.when, (*here, "when")),
            row.paragraph,
            self.text(row.because, (*here, "because"), self.sentence_names),
            self.text(row.otherwise, (*here, "otherwise"), self.sentence_names),
            row.facts,
        )

    def follow_up(self, i: int) -> FollowUpRule:
        row, here = self.shape.follow_ups[i], ("follow_ups", i)
        names = {receiver.id: receiver.label.text for receiver in self.shape.receivers}
        return FollowUpRule(
            row.id,
            row.kind,
            row.to,
            self.condition(row.due, (*here, "due"), DATE),
            self.condition(row.when, (*here, "when")),
            self.text(row.title, (*here, "title")),
            self.text(row.text, (*here, "text"), self.sentence_names),
            names.get(row.to, NO_TEXT),
        )

    def ask(self, i: int, letters: Set[str]) -> Ask:
        row, here = self.shape.asks[i], ("asks", i)
        known = {use.id for use in self.shape.parameters if use.kind == "whole"}
        for field in ("days", "reminders"):
            self.one_of((*here, field), getattr(row, field), known, "whole parameter")
        for field in ("letter", "reminder"):
            self.one_of((*here, field), getattr(row, field), letters, "file in letters/")
        for j, told in enumerate(row.tells):
            self.path(told.value, (*here, "tells", j, "value"))
        if len({choice.value for choice in row.choices}) < len(row.choices):
            self.wrong((*here, "choices"), "A `value` stands twice. Choose another.")
        if not any(fact.look_up == CONFIRMATIONS for fact in self.shape.facts):
            self.wrong(here, f"No fact looks up `{CONFIRMATIONS}`, so no rule learns the answers. Add one.")
        allowed = {*(told.value for told in row.tells), *(use.id for use in self.shape.parameters)}
        people = None
        if row.people == RESIDENTS:
            if self.shape.notes is None:
                self.wrong(
                    (*here, "people"), f"`{RESIDENTS}` needs `notes`, which say where and who. Add it."
                )
        else:
            people = self.condition(row.people, (*here, "people"), expect=None)
            if people.kind not in (list_of(TEXT), list_of(list_of(TEXT))):
                self.wrong((*here, "people"), "These are no register marks. Write a list of them.")
        return Ask(
            id=row.id,
            people=people,
            stranger=row.stranger,
            needs_all=row.needs == "all",
            when=self.condition(row.when, (*here, "when")),
            days=row.days,
            reminders=row.reminders,
            label=row.label.text,
            title=self.told(row.title, (*here, "title"), allowed),
            intro=self.told(row.intro, (*here, "intro"), allowed),
            tells=tuple(Tell(told.value, told.label.text) for told in row.tells),
            duty=self.told(row.duty, (*here, "duty"), allowed),
            paragraph=row.paragraph,
            choices=tuple(AskChoice(one.value, Meaning(one.means), one.label.text) for one in row.choices),
            letter=row.letter,
            reminder=row.reminder,
        )

    def sentence(self, i: int) -> Sentence:
        row, here = self.shape.sentences[i], ("sentences", i)
        return Sentence(
            row.id,
            self.cases(row.cases, (*here, "cases")),
            self.text(row.otherwise, (*here, "otherwise")),
        )
