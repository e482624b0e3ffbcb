"""The words of files of many. `vocabulary` is the door to them."""

from enum import StrEnum

from indgang.kernel.text import Text

__all__ = ["ERROR_COLUMN", "MANY_STATES", "ManyState", "RowState"]

ERROR_COLUMN = Text("Fejl", "Error")
"""The last column of the file with the wrong rows of a file of many."""


class ManyState(StrEnum):
    """How far a file of many is: its rows are checked, wait for the word, are sent, and are sent all."""

    CHECKING = "checking"
    CHECKED = "checked"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"


class RowState(StrEnum):
    """One row of it."""

    WAITING = "waiting"
    GOOD = "good"
    BAD = "bad"
    SENT = "sent"


MANY_STATES = {
    ManyState.CHECKING: Text("Bliver set igennem", "Being looked through"),
    ManyState.CHECKED: Text("Ikke sendt endnu", "Not sent yet"),
    ManyState.SENDING: Text("Bliver sendt", "Being sent"),
    ManyState.DONE: Text("Færdig", "Done"),
    ManyState.STOPPED: Text("Stoppet", "Stopped"),
}
