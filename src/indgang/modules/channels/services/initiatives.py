"""The strategy changes a plan: an initiative sets one, and can be taken back."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.models import Plan, PlanEntry
from indgang.modules.channels.rules.plans import Line
from indgang.modules.channels.schema.plans import without_a_person
from indgang.modules.channels.vocabulary import Condition, Level, PlanOrigin, PlanState
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Actor


class BadPlan(Expected):
    """A plan that nobody may have; the message says what is wrong."""


NO_PERSON = Text(
    "Alle skal kunne nå en medarbejder. Åbn telefon eller personligt møde for alle.",
    "Everybody must be able to reach a person. Open telephone or in person for everybody.",
)
ONE_FIRST = Text("Netop én kanal skal være den første.", "Exactly one channel must be the first.")
NEEDS_LAW = Text("En lukket kanal skal have et lovgrundlag.", "A closed channel needs a legal basis.")
NOT_AN_INITIATIVE = Text(
    "Kun en indsats kan rulles tilbage, og kun én gang.", "Only an initiative can be reversed, and only once."
)


@transaction.atomic
def set_plan(
    *,
    service_id: str,
    level: Level | None,
    valid_from: date,
    lines: Sequence[Line],
    reason: Text,
    initiative: str,
    by: Actor,
) -> int:
    """Append an initiative's plan and return its number. Raises UnknownService or BadPlan."""
    catalogue.service(service_id)
    _check(lines)
    plan = Plan.objects.create(
        service_id=service_id,
        level=level.value if level else "",
        valid_from=valid_from,
        origin=PlanOrigin.INITIATIVE.value,
        origin_key=initiative,
        reason=reason.as_json(),
        recorded_at=clock.now(),
    )
    PlanEntry.objects.bulk_create(
        PlanEntry(
            plan=plan,
            position=position,
            channel=line.channel.value,
            state=line.state.value,
            condition=line.condition.value,
            reason=line.reason.as_json() if line.reason else {},
            legal_basis=line.legal_basis,
        )
        for position, line in enumerate(lines)
    )
    _tell(plan, "channels.set_plan", by)
    return plan.pk


@transaction.atomic
def reverse_plan(*, number: int, valid_from: date, by: Actor) -> int:
    """Append that an initiative's plan no longer holds from a date. Raises BadPlan."""
    plan = Plan.objects.filter(pk=number, origin=PlanOrigin.INITIATIVE.value, reverses__isnull=True).first()
    if plan is None or Plan.objects.filter(reverses=plan).exists():
        raise BadPlan(NOT_AN_INITIATIVE)
    reversal = Plan.objects.create(
        service_id=plan.service_id,
        level=plan.level,
        valid_from=valid_from,
        origin=PlanOrigin.INITIATIVE.value,
        origin_key=plan.origin_key,
        reverses=plan,
        recorded_at=clock.now(),
    )
    _tell(reversal, "channels.reverse_plan", by)
    return reversal.pk


def _check(lines: Sequence[Line]) -> None:
    first = [line for line in lines if line.state is PlanState.FIRST]
    if len(first) != 1 or first[0].condition is not Condition.EVERYBODY:
        raise BadPlan(ONE_FIRST)
    if any(line.state is PlanState.CLOSED and not line.legal_basis for line in lines):
        raise BadPlan(NEEDS_LAW)
    if without_a_person(lines):
        raise BadPlan(NO_PERSON)


def _tell(plan: Plan, action: str, by: Actor) -> None:
    audit.record(action=action, actor=by.key, object=f"service:{plan.service_id}", detail={"plan": plan.pk})
    identity.bump_generation(content_hash=f"plan-{plan.pk}")
