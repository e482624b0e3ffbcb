"""Questions about who may act for whom, in what and by which channel."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, DateField, Q, QuerySet, UUIDField

from indgang.kernel import clock
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.identity import rules
from indgang.modules.identity.models import Mandate
from indgang.modules.identity.selectors.people import PersonInfo, person
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party


@dataclass(frozen=True)
class ActingOption:
    """One party that somebody may act for, and on which ground. `scope` is service ids, or `*`."""

    key: str
    acting: Acting
    scope: tuple[str, ...]
    channels: tuple[str, ...]
    basis: Text
    until: date | None = None

    def covers(self, service: str, channel: str = "self_service") -> bool:
        in_scope = "*" in self.scope or service in self.scope
        return in_scope and ("*" in self.channels or channel in self.channels)


@dataclass(frozen=True)
class GivenMandate:
    """Somebody who may act for a person. `later`: it has not begun yet."""

    holder: str
    ground: Ground
    scope: tuple[str, ...]
    basis: Text
    since: date
    until: date | None
    later: bool


@known_query
def _given() -> QuerySet[Mandate]:
    return (
        Mandate.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=Param("today", DateField())),
            giver_person=Param("giver", UUIDField()),
        )
        .select_related("holder", "giver_person")
        .defer("holder__cpr_encrypted", "giver_person__cpr_encrypted")
        .order_by("valid_from", "pk")
    )


def given_mandates(person_id: UUID | str) -> list[GivenMandate]:
    """Who may act for a person, today or from a later day. One query."""
    today = clock.today()
    rows = _given()(giver=person_id, today=today)
    return [
        GivenMandate(
            holder=row.holder.name,
            ground=Ground(row.ground),
            scope=tuple(row.scope),
            basis=Text.of(row.basis),
            since=row.valid_from,
            until=last_day_of(row),
            later=row.valid_from > today,
        )
        for row in rows
        if not is_over(row, today)
    ]


def last_day_of(row: Mandate) -> date | None:
    """The last day of a mandate. The row comes with its giver."""
    born = row.giver_person.born if row.giver_person else None
    return rules.last_day(Ground(row.ground), giver_born=born, valid_to=row.valid_to)


def is_over(row: Mandate, today: date) -> bool:
    until = last_day_of(row)
    return until is not None and until < today


def ground_holds(by: Acting, service_id: str, *, channel: str = "self_service") -> bool:
    """Whether the ground on which somebody acts holds today and reaches this service by this channel.

    A mandate for self-service does not cover a telephone call, and the other way round.
    """
    if by.ground is Ground.SELF:
        return by.party.key == by.actor.key
    try:
        mandate = UUID(by.mandate)
    except ValueError:
        return False
    today = clock.today()
    row = (
        Mandate.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            Q(giver_company__isnull=True) | Q(giver_company__closed=False),
            pk=mandate,
            holder=UUID(by.actor.id),
            ground=by.ground,
            valid_from__lte=today,
            **{f"giver_{by.party.kind}": by.party.id},
        )
        .select_related("giver_person")
        .defer("giver_person__cpr_encrypted")
        .first()
    )
    if row is None or is_over(row, today):
        return False
    return ActingOption("", by, tuple(row.scope), tuple(row.channels), Text()).covers(service_id, channel)


@known_query
def _mandates() -> QuerySet[Mandate]:
    """What somebody holds today; of companies only the one that they came with."""
    today = Param("today", DateField())
    return (
        Mandate.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            Q(giver_company__isnull=True)
            | Q(giver_company__cvr=Param("company", CharField()), giver_company__closed=False),
            holder=Param("holder", UUIDField()),
            valid_from__lte=today,
        )
        .select_related("giver_person", "giver_company")
        .defer("giver_person__cpr_encrypted")
        .order_by("ground", "pk")
    )


def acting_options(
    person_id: UUID | str, *, company: str = "", me: PersonInfo | None = None
) -> list[ActingOption]:
    """Whom somebody may act for today: first themselves, then wards, givers of mandates, and a company.

    `company` is the CVR number of the login they came with. A company is offered in a login for that company
    only: who has left the job cannot log in for it, and so cannot act for it. A closed one is never offered.
    `me` is the person, when they are known already.
    """
    today = clock.today()
    me = me or person(person_id)
    actor = Actor("person", me.id, me.name)
    options = [
        ActingOption(
            "self", Acting(actor, Party("person", me.id, me.name)), ("*",), ("*", "self_service"), Text()
        )
    ]
    rows = _mandates()(holder=me.id, today=today, company=company)
    for row in rows:
        if is_over(row, today):
            continue
        if row.giver_person:
            party = Party("person", str(row.giver_person.pk), row.giver_person.name)
        elif row.giver_company:
            party = Party("company", str(row.giver_company.pk), row.giver_company.name)
        else:
            continue  # the database allows no such row
        options.append(
            ActingOption(
                key=str(row.pk),
                acting=Acting(actor, party, Ground(row.ground), str(row.pk)),
                scope=tuple(row.scope),
                channels=tuple(row.channels),
                basis=Text.of(row.basis),
                until=last_day_of(row),
            )
        )
    return options
