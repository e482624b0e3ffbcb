"""A submission takes part in a round, for as long as the round is all that it waits for."""

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases import services as cases
from indgang.modules.cases.services import WrongState
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.identity.vocabulary import SYSTEM, Actor
from indgang.modules.selfservice.models import Round, RoundEntry, Submission
from indgang.modules.selfservice.rules import sharing
from indgang.modules.selfservice.rules.sharing_out import Entry
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution.shares import Shares
from indgang.modules.selfservice.vocabulary import RoundState

TAKES_PART = Text("Du er med i fordelingen.", "You take part in the sharing out.")


def take_part(submission: Submission, situation: Situation, finding: Finding) -> bool:
    """Put the submission into its round and let its case wait, when the round is all that it waits for.

    When it no longer is, it does not stand in the round any more. Called in the transaction that made the finding, each
    time that there is a new one. Whether it takes part now.
    """
    shares = situation.solution.shares
    if shares is None:
        return False
    rows = RoundEntry.objects.filter(submission=submission, result__isnull=True)
    if rows.exclude(admitted_by="").exists():
        hold(submission, situation, SYSTEM)
        return True
    if not sharing.waits(situation, finding):
        rows.update(stands=False)
        return False
    round_ = locked_round(sharing.round_of(situation, shares))
    if round_ is None or not sharing.same_order(round_.order, sharing.order_of(shares)):
        rows.update(stands=False)
        return False  # it was run, or its order is another: a person looks
    enter(submission, situation, shares, round_)
    try:
        hold(submission, situation, SYSTEM)
    except WrongState:  # it was decided at this very moment
        rows.update(stands=False)
        return False
    return True


def enter(
    submission: Submission, situation: Situation, shares: Shares, round_: Round, *, by: str = ""
) -> None:
    """Put it into a round with what it brings. `by`: the caseworker who let it take part."""
    what = sharing.brought(situation, shares)
    brought = Entry(str(submission.pk), what.wishes, what.fallback).as_json()
    values = {"round": round_, "brought": brought, "stands": True, "at": clock.now(), "admitted_by": by}
    RoundEntry.objects.update_or_create(submission=submission, defaults=values)


def hold(submission: Submission, situation: Situation, by: Actor) -> None:
    """Let its case wait for the round. Raises WrongState for a settled case."""
    if submission.case_id is not None:
        until = max(sharing.waits_until(situation), clock.today())
        cases.hold(case_id=submission.case_id, until=until, by=by, what=TAKES_PART)


def locked_round(round_id: str) -> Round | None:
    """The round while it is open, and so that nobody runs it before this submission is in it."""
    if not round_id:
        return None
    return Round.objects.select_for_update().filter(pk=round_id, state=RoundState.OPEN).first()
