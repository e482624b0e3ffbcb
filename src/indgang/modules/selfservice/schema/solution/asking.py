"""Others who must say their part."""

from dataclasses import dataclass

from indgang.kernel.expressions import Expression
from indgang.kernel.text import Text
from indgang.modules.selfservice.vocabulary import Meaning


@dataclass(frozen=True)
class AskChoice:
    value: str
    means: Meaning
    label: Text


@dataclass(frozen=True)
class Tell:
    value: str
    label: Text


@dataclass(frozen=True)
class Ask:
    """Others who are asked. `people` None: the adults who are registered at the address in question. `silence`: who is
    silent to the end has no objection.
    """

    id: str
    people: Expression | None
    stranger: bool
    needs_all: bool
    when: Expression
    days: str
    reminders: str
    label: Text
    title: Text
    intro: Text
    tells: tuple[Tell, ...]
    duty: Text
    paragraph: str
    choices: tuple[AskChoice, ...]
    letter: str
    reminder: str
    silence: bool = False
    decided: str = ""
    """The letter that tells them what came out; empty: they are told nothing."""

    def choice(self, value: str) -> AskChoice | None:
        return next((choice for choice in self.choices if choice.value == value), None)
