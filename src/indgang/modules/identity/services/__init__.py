"""The deeds of identity."""

from indgang.modules.identity.services.accounts import (
    CompanyClosed,
    account_for_citizen,
    account_for_staff,
    cpr_of,
    give_mandate,
    know_company,
    know_person,
    note_protection,
    update_company_from_register,
    update_from_register,
)
from indgang.modules.identity.services.content import (
    bump_generation,
    load_pack,
    refresh_content,
)
from indgang.modules.identity.services.exemption import look_up_exemption
from indgang.modules.identity.services.many import Numbered, NumberProblem, know_many
from indgang.modules.identity.services.needs import BadNeed, declare_need, end_need
from indgang.modules.identity.services.searching import (
    FoundCompany,
    FoundPerson,
    MayNotSearch,
    NameTheCompany,
    NotANumber,
    PurposeMissing,
    SayMore,
    find_companies,
    find_people,
)

__all__ = [
    "BadNeed",
    "CompanyClosed",
    "FoundCompany",
    "FoundPerson",
    "MayNotSearch",
    "NameTheCompany",
    "NotANumber",
    "NumberProblem",
    "Numbered",
    "PurposeMissing",
    "SayMore",
    "account_for_citizen",
    "account_for_staff",
    "bump_generation",
    "cpr_of",
    "declare_need",
    "end_need",
    "find_companies",
    "find_people",
    "give_mandate",
    "know_company",
    "know_many",
    "know_person",
    "load_pack",
    "look_up_exemption",
    "note_protection",
    "refresh_content",
    "update_company_from_register",
    "update_from_register",
]
