"""Automatic decisions that were drawn by lot: those that wait for a person, and what people thought of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q

from indgang.kernel import clock, deadlines
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases.models import Case, Decision, Sample, SampleAnswer
from indgang.modules.cases.rules import sampling
from indgang.modules.cases.selectors.access import is_masked, units_of
from indgang.modules.cases.selectors.shapes import SampleInfo
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo

SHARE = "stikproeve.pct"
AT_MOST = 50
_OF_CASE = [
    f"sample__decision__case__{name}" for name in ("title", "protected", "handler_id", "person__protected")
]
PERIOD = timedelta(days=365)


@dataclass(frozen=True)
class WaitingSample:
    """A drawn decision that nobody has looked at. No citizen is named in the list."""

    case_id: UUID
    number: str
    title: Text
    decided_at: datetime
    due: date
    days_left: int


@dataclass(frozen=True)
class SampleFigures:
    """What happened in a year to the decisions of one service, in the reader's department.

    `overridden`: caseworkers set aside what the rules had prepared. `no_hearing`: signed without the hearing that was
    due, with a stated reason.
    """

    service_id: str
    automatic: int
    drawn: int
    agreed: int
    disagreed: int
    by_people: int
    overridden: int
    no_hearing: int

    @property
    def waiting(self) -> int:
        return self.drawn - self.agreed - self.disagreed


@dataclass(frozen=True)
class Samples:
    """`pct` is how many of a hundred are drawn today; 0 when the municipality has not said. `disagreements`: the newest
    reasons, by case."""

    pct: Decimal
    waiting: tuple[WaitingSample, ...]
    figures: tuple[SampleFigures, ...]
    disagreements: tuple["Disagreement", ...]


@dataclass(frozen=True)
class Disagreement:
    case_id: UUID
    number: str
    title: Text
    reason: str
    by: str
    at: datetime


def sample_of(case: Case, decisions: Sequence[Decision], employee: EmployeeInfo) -> SampleInfo | None:
    """The drawn decision of a case. One query, none when the rules have not decided it."""
    automatic = next((row for row in decisions if row.automatic), None)
    if automatic is None:
        return None
    row = Sample.objects.filter(decision=automatic).select_related("answer").first()
    if row is None:
        return None
    answer: SampleAnswer | None = getattr(row, "answer", None)
    masked = is_masked(case, employee)
    return SampleInfo(
        id=row.pk,
        due=row.due,
        agrees=answer.agrees if answer else None,
        reason=answer.reason if answer and not masked else "",
        by=answer.by_name if answer else "",
        at=answer.at if answer else None,
        mine=case.actor == employee.actor.key,
    )


def samples(employee: EmployeeInfo) -> Samples:
    """What the employee's department has drawn. Four queries and one audit row. For who handles cases."""
    today = clock.today()
    since = clock.now() - PERIOD
    units = units_of(employee)
    rows = Sample.objects.filter(decision__case__unit__in=units, answer=None).select_related("decision__case")
    columns = ("due", "decision__decided_at", "decision__case__number", "decision__case__title")
    open_rows = rows.only(*columns).order_by("due", "pk")[:AT_MOST]
    waiting = tuple(
        WaitingSample(
            row.decision.case_id,
            row.decision.case.number,
            Text.of(row.decision.case.title),
            row.decision.decided_at,
            row.due,
            deadlines.days_left(row.due, today),
        )
        for row in open_rows
    )
    audit.record(
        action="samples_seen",
        actor=employee.actor.key,
        object=f"unit:{employee.unit}",
        purpose="stikprøve",
        detail={"cases": [one.number for one in waiting]},
    )
    pct = sampling.share(identity.parameters().deciding(SHARE, today))
    return Samples(pct, waiting, _figures(units, since), _disagreements(units, employee))


def waiting_samples(employee: EmployeeInfo) -> int:
    """How many wait for somebody in the department. One query."""
    return Sample.objects.filter(decision__case__unit__in=units_of(employee), answer=None).count()


def _figures(units: Sequence[str], since: datetime) -> tuple[SampleFigures, ...]:
    counted = (
        Decision.objects.filter(case__unit__in=units, decided_at__gte=since)
        .values("case__service_id")
        .order_by()
        .annotate(
            all_automatic=Count("pk", filter=Q(automatic=True)),
            drawn=Count("sample"),
            agreed=Count("pk", filter=Q(sample__answer__agrees=True)),
            disagreed=Count("pk", filter=Q(sample__answer__agrees=False)),
            by_people=Count("pk", filter=Q(automatic=False)),
            overridden=Count("pk", filter=Q(goes_against=True)),
            unheard=Count("pk", filter=~Q(no_hearing="")),
        )
    )
    found = [
        SampleFigures(
            service_id=row["case__service_id"],
            automatic=row["all_automatic"],
            drawn=row["drawn"],
            agreed=row["agreed"],
            disagreed=row["disagreed"],
            by_people=row["by_people"],
            overridden=row["overridden"],
            no_hearing=row["unheard"],
        )
        for row in counted
    ]
    return tuple(sorted(found, key=lambda one: (-one.automatic, one.service_id)))


def _disagreements(units: Sequence[str], employee: EmployeeInfo) -> tuple[Disagreement, ...]:
    """Reasons that may name a protected citizen's home are not repeated in a list."""
    rows = (
        SampleAnswer.objects.filter(sample__decision__case__unit__in=units, agrees=False)
        .select_related("sample__decision__case__person")
        .only("agrees", "reason", "by_name", "at", "sample__decision__case__number", *_OF_CASE)
        .order_by("-at", "-pk")[:AT_MOST]
    )
    return tuple(
        Disagreement(
            case.pk,
            case.number,
            Text.of(case.title),
            "" if is_masked(case, employee) else row.reason,
            row.by_name,
            row.at,
        )
        for row in rows
        for case in (row.sample.decision.case,)
    )
