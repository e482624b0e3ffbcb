"""Who stands behind a number that another system told us."""

from typing import Literal

from django.conf import settings

from indgang.modules.identity import rules
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.vocabulary import Party


def party_with(kind: Literal["CPR", "CVR"], number: str) -> Party | None:
    """The person or company with this number; None when we do not know them, or it is no number. One query.

    For what comes from a system that has proven who its user is. Nobody is made here, and nothing is shown.
    """
    if kind == "CVR":
        company = Company.objects.filter(cvr=number.strip()).first()
        return Party("company", str(company.pk), company.name) if company else None
    try:
        digits = rules.clean_cpr(number, demo=settings.DEMO)
    except rules.BadCpr:
        return None
    found = rules.lookup_hash(digits, settings.CPR_KEY)
    person = Person.objects.filter(cpr_hash=found).only("pk", "name").first()
    return Party("person", str(person.pk), person.name) if person else None
