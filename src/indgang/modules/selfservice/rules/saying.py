"""Conditions in words, for paper, where nothing is hidden by itself: `Kun hvis du svarer “Ja” til “Vil du …?”`."""

from collections.abc import Callable

from indgang.kernel.expressions.lexer import Token, tokens
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.solution import Question, Solution
from indgang.modules.selfservice.vocabulary import NO, YES, QuestionKind

IF_IT_CONCERNS_YOU = Text("Udfyld kun, hvis det gælder dig.", "Fill in only if it concerns you.")
_ANSWERED = Text("du svarer “{answer}” til “{question}”", "you answer “{answer}” to “{question}”")
_TICKED = Text("du har sat kryds ved “{question}”", "you have ticked “{question}”")
_NOT_TICKED = Text("du ikke har sat kryds ved “{question}”", "you have not ticked “{question}”")


class _CannotSay(Exception):
    """The condition is about more than answers that somebody sees on the paper."""


def only_if(source: str, solution: Solution, *, otherwise: Text = IF_IT_CONCERNS_YOU) -> Text:
    """When something is to be filled in. A condition on answers to yes or no, to a choice or to a box is said in
    full; any other is left to the one who fills in (`otherwise`).
    """
    try:
        said = _Sayer(source, solution).whole()
    except _CannotSay:
        return otherwise
    return Text(f"Kun hvis {said.da}.", f"Only if {said.en}.")


class _Sayer:
    """Reads the small part of a condition that can be said: and, or, not, `==`, `!=` and `in` on answers."""

    def __init__(self, source: str, solution: Solution) -> None:
        self.words = tokens(source)
        self.at = 0
        self.solution = solution

    @property
    def word(self) -> Token:
        return self.words[self.at]

    def take(self, sort: str = "") -> Token:
        word = self.word
        if (sort and word.sort != sort) or word.sort == "end":
            raise _CannotSay
        self.at += 1
        return word

    def sees(self, value: str) -> bool:
        return self.word.sort in ("sign", "name") and self.word.value == value

    def whole(self) -> Text:
        said = self.row("||", lambda: self.row("&&", self.one, "og", "and"), "eller", "or")
        if self.word.sort != "end":
            raise _CannotSay
        return said

    def row(self, sign: str, below: Callable[[], Text], da: str, en: str) -> Text:
        """Parts that the same sign joins. Nothing in brackets is said, so `and` never needs them."""
        parts = [below()]
        while self.sees(sign):
            self.take()
            parts.append(below())
        return Text(f", {da} ".join(p.da for p in parts), f", {en} ".join(p.en or p.da for p in parts))

    def one(self) -> Text:
        if self.sees("!"):
            self.take()
            return self._yes_or_no(self._question(), False)
        question = self._question()
        if self.sees("in"):
            self.take()
            return self._among(question, self._list())
        if self.sees("==") or self.sees("!="):
            same = self.take().value == "=="
            return self._compared(question, same)
        return self._yes_or_no(question, True)

    def _question(self) -> Question:
        found = self.solution.questions.get(self.take("name").value)
        if found is None:
            raise _CannotSay
        return found

    def _list(self) -> list[str]:
        values = []
        self._sign("[")
        while not self.sees("]"):
            values.append(self.take("text").value[1:-1])
            if self.sees(","):
                self.take()
        self._sign("]")
        return values

    def _sign(self, value: str) -> None:
        if not self.sees(value):
            raise _CannotSay
        self.take()

    def _compared(self, question: Question, same: bool) -> Text:
        if question.kind in (QuestionKind.YES_NO, QuestionKind.CONFIRM):
            truth = self.take("name").value
            if truth not in ("true", "false"):
                raise _CannotSay
            return self._yes_or_no(question, (truth == "true") is same)
        value = self.take("text").value[1:-1]
        if same:
            return self._among(question, [value])
        return self._among(question, [one.value for one in question.choices if one.value != value])

    def _among(self, question: Question, values: list[str]) -> Text:
        labels = [choice.label for choice in question.choices if choice.value in values]
        if question.kind is not QuestionKind.CHOICE or len(labels) != len(values) or not labels:
            raise _CannotSay
        answer = Text(
            "” eller “".join(one.da for one in labels), "” or “".join(one.en or one.da for one in labels)
        )
        return _about(_ANSWERED, question, answer)

    def _yes_or_no(self, question: Question, yes: bool) -> Text:
        if question.kind is QuestionKind.CONFIRM:
            return _about(_TICKED if yes else _NOT_TICKED, question, Text())
        if question.kind is not QuestionKind.YES_NO:
            raise _CannotSay
        return _about(_ANSWERED, question, YES if yes else NO)


def _about(sentence: Text, question: Question, answer: Text) -> Text:
    label = question.label
    return Text(
        sentence.da.format(answer=answer.da, question=label.da.rstrip(".")),
        sentence.en.format(answer=answer.en or answer.da, question=(label.en or label.da).rstrip(".")),
    )
