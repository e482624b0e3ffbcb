"""A broker's claims become our own fields."""

from datetime import date
from typing import Any

import pytest

from indgang.adapters.oidc.claims import CITIZEN_MAPS, citizen_from, loa_of, staff_from
from indgang.adapters.oidc.types import (
    NSIS,
    CitizenClaims,
    CompanyClaims,
    Loa,
    LoginRefused,
    Reason,
    StaffClaims,
)

SIGNICAT = CITIZEN_MAPS["signicat"]
MADS = {
    "sub": "7d8a",
    "name": "Mads Brinklund",
    "birthdate": "1998-04-17",
    "nin": "7704982229",
    "nin_type": "CPR",
    "acr": f"{NSIS}Substantial",
}
PETER = {
    **MADS,
    "nemlogin.cvr": "99991518",
    "nemlogin.org_name": "Lyngsø Flyttefirma ApS",
    "nemlogin.p_number": "9999000101",
    "nemlogin.persistent_professional_id": "a-b",
    "privileges": [
        {
            "scope": "urn:dk:gov:saml:cvrNumberIdentifier:99991518",
            "privileges": ["http://indgang.example/roles/usersystemrole/submit/1"],
        }
    ],
}


def test_a_private_login_has_no_company() -> None:
    assert citizen_from(MADS, SIGNICAT) == CitizenClaims(
        "7d8a", "Mads Brinklund", "7704982229", date(1998, 4, 17), Loa.SUBSTANTIAL
    )


def test_a_company_login_brings_the_company_and_its_rights() -> None:
    company = citizen_from(PETER, SIGNICAT).company
    assert company == CompanyClaims("99991518", "Lyngsø Flyttefirma ApS", "9999000101", "a-b", ("submit",))


def test_a_privilege_for_another_company_gives_nothing() -> None:
    other = [{**PETER["privileges"][0], "scope": "urn:dk:gov:saml:cvrNumberIdentifier:99994436"}]  # type: ignore[dict-item]
    company = citizen_from({**PETER, "privileges": other}, SIGNICAT).company
    assert company is not None
    assert company.rights == ()


@pytest.mark.parametrize("privileges", [None, "submit", [None], [{"scope": 1}], [{"privileges": "x"}]])
def test_privileges_of_another_form_give_no_rights(privileges: Any) -> None:
    company = citizen_from({**PETER, "privileges": privileges}, SIGNICAT).company
    assert company is not None
    assert company.rights == ()


def test_a_protected_name_is_left_out_and_that_is_no_error() -> None:
    assert citizen_from({k: v for k, v in MADS.items() if k != "name"}, SIGNICAT).name == ""


@pytest.mark.parametrize("missing", ["sub", "nin"])
def test_without_subject_or_cpr_nobody_is_logged_in(missing: str) -> None:
    with pytest.raises(LoginRefused) as refused:
        citizen_from({**MADS, missing: " "}, SIGNICAT)
    assert refused.value.reason is Reason.INCOMPLETE


def test_a_foreign_number_is_not_taken_for_a_cpr_number() -> None:
    with pytest.raises(LoginRefused):
        citizen_from({**MADS, "nin_type": "PNO"}, SIGNICAT)


def test_another_broker_names_the_same_things_otherwise() -> None:
    claims = {"sub": "u", "name": "Mads", "cprNumberIdentifier": "7704982229", "birthdate": "1998-04-17"}
    assert citizen_from(claims, CITIZEN_MAPS["idura"]).cpr == "7704982229"


def test_the_cpr_number_is_never_printed() -> None:
    assert "7704982229" not in repr(citizen_from(PETER, SIGNICAT))


@pytest.mark.parametrize(
    ("acr", "loa"),
    [
        (f"{NSIS}High", Loa.HIGH),
        (f"{NSIS}Substantial", Loa.SUBSTANTIAL),
        ("SUBSTANTIAL", Loa.SUBSTANTIAL),
        (f"{NSIS}Low", Loa.LOW),
        ("urn:something:else", Loa.LOW),
        ("", Loa.LOW),
        (None, Loa.LOW),
        (3, Loa.LOW),
    ],
)
def test_an_unknown_level_counts_as_low(acr: object, loa: Loa) -> None:
    assert loa_of(acr) is loa


def test_staff_keep_the_roles_of_our_own_system_only() -> None:
    claims = {
        "sub": "s",
        "name": "Ole Damgård",
        "department": "oekf",
        "unit": "folkeregister",
        "roles": [
            "http://indgang.example/roles/usersystemrole/caseworker/1",
            "http://other.example/roles/usersystemrole/administrator/1",
            "administrator",
            7,
        ],
    }
    assert staff_from(claims) == StaffClaims("s", "Ole Damgård", ("caseworker",), "oekf", "folkeregister")
