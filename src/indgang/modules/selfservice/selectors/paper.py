"""A solution as a form to fill in by hand: made from the same file as the online way, and holding nobody's data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from indgang.adapters.letters.form_types import FormBox, FormPart, FormQuestion, FormSheet
from indgang.kernel import clock
from indgang.kernel.expressions import Expression
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import GROUND_NAMES, Ground
from indgang.modules.selfservice.rules import saying
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import (
    RIGHT,
    WRONG,
    Ask,
    CardUse,
    Group,
    Question,
    Solution,
    Step,
)
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors import paper_words as words
from indgang.modules.selfservice.vocabulary import NO, YES, QuestionKind

Language = Literal["da", "en"]
_PLACE = re.compile(r"\{([a-z_]+)[^{}]*\}")
PEOPLE_ROWS = 6
"""Room for so many people in a table; more go on another sheet."""
CODE = 10
"""Letters of a version's fingerprint in the foot: enough to find it among all versions of one solution."""


@dataclass(frozen=True)
class PaperForm:
    """A form of one version of a solution. `keys`: everything it asks, by the names the online way sends."""

    slug: str
    version: str
    sheet: FormSheet
    keys: tuple[str, ...]


def paper_form(slug: str, language: Language = "da", *, large: bool = False) -> PaperForm:
    """The form of the version that holds now, with today's parameters. Raises UnknownSolution. No draft, no login,
    no register: the same for everybody.
    """
    found = versions.active(slug)
    maker = _Maker(found.solution, language)
    town = identity.municipality()
    parts = maker.parts()
    return PaperForm(
        slug,
        found.hash,
        FormSheet(
            language=language,
            sender=town.name,
            title=maker.said(found.solution.title),
            code=f"{slug} · {found.hash[:CODE]}",
            intro=tuple(maker.say(line) for line in words.HOW),
            parts=tuple(parts),
            colour=town.colour,
            large=large,
        ),
        tuple(question.key for part in parts for question in part.questions),
    )


class _Maker:
    """Turns one solution into the parts of a form in one language."""

    def __init__(self, solution: Solution, language: Language) -> None:
        self.solution = solution
        self.language = language
        day = clock.today()
        nothing_said = Inputs(
            today=day,
            ground=Ground.SELF,
            municipality=loading.municipality_values(),
            parameters=loading.parameter_rows(solution, day),
        )
        self._standing = Situation(solution, nothing_said)
        self._wording = self._standing.wording

    def say(self, text: Text, **values: str) -> str:
        """A text of our own in the form's language."""
        plain = text.en if self.language == "en" and text.en else text.da
        return plain.format(**values) if values else plain

    def said(self, text: Text) -> str:
        """A text of the solution with its parameters filled in. Empty when it needs an answer to be said."""
        known = {*self.solution.parameter_uses, "municipality", "today"}
        if any(name not in known for name in _PLACE.findall(text.da)):
            return ""
        return self.say(self._wording.fill(text))

    def parts(self) -> list[FormPart]:
        steps = [self._step(step) for step in self.solution.steps]
        others = [self._ask(ask) for ask in self.solution.asks]
        return [self._who(), *steps, *others, self._answer_to(), self._sign(), *self._about()]

    # --- who ---------------------------------------------------------------------------------------------------

    def _who(self) -> FormPart:
        shape = self.solution.shape.who_may
        questions = [
            self._lines("who_name", words.NAME),
            FormQuestion("who_cpr", self.say(words.CPR), "digits", digits=self._cpr()),
        ]
        if "company" in shape.parties:
            cvr = FormQuestion(
                "who_cvr",
                self.say(words.CVR),
                "digits",
                digits=(("", 8),),
                optional="person" in shape.parties,
            )
            questions.append(cvr)
        grounds = [Ground(word) for word in shape.grounds if word not in (Ground.SELF, Ground.COMPANY)]
        if grounds:
            boxes = [self.say(words.MYSELF), *(self.say(GROUND_NAMES[ground]) for ground in grounds)]
            questions += [
                FormQuestion(
                    "who_ground", self.say(words.FOR_WHOM), "boxes", boxes=tuple(FormBox(_upper(box)) for box in boxes)
                ),
                FormQuestion(
                    "who_other", self.say(words.OTHER), "digits", only_if=self.say(words.OTHER_ONLY),
                    help=self.say(words.OTHER_HELP), digits=self._cpr(), lines=(self.say(words.NAME),),
                ),
            ]  # fmt: skip
        return FormPart(self.say(words.WHO), questions=tuple(questions))

    def _cpr(self) -> tuple[tuple[str, int], ...]:
        return ((self.say(words.BIRTH), 6), (self.say(words.LAST), 4))

    # --- the steps ---------------------------------------------------------------------------------------------

    def _step(self, step: Step) -> FormPart:
        known = [line for card in step.cards if self._known_before(card.fact) for line in self._card(card)]
        wrong = [self._wrong(card) for card in step.cards if card.right]
        asked = [self._question(question) for question in step.questions]
        rows = [self._rows(group) for group in step.groups]
        return FormPart(
            self.said(step.title),
            self.said(step.intro),
            known=tuple(known),
            questions=(*wrong, *asked, *rows),
        )

    def _rows(self, group: Group) -> FormQuestion:
        """A group as a table: a column for each question, and room for as many rows as a page can bear."""
        parameter = self._standing.facts.get(group.most) if not group.most.isdigit() else int(group.most)
        most = parameter if isinstance(parameter, int) else PEOPLE_ROWS
        return FormQuestion(
            group.id,
            self.said(group.title),
            "table",
            help=self.said(group.help),
            only_if=self._only_if(group.show),
            optional=group.least == "0",
            columns=tuple(self.said(question.label) for question in group.questions),
            rows=max(1, min(most, PEOPLE_ROWS)),
        )

    def _only_if(self, show: Expression | None) -> str:
        return self.say(saying.only_if(show.source, self.solution)) if show else ""

    def _known_before(self, fact: str) -> bool:
        """Whether a register can be asked before anything is answered."""
        roots = {path.split(".")[0] for path in self.solution.uses[fact].ask.values()}
        return all(self._root_known(root) for root in roots)

    def _root_known(self, root: str) -> bool:
        if root in self.solution.uses:
            return self._known_before(root)
        if root in self.solution.terms:
            return all(self._root_known(one) for one in self.solution.terms[root].expression.roots)
        return root not in self.solution.asked_names and not root.endswith((WRONG, RIGHT))

    def _card(self, card: CardUse) -> Iterable[str]:
        source = self.say(self.solution.uses[card.fact].of.source)
        labels = ", ".join(_lower(self.say(label)) for label, _value in card.rows)
        yield f"{self.said(card.title)}: {labels} ({source})"

    def _wrong(self, card: CardUse) -> FormQuestion:
        title = self.said(card.title)
        return FormQuestion(
            card.fact + WRONG, self.say(words.WRONG, title=title), "boxes", optional=True,
            boxes=(FormBox(self.say(words.IS_WRONG)),), lines=(self.said(card.right), ""),
        )  # fmt: skip

    def _question(self, question: Question) -> FormQuestion:
        return self._with_room(
            question,
            FormQuestion(
                question.id,
                self.said(question.label),
                "lines",
                help=self._help(question),
                why=self.said(question.why),
                only_if=self._only_if(question.show),
                optional=not question.required and not question.soft,
            ),
        )

    def _help(self, question: Question) -> str:
        """What helps to answer by hand: what the page says of a list is about ticking it."""
        help = words.LIST_HELP.get(question.kind)
        if help is None:
            return self.said(question.help)
        return self.say(help)

    def _with_room(self, question: Question, one: FormQuestion) -> FormQuestion:
        """The question with room for its answer, by its kind."""
        match question.kind:
            case QuestionKind.YES_NO:
                return replace(one, kind="boxes", boxes=(FormBox(self.say(YES)), FormBox(self.say(NO))))
            case QuestionKind.CONFIRM:
                return replace(one, kind="boxes", label="", boxes=(FormBox(one.label),))
            case QuestionKind.CHOICE:
                boxes = tuple(
                    FormBox(self.said(each.label), self.said(each.help)) for each in question.choices
                )
                return replace(one, kind="boxes", boxes=boxes)
            case QuestionKind.DATE:
                digits = tuple((self.say(name), count) for name, count in words.DATE)
                return replace(one, kind="digits", digits=digits)
            case QuestionKind.PHONE:
                return replace(one, kind="digits", digits=(("", 8),))
            case QuestionKind.PEOPLE:
                columns = tuple(map(self.say, words.PERSON))
                return replace(one, kind="table", columns=columns, rows=PEOPLE_ROWS)
            case QuestionKind.ADDRESS:
                return replace(one, lines=tuple(map(self.say, words.ADDRESS)))
            case QuestionKind.DOCTOR:
                return replace(one, lines=tuple(map(self.say, words.DOCTOR)))
            case QuestionKind.COMPANY:
                return replace(one, kind="digits", digits=(("", 8),))
            case QuestionKind.CPR:
                return replace(one, kind="digits", digits=self._cpr())
            case QuestionKind.PERIOD:
                return replace(one, lines=tuple(map(self.say, words.PERIOD)))
            case QuestionKind.MONEY:
                return replace(one, lines=(self.say(words.KRONER),))
            case QuestionKind.EMAIL | QuestionKind.WHOLE | QuestionKind.VEHICLE | QuestionKind.PICK:
                return replace(one, lines=("",))
            case QuestionKind.UPLOAD:
                return replace(one, kind="boxes", boxes=(FormBox(self.say(words.ENCLOSED)),))
            case QuestionKind.TEXT | QuestionKind.PICKS:
                return replace(one, lines=("", ""))

    def _lines(self, key: str, label: Text) -> FormQuestion:
        return FormQuestion(key, self.say(label), "lines", lines=("",))

    # --- others, the signature, and what we must tell -----------------------------------------------------------

    def _ask(self, ask: Ask) -> FormPart:
        """Room for the yes of somebody else, who may also answer us directly."""
        choices = tuple(FormBox(self.say(one.label)) for one in ask.choices)
        return FormPart(
            self.say(words.OTHERS, who=_lower(self.said(ask.label))),
            intro="\n".join([self.say(words.OTHERS_HELP), self.said(ask.duty), self.say(words.LAW, law=ask.paragraph)]),
            only_if=self.say(saying.only_if(ask.when.source, self.solution, otherwise=words.SKIP)),
            together=True,
            questions=(
                FormQuestion(f"ask_{ask.id}", self.said(ask.title), "boxes", boxes=choices, optional=True),
                FormQuestion(
                    f"ask_{ask.id}_sign", "", "signature", lines=(self.say(words.NAME),)
                ),
            ),
        )  # fmt: skip

    def _answer_to(self) -> FormPart:
        boxes = tuple(FormBox(self.say(one)) for one in words.WISHES)
        wishes = FormQuestion("needs", self.say(words.WISHES_TITLE), "boxes", boxes=boxes, optional=True,
                              help=self.say(words.WISHES_HELP))  # fmt: skip
        return FormPart(self.say(words.HEAR), questions=(wishes,))

    def _sign(self) -> FormPart:
        town = identity.municipality()
        unit = identity.units().get(self.solution.shape.unit)
        address = ", ".join(
            [*([self.say(unit.name)] if unit else []), town.address, f"{town.postal_code} {town.city}"]
        )
        return FormPart(
            self.say(words.SIGN),
            together=True,
            questions=(FormQuestion("sign", "", "signature"),),
            intro="\n".join(
                [
                    self.say(words.SEND_TO, name=town.name, address=address),
                    self.say(words.CALL, phone=unit.phone if unit else town.phone),
                ]
            ),
        )

    def _about(self) -> Iterable[FormPart]:
        """What the law says, and what we must tell of the processing (GDPR article 13)."""
        shape, town = self.solution.shape, identity.municipality()
        yield FormPart(self.say(words.RULES), intro="\n".join([*shape.basis, self.say(words.RULES_HELP)]))
        sources = dict.fromkeys(self.say(use.of.source) for use in self.solution.facts if not use.of.ours)
        receivers = dict.fromkeys(self.say(one.label.text) for one in shape.receivers)
        lines = [
            self.say(words.CONTROLLER, name=town.name, address=town.address, phone=town.phone),
            self.say(words.PURPOSE, title=self.said(self.solution.title), basis=", ".join(shape.basis)),
            *([self.say(words.SOURCES, sources=", ".join(sources))] if sources else []),
            *([self.say(words.RECEIVERS, receivers=", ".join(receivers))] if receivers else []),
            self.say(words.KEPT),
            self.say(words.RIGHTS),
        ]
        yield FormPart(self.say(words.PROCESSING), intro="\n".join(lines))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
