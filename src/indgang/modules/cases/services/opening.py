"""A case begins."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, F, QuerySet

from indgang.kernel import clock, events
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.cases.events import CaseOpened
from indgang.modules.cases.models import Case, CaseCounter, Decision
from indgang.modules.cases.rules import deciding
from indgang.modules.cases.selectors.shapes import CaseInfo
from indgang.modules.cases.selectors.situation import case_info
from indgang.modules.cases.services.shared import file, step, trace
from indgang.modules.cases.vocabulary import FilingDirection, Finding, FollowUp, Section, StepKind
from indgang.modules.identity.vocabulary import Acting, Party
from indgang.modules.messages.vocabulary import Letter

CPR_COMPLAINTS = "klage.cpr_instans"


def next_number(year: int) -> str:
    """The next case number of a year; its row stays locked until the transaction ends."""
    rows = CaseCounter.objects.filter(year=year)
    if not rows.update(last=F("last") + 1):
        CaseCounter.objects.get_or_create(year=year)
        rows.update(last=F("last") + 1)
    return deciding.number(year, rows.values_list("last", flat=True).get())


@known_query
def _with_key() -> QuerySet[Case]:
    return Case.objects.filter(key=Param("key", CharField()))


def _known(key: str) -> CaseInfo | None:
    case = next(iter(_with_key()(key=key)), None)
    if case is None:
        return None
    return case_info(case, Decision.objects.filter(case=case).order_by("-sequence").first())


@transaction.atomic
def open(
    *,
    key: str,
    service_id: str,
    party: Party,
    by: Acting,
    journey_id: UUID | None,
    title: Text,
    application: Sequence[Section],
    finding: Finding,
    letters: Mapping[str, Letter],
    unit: str,
    due: date,
    inputs: Mapping[str, Any] | None = None,
    follow_ups: Sequence[FollowUp] = (),
    complaint: str = CPR_COMPLAINTS,
    begun: Text | None = None,
) -> CaseInfo:
    """Open a case for what was sent. The same `key` is one case: a repeat gives the first one back.

    `letters` are the prepared letters by outcome (granted, part_granted, refused), `inputs` what the rules
    were given, `follow_ups` what a grant brings about. `complaint` is the parameter that names who hears
    complaints. `title` must hold no address: it stands in lists. A sensitive finding makes the case protected.
    `begun`: what the party reads of how it began, when the municipality took it up of its own accord.
    Publishes CaseOpened.
    """
    found = _known(key)
    if found is not None:
        return found
    now = clock.now()
    number = next_number(clock.today().year)
    found = _known(key)  # whoever held the counter may have opened this very case
    if found is not None:
        return found
    case = Case.objects.create(
        number=number,
        key=key,
        service_id=service_id,
        person_id=party.id if party.kind == "person" else None,
        company_id=party.id if party.kind == "company" else None,
        party_name=party.name,
        actor=by.actor.key,
        actor_name=by.actor.name,
        ground=by.ground,
        mandate=by.mandate,
        journey_id=journey_id,
        title=title.as_json(),
        application=[section.as_json() for section in application],
        finding=finding.as_json(),
        inputs=dict(inputs or {}),
        letters={str(outcome): letter.as_json() for outcome, letter in letters.items()},
        follow_ups=[follow_up.as_json() for follow_up in follow_ups],
        complaint=complaint,
        protected=finding.sensitive,
        unit_id=unit,
        due=due,
        opened_at=now,
        changed_at=now,
    )
    step(case, StepKind.OPENED, by.actor, begun or Text("Vi fik din sag", "We received your case"))
    file(case, FilingDirection.INTERNAL if begun else FilingDirection.IN, title, key)
    trace(case, "case_opened", by.actor, "taget op af kommunen" if begun else "selvbetjening")
    case_id: UUID = case.pk
    events.publish(CaseOpened(case_id, key, party, service_id, journey_id))
    return case_info(case, None)
