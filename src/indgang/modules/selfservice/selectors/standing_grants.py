"""What stands of what was granted: the answer that counts now, when nobody is looking at it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from indgang.modules.cases import selectors as cases
from indgang.modules.cases.vocabulary import CaseState, Finding, Outcome
from indgang.modules.selfservice.models import Recalculation, Reconsideration, Submission
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.recalculating import doubts_of, gives_more
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.vocabulary import Again

AT_A_TIME = 200


@dataclass(frozen=True)
class Stands:
    """The answer that counts: its rules, what they were given, and what they found. `mark` tells it from another.
    `renews`: the case with a worse answer that was prepared, and that nobody has taken: it is prepared anew.
    """

    version: Version
    inputs: Inputs
    finding: Finding
    mark: UUID
    renews: UUID | None = None
    doubts: tuple[str, ...] = ()
    """Rules that spoke against it later, and that a person said yes to all the same."""


def standing_of(submission: Submission, *, but_for: UUID | None = None) -> Stands | None:
    """What stands of a submission; None when it was not granted in full, has ended, is looked at again, or when what
    the same party was granted later takes its place. `but_for`: a case that somebody has is thought of as not taken.
    """
    rows = list(Recalculation.objects.filter(submission=submission).order_by("-month"))
    wanted = [row.case_id for row in rows if row.case_id]
    if submission.case_id is None or any(row.result == Again.OVER for row in rows):
        return None
    ended = cases.ends_of([submission.case_id, *wanted])
    first = ended.get(submission.case_id)
    if first is None or first.stands is not Outcome.GRANTED:
        return None
    found: Submission | Reconsideration | Recalculation = holding(submission)
    renews: UUID | None = None
    doubts: list[str] = []
    for row in rows:
        case = ended.get(row.case_id) if row.case_id else None
        if case is None or case.state is CaseState.WITHDRAWN:
            continue
        free = case.state is CaseState.NEW or row.case_id == but_for
        if free and renews in (None, row.case_id):
            renews = row.case_id
            continue
        if case.stands is None or case.stands is Outcome.REFUSED:
            return None
        if gives_more(Finding.of(row.finding)) or case.stands is Outcome.PART_GRANTED:
            found = row
            break
        if row.result == Again.PERSON:
            doubts += _doubts_of(row)
    version = versions.version(
        found.version_id if isinstance(found, Recalculation) else submission.version_id
    )
    finding = Finding.of(found.finding)
    stands = Stands(version, Inputs.of(found.inputs), finding, found.pk, renews, tuple(doubts))
    return None if _replaced(submission, stands) else stands


def _doubts_of(row: Recalculation) -> tuple[str, ...]:
    solution = versions.version(row.version_id).solution
    return doubts_of(Finding.of(row.finding), Situation(solution, Inputs.of(row.inputs)))


def _replaced(submission: Submission, stands: Stands) -> bool:
    """Whether the same party was later granted the same: for the same people, when the solution keeps those."""
    later = Submission.objects.filter(
        version__slug=stands.version.solution.slug,
        person=submission.person_id,
        company=submission.company_id,
        at__gt=submission.at,
        case_id__isnull=False,
    )
    rows = list(later)
    ended = cases.ends_of([row.case_id for row in rows if row.case_id])
    granted = [row for row in rows if row.case_id in ended and ended[row.case_id].stands is Outcome.GRANTED]
    mine = _people(Situation(stands.version.solution, stands.inputs)) if granted else None
    return any(mine is None or not mine.isdisjoint(_people_of(row) or mine) for row in granted)


def _people_of(row: Submission) -> frozenset[str] | None:
    return _people(Situation(versions.version(row.version_id).solution, Inputs.of(holding(row).inputs)))


def _people(situation: Situation) -> frozenset[str] | None:
    """Whom it is about, by their marks; None when the solution does not say."""
    notes = situation.solution.shape.notes
    if notes is None:
        return None
    return frozenset(situation.facts.get(notes.people) or ())


def grants_after(slug: str, cursor: UUID | None) -> Iterator[UUID]:
    """Submissions of a solution, the oldest first, from a place on: who is granted is seen when each is looked at."""
    rows = Submission.objects.filter(version__slug=slug, case_id__isnull=False)
    if cursor is not None:
        rows = rows.filter(pk__gt=cursor)
    yield from rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=AT_A_TIME)
