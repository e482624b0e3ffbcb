"""Words that the desk's pages share."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.modules.cases.vocabulary import CaseState


def days_left(days: int) -> str:
    """`5 dage tilbage`, `Sidste dag i dag`, `2 dage for sent`."""
    if days == 0:
        return _("Sidste dag i dag")
    if days > 0:
        return ngettext("%(days)d dag tilbage", "%(days)d dage tilbage", days) % {"days": days}
    return ngettext("%(days)d dag for sent", "%(days)d dage for sent", -days) % {"days": -days}


def urgency(days: int, state: CaseState, *, in_review: bool = False) -> str:
    """Which sort of label a deadline gets: late, busy (within two days) or quiet.

    A decided case has one only when a person is asked to look at the decision.
    """
    if state is CaseState.DECIDED and not in_review:
        return "good"
    if days < 0:
        return "late"
    return "busy" if days <= 2 else "quiet"
