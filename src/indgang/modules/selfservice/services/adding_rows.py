"""A row is added by the button of a page: two pages that ask for the same row get one each.

The number of the next row is on the page already. So two windows, or two people, ask for the same one; and so does a
button that is pressed twice. The mark of the page tells them apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from indgang.kernel.text import Text
from indgang.modules.selfservice.models import Answer
from indgang.modules.selfservice.rules.rows import THERE
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import RowKey
from indgang.modules.selfservice.services.fitting import Typed

NO_ROOM = Text(
    "Der er ikke plads til flere. Der er lige tilføjet en i et andet vindue. Hent siden igen for at se den.",
    "There is no room for more. One was just added in another window. Reload the page to see it.",
)


def in_a_row_of_its_own(
    typed: Typed, standing: Callable[[], Situation], rows: Mapping[str, Answer], seen_revision: int
) -> Typed:
    """What was typed, with the next row that is free when another page has added the one it asks for.

    `standing` is how the draft stands, asked for only then. When there is no room, that is said.
    """
    if not typed.page:
        return typed
    taken = next((key for key in typed.values if _is_taken(key, typed, rows, seen_revision)), "")
    if not taken:
        return typed
    values = {key: value for key, value in typed.values.items() if key != taken}
    free = _free(taken, standing())
    if not free:
        return replace(typed, values=values, said={**typed.said, taken: NO_ROOM})
    return replace(typed, values={**values, free: THERE}, said=dict(typed.said), added=free)


def _is_taken(key: str, typed: Typed, rows: Mapping[str, Answer], seen_revision: int) -> bool:
    row, now = RowKey.of(key), rows.get(key)
    if row is None or row.question or typed.values[key] != THERE or now is None:
        return False
    return now.revision > seen_revision and now.value.get("page", "") != typed.page


def _free(key: str, situation: Situation) -> str:
    name = key.partition(".")[0]
    groups = (group for step in situation.steps for group in step.groups)
    return next((one.next_key for one in groups if one.group.id == name), "")
