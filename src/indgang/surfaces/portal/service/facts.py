"""What is worth knowing about a service, as a structured list."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indgang.modules.catalogue.selectors import GuidanceInfo, ServiceInfo
from indgang.modules.catalogue.vocabulary import AUDIENCE_NAMES, DECIDED_BY_NAMES
from indgang.modules.identity import selectors as identity


@dataclass(frozen=True)
class Fact:
    """A row of the list."""

    label: str
    value: Any


def facts(service: ServiceInfo, guidance: GuidanceInfo | None) -> list[Fact]:
    """Who can, price, deadline, who decides, what happens afterwards, rights and law: what we know of it."""
    who = str(guidance.who) if guidance else ", ".join(str(AUDIENCE_NAMES[a]) for a in service.audience)
    rows = [Fact(_("Hvem kan"), who)]
    if guidance:
        rows += [Fact(_("Pris"), guidance.price), Fact(_("Frist"), guidance.deadline)]
    elif service.price:
        rows.append(Fact(_("Pris"), service.price))
    rows.append(Fact(_("Hvem bestemmer"), service.authority_name or DECIDED_BY_NAMES[service.decided_by]))
    if guidance:
        rows += [
            Fact(_("Det sker bagefter"), guidance.afterwards),
            Fact(_("Dine rettigheder"), guidance.rights),
        ]
        if guidance.basis:
            rows.append(Fact(_("Det står i"), ", ".join(guidance.basis)))
    unit = identity.units().get(service.unit)
    if unit and not service.elsewhere:
        rows.append(Fact(_("Hvem hos os"), f"{unit.name}, {unit.department_name}"))
    return rows
