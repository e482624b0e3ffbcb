"""Questions that are asked once for each row, as the page draws them, and the buttons that add and take away."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.selfservice.selectors.group_views import GroupView
from indgang.modules.selfservice.selectors.views import StepView
from indgang.surfaces.common.solution import reading
from indgang.surfaces.common.solution.questions import Question

ADD, REMOVE = "_add", "_remove"
"""Names of the buttons; each carries the key of its row."""


@dataclass(frozen=True)
class Row:
    """One row. `remove` is the key that its button carries, empty when it must stay."""

    key: str
    title: str
    questions: tuple[Question, ...]
    remove: str


@dataclass(frozen=True)
class Group:
    view: GroupView
    rows: tuple[Row, ...]
    error: object
    add_label: str
    beside: object = None
    """One more row that somebody who helps proposes."""


def groups_of(
    view: StepView, questions: Iterable[Question], errors: Mapping[str, Text], covered: Collection[str] = ()
) -> list[Group]:
    """Every group of a step with the questions of its rows. A row with something that is covered stays."""
    known = {question.key: question for question in questions}
    found = []
    for group in view.groups:
        rows = [
            Row(
                row.key,
                f"{group.one} {row.number}",
                tuple(known[key] for key in row.fields if key in known),
                row.key if group.may_remove and not set(row.fields) & set(covered) else "",
            )
            for row in group.rows
        ]
        label = _("Tilføj: %(what)s") % {"what": str(group.one)}
        found.append(Group(group, tuple(rows), errors.get(group.key, ""), label))
    return found


def has_buttons(questions: Iterable[Question], groups: Iterable[Group]) -> bool:
    """Whether a button stands before Next, so that the Enter key would press it: but a search is what Enter is for."""
    asked = list(questions)
    return not any(one.hits for one in asked) and (
        bool(list(groups)) or any(one.files is not None or one.offer for one in asked)
    )


def alone(view: StepView, questions: Iterable[Question]) -> list[Question]:
    """The questions that stand in no group."""
    inside = {key for group in view.groups for row in group.rows for key in row.fields}
    return [question for question in questions if question.key not in inside]


def problems_of(groups: Iterable[Group]) -> list[dict[str, Any]]:
    """What is wrong with how many rows there are: lines for the error summary."""
    return [
        {"first_id": f"g-{group.view.key}", "label": group.view.title, "error": group.error}
        for group in groups
        if group.error
    ]


def row_asked_for(post: QueryDict) -> tuple[str, str]:
    """The row that a button adds or takes away, and the value that it gets; empty when none was pressed."""
    for name, value in ((ADD, "yes"), (REMOVE, "no")):
        if key := reading.key_in(post, name):
            return key, value
    return "", ""
