"""What a page is given of groups of questions, and of where the way ends."""

from dataclasses import dataclass

from indgang.kernel.text import Text


@dataclass(frozen=True)
class RowView:
    """A row of a group. `key` is `wishes.r2` and stays when others go; `number` counts from 1; `fields` are keys."""

    key: str
    number: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class GroupView:
    """Questions that are asked once for each row. `one` is what a row is called.

    `add_key` is the row that the button "add" asks for, empty when there is room for no more; saved as `yes` under its
    key it is there, saved as `no` it is gone.
    """

    key: str
    title: Text
    one: Text
    help: Text
    rows: tuple[RowView, ...]
    add_key: str
    may_remove: bool
    error: Text


@dataclass(frozen=True)
class WayOut:
    """Why the way ends here, as the answers stand."""

    key: str
    title: Text
    text: Text
