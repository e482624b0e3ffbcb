"""The questions of identity."""

from indgang.modules.identity.selectors.acting import (
    ActingOption,
    GivenMandate,
    acting_options,
    given_mandates,
    ground_holds,
)
from indgang.modules.identity.selectors.colleagues import SMALLEST_TEAM, colleague, colleagues
from indgang.modules.identity.selectors.companies import cvr_of
from indgang.modules.identity.selectors.municipality import (
    MunicipalityInfo,
    NoContent,
    UnitInfo,
    departments,
    municipality,
    parameters,
    units,
)
from indgang.modules.identity.selectors.names import Named, employees_named, parties_named, unit_members
from indgang.modules.identity.selectors.needs import NeedInfo, needs_of
from indgang.modules.identity.selectors.notices import NoticeInfo, notice_addresses, notice_kinds
from indgang.modules.identity.selectors.people import (
    EmployeeInfo,
    PersonInfo,
    employee,
    employee_of,
    employees_called,
    person,
    person_of,
    roles,
)
from indgang.modules.identity.selectors.post import PostFacts, post_facts
from indgang.modules.identity.selectors.senders import party_with
from indgang.modules.identity.selectors.speaking import MaySpeak, may_speak_for

__all__ = [
    "SMALLEST_TEAM",
    "ActingOption",
    "EmployeeInfo",
    "GivenMandate",
    "MaySpeak",
    "MunicipalityInfo",
    "Named",
    "NeedInfo",
    "NoContent",
    "NoticeInfo",
    "PersonInfo",
    "PostFacts",
    "UnitInfo",
    "acting_options",
    "colleague",
    "colleagues",
    "cvr_of",
    "departments",
    "employee",
    "employee_of",
    "employees_called",
    "employees_named",
    "given_mandates",
    "ground_holds",
    "may_speak_for",
    "municipality",
    "needs_of",
    "notice_addresses",
    "notice_kinds",
    "parameters",
    "parties_named",
    "party_with",
    "person",
    "person_of",
    "post_facts",
    "roles",
    "unit_members",
    "units",
]
