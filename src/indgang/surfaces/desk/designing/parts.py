"""The parts of a solution's page, in words."""

from typing import Any

from indgang.kernel.strict_yaml import Problem
from indgang.modules.selfservice.selectors.designing import Design
from indgang.modules.selfservice.services import Worked
from indgang.modules.selfservice.services.designing import EXAMPLES
from indgang.surfaces.common.mistakes import Mistake, mistakes
from indgang.surfaces.desk.designing import words


def steps(design: Design) -> list[dict[str, Any]]:
    """Each step with its questions; those of a group stand after the others, under the group's name."""
    found = []
    for i, step in enumerate(design.solution.shape.steps):
        rows = [_question(design, row, ("steps", i, "questions", j)) for j, row in enumerate(step.questions)]
        groups = [
            {
                "title": group.title.text,
                "rows": [
                    _question(design, row, ("steps", i, "groups", g, "questions", j))
                    for j, row in enumerate(group.questions)
                ],
            }
            for g, group in enumerate(getattr(step, "groups", ()))
        ]
        found.append(
            {
                "id": step.id,
                "title": step.title.text,
                "rows": rows,
                "groups": groups,
                "cards": len(step.cards),
            }
        )
    return found


def _question(design: Design, row: Any, place: tuple[str | int, ...]) -> dict[str, Any]:
    return {
        "id": row.id,
        "label": row.label.text,
        "kind": words.KINDS.get(row.kind, row.kind),
        "why": row.why.text if row.why else "",
        "needed": row.required in (True, "yes"),
        "show_when": row.show_when or "",
        "checks": len(row.checks),
        "line": design.document.line((*place, "id")),
    }


def rules(design: Design) -> list[dict[str, Any]]:
    """Each rule with its paragraph and its condition as written."""
    found = []
    for i, row in enumerate(design.solution.shape.rules):
        title, kind = words.OUTCOMES.get(row.outcome, (row.outcome, "quiet"))
        found.append(
            {
                "id": row.id,
                "title": row.title.text,
                "outcome": title,
                "kind": kind,
                "paragraph": row.paragraph,
                "when": row.when,
                "because": row.because.text,
                "line": design.document.line(("rules", i, "id")),
            }
        )
    return found


def parameters(design: Design) -> list[dict[str, Any]]:
    """Each parameter with what its status means."""
    found = []
    for row in design.parameters:
        name, means = words.STATUSES.get(row.status, (row.status, ""))
        found.append({"row": row, "status": name, "means": means, "kind": "good" if row.decides else "late"})
    return found


def letters(design: Design) -> list[dict[str, Any]]:
    """Each letter with how hard it is to read."""
    return [
        {"name": file.name.removeprefix("letters/").removesuffix(".yaml"), "file": file}
        for file in design.files
        if file.name.startswith("letters/")
    ]


def otherwise(worked: Worked) -> list[Mistake]:
    """What came out otherwise than an example says."""
    return mistakes(Problem(EXAMPLES, worked.line, sentence) for sentence in worked.wrong)


def came_out(worked: Worked) -> tuple[Any, str]:
    """What came of an example, and the colour of it."""
    if worked.trial is None:
        return "", "quiet"
    if worked.trial.errors:
        return words.NOT_SENT, "quiet"
    return words.CAME_OUT.get(worked.trial.outcome, (worked.trial.outcome, "quiet"))
