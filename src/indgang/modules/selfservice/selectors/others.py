"""Those who were asked about a submission: where they stand, as the rules, the applicant and staff may know it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, UUIDField

from indgang.kernel import clock
from indgang.kernel.known_query import Param, known_query
from indgang.modules.selfservice.models import Invitation, InvitationAnswer, Reconsideration, Submission
from indgang.modules.selfservice.rules.asking import Mark, standing
from indgang.modules.selfservice.schema.look_ups import TIMES
from indgang.modules.selfservice.schema.solution import Ask
from indgang.modules.selfservice.vocabulary import InvitationState, Meaning, Standing

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Others:
    """All by the ask's id. Somebody veiled has not answered here, whatever they said."""

    standings: Mapping[str, Standing]
    times: Mapping[str, int]
    answer_by: Mapping[str, date]

    @property
    def fact(self) -> dict[str, str | int]:
        """As the rules read it."""
        return {
            key: value
            for ask, stands in self.standings.items()
            for key, value in ((ask, stands.value), (ask + TIMES, self.times[ask]))
        }


def invitations_of(submission_id: UUID) -> list[Invitation]:
    """Everybody who was asked, the first first, with the newest answer first in `said`. Two queries at most."""
    newest = InvitationAnswer.objects.order_by("-at", "-pk")
    rows = Invitation.objects.filter(submission=submission_id).order_by("pk")
    return list(rows.prefetch_related(Prefetch("answers", queryset=newest, to_attr="said")))


def newest_of(row: Invitation) -> InvitationAnswer | None:
    said: list[InvitationAnswer] = row.said  # type: ignore[attr-defined]  # made by invitations_of
    return said[0] if said else None


def mark_of(row: Invitation) -> Mark:
    newest = newest_of(row)
    return Mark(InvitationState(row.state), Meaning(newest.meaning) if newest else None, row.is_veiled)


def others_of(submission_id: UUID, asks: Sequence[Ask], solution: str) -> Others:
    """Where those stand who were asked about one submission."""
    rows = invitations_of(submission_id)
    by_ask = {ask.id: [row for row in rows if row.ask == ask.id] for ask in asks}
    times = {}
    for ask in asks:
        people = [row.person_id for row in by_ask[ask.id]]
        times[ask.id] = times_with(solution, ask.id, people, without=submission_id)
    return Others(
        {ask.id: standing(ask.needs_all, [mark_of(row) for row in by_ask[ask.id]]) for ask in asks},
        times,
        {ask.id: max(row.answer_by for row in by_ask[ask.id]) for ask in asks if by_ask[ask.id]},
    )


def times_with(solution: str, ask: str, people: Collection[UUID], *, without: UUID | None = None) -> int:
    """How often the one of these who said it most has said yes within a year, this time counted; 0 for nobody."""
    if not people:
        return 0
    yes = _said_yes(solution, ask, clock.now() - YEAR).filter(person__in=people)
    counted = yes.exclude(submission=without).order_by().values("person").annotate(times=Count("pk"))
    return 1 + max((row["times"] for row in counted), default=0)


def _said_yes(solution: str, ask: str, since: datetime) -> QuerySet[Invitation]:
    newest = InvitationAnswer.objects.filter(invitation=OuterRef("pk")).order_by("-at", "-pk")
    rows = Invitation.objects.filter(ask=ask, submission__version__slug=solution)
    return rows.annotate(
        newest=Subquery(newest.values("meaning")[:1]), said_at=Subquery(newest.values("at")[:1])
    ).filter(newest=Meaning.YES.value, said_at__gte=since)


@known_query
def _with_whom() -> QuerySet[Submission]:
    rows = Submission.objects.select_related("draft", "person", "company").defer("person__cpr_encrypted")
    return rows.filter(pk=Param("submission", UUIDField()))


def with_whom(submission_id: UUID | str) -> Submission | None:
    """A submission with its draft and whose it is, in one query; None when there is none."""
    return next(iter(_with_whom()(submission=submission_id)), None)


@known_query
def _newest() -> QuerySet[Reconsideration]:
    rows = Reconsideration.objects.filter(submission=Param("submission", UUIDField()))
    return rows.order_by("-at", "-pk")[:1]


def holding(submission: Submission) -> Submission | Reconsideration:
    """What holds of a submission: what the rules found when it was sent, or when they were last asked again."""
    newest = _newest()(submission=submission.pk)
    return newest[0] if newest else submission
