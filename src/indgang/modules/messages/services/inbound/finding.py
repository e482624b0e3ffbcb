"""What of ours something that came in is about: the message it answers, the case it names, the contact points."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as people
from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages.models import ContactPoint, Inbound, Message
from indgang.modules.messages.rules.routing import Ours, Point
from indgang.modules.messages.vocabulary import Direction, InboundSource

MOST_NAMES = 50
"""Messages and cases that are looked for in one letter; more is not a letter."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A message of ours that was named by the name of its delivery. `theirs`: it was written to the sender."""

    message: Message
    theirs: bool

    @property
    def as_ours(self) -> Ours:
        return Ours(self.theirs, self.message.case_key, self.message.unit)


def points() -> tuple[Point, ...]:
    """The contact points in their order. One query."""
    return tuple(
        Point(row.pk, row.unit, tuple(row.kle)) for row in ContactPoint.objects.order_by("position", "pk")
    )


def first_unit(known: tuple[Point, ...]) -> str:
    """The unit that takes what names nothing: that of the last contact point, else the municipality's first."""
    return known[-1].unit if known else next(iter(identity.units()), "")


def sender_of(kind: str, number: str, name: str) -> Party | None:
    """Who wrote, when the road has proven it; known from now on. None for what is no number."""
    if kind == "CPR":
        known = identity.party_with("CPR", number)
        if known is not None:
            return known
        try:
            person = people.know_person(cpr=number, name=name)
        except ValueError:
            return None
        return Party("person", str(person.pk), person.name)
    known = identity.party_with("CVR", number)
    if known is not None or not (len(number) == 8 and number.isascii() and number.isdigit()):
        return known
    company = people.know_company(cvr=number, name=name or number)
    return Party("company", str(company.pk), company.name)


def _owned_by(message: Message, party: Party | None) -> bool:
    return party is not None and str(getattr(message, f"{party.kind}_id")) == party.id


def answered(names: Iterable[UUID], party: Party | None) -> Answered | None:
    """The newest message that one of these names stands for, those of the sender first."""
    wanted = list(dict.fromkeys(names))[:MOST_NAMES]
    if not wanted:
        return None
    rows = Message.objects.filter(deliveries__uuid__in=wanted, direction=Direction.OUT.value)
    found = sorted(
        (Answered(row, _owned_by(row, party)) for row in rows.distinct()),
        key=lambda one: (one.theirs, one.message.created_at),
    )
    return found[-1] if found else None


def case_named(names: Iterable[str], threads: Iterable[UUID], party: Party | None) -> tuple[Ours | None, str]:
    """The case of the sender's own that is named by its id or number, or by a letter of theirs that came before.

    Also the case's reference. Only the sender's own messages are looked through: whether another's case has that
    number is not asked, so nothing can be learned from the answer.
    """
    if party is None:
        return None, ""
    own = Message.objects.filter(**{f"{party.kind}_id": party.id}).exclude(case_key="")
    for name in list(dict.fromkeys(names))[:MOST_NAMES]:
        plain = name.strip()[:80]
        if not plain:
            continue
        row = own.filter(Q(case_key=f"case:{plain.lower()}") | Q(case_key=plain) | Q(reference=plain)).first()
        if row is not None:
            return Ours(True, row.case_key, row.unit), row.reference
    before = Inbound.objects.filter(
        source=InboundSource.MEMO.value,
        external_id__in=[str(one) for one in threads][:MOST_NAMES],
        message__isnull=False,
        **{f"{party.kind}_id": party.id},
    ).exclude(message__case_key="")
    row = Message.objects.filter(inbound__in=before).order_by("-created_at").first()
    return (Ours(True, row.case_key, row.unit), row.reference) if row is not None else (None, "")


def case_facts(case_key: str, party: Party) -> Message | None:
    """Any message of that case and party: it knows the case's number, service and journey."""
    rows = Message.objects.filter(case_key=case_key, **{f"{party.kind}_id": party.id})
    return rows.order_by("created_at").first()
