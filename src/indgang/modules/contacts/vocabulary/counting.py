"""The words of a counting week."""

from enum import StrEnum

from indgang.kernel.text import Text


class SlotState(StrEnum):
    """What an entrance says about a day of the week."""

    COUNTED = "counted"
    CLOSED = "closed"
    MISSING = "missing"


SLOT_NAMES = {
    SlotState.COUNTED: Text("Talt", "Counted"),
    SlotState.CLOSED: Text("Lukket", "Closed"),
    SlotState.MISSING: Text("Ikke talt", "Not counted"),
}


class WeekState(StrEnum):
    """Whether contacts can still be ticked."""

    OPEN = "open"
    CLOSED = "closed"
