"""A form to fill in by hand, in one language, ready to be set."""

from dataclasses import dataclass
from typing import Literal

AnswerKind = Literal["boxes", "digits", "lines", "table", "signature"]


@dataclass(frozen=True, slots=True)
class FormBox:
    """One box to tick."""

    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question with room for its answer.

    `boxes`: things to tick. `digits`: groups of one box for each digit, with what the group is called (`Dag`, 2).
    `lines`: lines to write on, each with a label that may be empty. `table`: `rows` empty rows under `columns`.
    `signature`: a date and a line. `only_if`: when it is to be answered, in words; `optional`: it need not be.
    """

    key: str
    label: str
    kind: AnswerKind
    help: str = ""
    why: str = ""
    only_if: str = ""
    optional: bool = False
    boxes: tuple[FormBox, ...] = ()
    digits: tuple[tuple[str, int], ...] = ()
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part under a heading. `known`: what we know already, so that it is not to be written. `together`: on one
    page, since it is signed there.
    """

    title: str
    intro: str = ""
    only_if: str = ""
    known: tuple[str, ...] = ()
    questions: tuple[FormQuestion, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A whole form. `code` says in the foot of every page which form in which version this is, so that a scan
    finds its way back. `large`: set in 18 points.
    """

    language: Literal["da", "en"]
    sender: str
    title: str
    code: str
    intro: tuple[str, ...]
    parts: tuple[FormPart, ...]
    colour: str = "#1a1a1a"
    large: bool = False
