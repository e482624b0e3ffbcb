"""A citizen says how they wish to be helped, or that they no longer do."""

import re
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity.models import DeclaredNeed, Person
from indgang.modules.identity.vocabulary import Actor, Need

LONGEST = 40
_LANGUAGE = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+){0,3}")
"""The name of a language: up to four words of letters. So no number and no sentence about a person fits in."""


class BadNeed(Expected):
    """The wish is not one we know, or an interpreter lacks a language."""

    status = 422
    message = Text("Vælg et af ønskerne.", "Choose one of the wishes.")


LANGUAGE = Text(
    "Skriv hvilket sprog, for eksempel arabisk eller tegnsprog. Skriv kun sproget.",
    "Write which language, for example Arabic or sign language. Write the language only.",
)


def _language(detail: str) -> str:
    """The language as it is kept. Raises BadNeed for what is none."""
    said = " ".join(detail.split())
    if len(said) > LONGEST or not _LANGUAGE.fullmatch(said):
        raise BadNeed(LANGUAGE)
    return said


@transaction.atomic
def declare_need(
    *, person_id: UUID | str, need: Need | str, by: Actor, detail: str = "", told_in: str = ""
) -> UUID:
    """Keep a wish until the person ends it. Returns its id; a wish that is open already is not kept again.

    `by` is the person, or who wrote it down for them; `told_in` is the key of the contact in which it was said.
    `detail` counts for an interpreter only: the language; another language takes the place of the one before.
    Raises BadNeed, and Person.DoesNotExist.
    """
    if need not in set(Need):
        raise BadNeed
    said = _language(detail) if need == Need.INTERPRETER else ""
    person = Person.objects.select_for_update(no_key=True).only("pk").get(pk=person_id)
    open_one = DeclaredNeed.objects.filter(person=person, need=need, ended_at=None).first()
    if open_one is not None:
        if open_one.detail.casefold() == said.casefold():
            same: UUID = open_one.pk
            return same
        _end(open_one, by, told_in)
    row = DeclaredNeed.objects.create(
        person=person, need=need, detail=said, told_at=clock.now(), told_to=by.key
    )
    _note("need_declared", row, by, told_in)
    _remember(person_id)
    made: UUID = row.pk
    return made


@transaction.atomic
def end_need(*, person_id: UUID | str, need: Need | str, by: Actor, told_in: str = "") -> bool:
    """The person no longer wishes it. False when there was nothing to end, so it is safe to repeat."""
    Person.objects.select_for_update(no_key=True).only("pk").filter(pk=person_id).first()
    open_ones = DeclaredNeed.objects.filter(person__id=person_id, need=need, ended_at=None)
    row = open_ones.first()
    if row is None:
        return False
    _end(row, by, told_in)
    _remember(person_id)
    return True


def _remember(person_id: UUID | str) -> None:
    """Write with the person which wishes are open. The caller holds the person."""
    found = set(
        DeclaredNeed.objects.filter(person__id=person_id, ended_at=None).values_list("need", flat=True)
    )
    Person.objects.filter(pk=person_id).update(open_needs=[need.value for need in Need if need in found])


def _end(row: DeclaredNeed, by: Actor, told_in: str) -> None:
    row.ended_at, row.ended_by = clock.now(), by.key
    row.save(update_fields=["ended_at", "ended_by"])
    _note("need_ended", row, by, told_in)


def _note(action: str, row: DeclaredNeed, by: Actor, told_in: str) -> None:
    """A row of the trail: not which wish it was, since the trail is kept longer than the wish."""
    audit.record(
        action=action,
        actor=by.key,
        object=f"need:{row.pk}",
        party=f"person:{row.person_id}",
        detail={"told_in": told_in} if told_in else {},
    )
