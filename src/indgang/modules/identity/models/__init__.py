"""The tables of identity."""

from indgang.modules.identity.models.content import Generation, Municipality, Parameter
from indgang.modules.identity.models.needs import DeclaredNeed
from indgang.modules.identity.models.notices import NoticeAddress
from indgang.modules.identity.models.organisation import Department, Employee, Unit
from indgang.modules.identity.models.people import Account, Company, Mandate, Person

__all__ = [
    "Account",
    "Company",
    "DeclaredNeed",
    "Department",
    "Employee",
    "Generation",
    "Mandate",
    "Municipality",
    "NoticeAddress",
    "Parameter",
    "Person",
    "Unit",
]
