"""The words of the trail: what counts as a look at somebody, why a matter changes hands, how a check ended."""

from enum import StrEnum

from indgang.kernel.text import Text


class Why(StrEnum):
    """Why a matter is given to another member of staff. A word, never a text: the reason may be about an employee."""

    AWAY = "away"
    SHARE = "share"
    KNOWS = "knows"
    CONFLICT = "conflict_of_interest"


WHY_NAMES = {
    Why.AWAY: Text("Den, der havde det, er her ikke nu", "Whoever had it is not here now"),
    Why.SHARE: Text("Arbejdet skal fordeles", "The work must be shared out"),
    Why.KNOWS: Text("Kollegaen ved mere om det", "The colleague knows more about it"),
    Why.CONFLICT: Text(
        "Den, der havde det, må ikke behandle det (inhabil)",
        "Whoever had it may not handle it (conflict of interest)",
    ),
}
SHARING_OUT = "fordele arbejdet"
"""The purpose that stands in the trail when a supervisor gives a matter to another."""
