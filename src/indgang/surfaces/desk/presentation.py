"""Words that the desk's pages share."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.kernel import clock
from indgang.kernel.dates import long_date
from indgang.modules.cases.vocabulary import SETTLED, STATE_NAMES, CaseState, FollowUp


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
    if state in SETTLED and not in_review:
        return "good"
    if days < 0:
        return "late"
    return "busy" if days <= 2 else "quiet"


def deadline(
    days: int,
    state: CaseState,
    *,
    today: date,
    reply_by: date | None,
    in_review: bool = False,
    hearing: bool = False,
    waits_for: bool = False,
) -> dict[str, str]:
    """`urgency` and `left` of a label. While we wait for the citizen the deadline is the citizen's, not ours.

    Who is heard need not answer: afterwards it is our turn, and nothing is missing.
    """
    if reply_by is None:
        return {"urgency": urgency(days, state, in_review=in_review), "left": days_left(days)}
    day = {"day": long_date(reply_by)}
    if hearing and reply_by < today:
        return {"urgency": "busy", "left": _("Borgeren er hørt. Din tur")}
    if waits_for:
        late = reply_by < today
        return {"urgency": "late" if late else "quiet", "left": _("Vi svarer senest %(day)s") % day}
    if reply_by < today:
        return {"urgency": "late", "left": _("Svaret mangler siden %(day)s") % day}
    if state is CaseState.OTHERS:
        return {"urgency": "quiet", "left": _("Andre svarer senest %(day)s") % day}
    return {"urgency": "quiet", "left": _("Borgeren svarer senest %(day)s") % day}


def follow_up(wanted: FollowUp) -> str:
    """What will happen after a decision, by whom and when."""
    if wanted.kind == "message" and wanted.due > clock.today():
        day = long_date(wanted.due)
        return _("Besked til borgeren den %(day)s: %(title)s") % {"title": wanted.title, "day": day}
    if wanted.kind == "message":
        return _("Besked til borgeren: %(title)s") % {"title": wanted.title}
    values = {"title": wanted.title, "to": wanted.to_name, "day": long_date(wanted.due)}
    return _("%(title)s (%(to)s, senest %(day)s)") % values


def state_name(state: CaseState, asked_on: date | None, *, hearing: bool = False) -> str:
    """The state of a case; whom we wait for, and since when."""
    if asked_on is None:
        return str(STATE_NAMES[state])
    if hearing:
        return _("Hører borgeren siden %(day)s") % {"day": long_date(asked_on)}
    if state is CaseState.OTHERS:
        return _("Venter på andre siden %(day)s") % {"day": long_date(asked_on)}
    return _("Venter på borgeren siden %(day)s") % {"day": long_date(asked_on)}


def found_name(outcome: str) -> str:
    """What the rules came to, in words."""
    names = {
        "granted": _("Ja til det hele, uden en medarbejder"),
        "prepared_part_grant": _("Ja til en del, klar til en medarbejders underskrift"),
        "prepared_refusal": _("Nej, klar til en medarbejders underskrift"),
        "refused": _("Nej, klar til en medarbejders underskrift"),
    }
    return names.get(outcome, _("En medarbejder skal se på det"))
