"""Who logs in, and for whom they may act."""

from datetime import date, timedelta

import pytest

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.audit import selectors as audit
from indgang.modules.identity import selectors, services
from indgang.modules.identity.models import Account, Mandate, Person
from indgang.modules.identity.vocabulary import SYSTEM, Ground, Role

pytestmark = pytest.mark.django_db
CPR = "6101901234"


def test_the_same_citizen_opens_the_same_account() -> None:
    first = services.account_for_citizen(subject="mads", name="Mads Holm", cpr=CPR)
    again = services.account_for_citizen(subject="mads", name="Mads H. Holm", cpr=CPR)
    assert first.pk == again.pk
    assert selectors.person(first.person_id or "").name == "Mads H. Holm"


def test_the_cpr_number_is_not_in_clear_in_the_table() -> None:
    person = services.know_person(cpr=CPR, name="Mads Holm")
    row = Person.objects.values().get(pk=person.pk)
    assert CPR not in str(row)
    assert CPR[:6] not in bytes(row["cpr_encrypted"]).decode()


def test_the_number_can_be_used_with_a_purpose_and_leaves_a_trace() -> None:
    person = services.know_person(cpr=CPR, name="Mads Holm")
    assert services.cpr_of(person_id=person.pk, purpose="Slå adresse op", by=SYSTEM) == CPR
    [trace] = audit.about(party=f"person:{person.pk}")
    assert (trace.action, trace.purpose) == ("cpr_used", "Slå adresse op")


def test_staff_roles_are_what_the_login_says_now() -> None:
    account = services.account_for_staff(subject="s1", name="Karin", roles=[Role.CASEWORKER], unit="")
    services.account_for_staff(subject="s1", name="Karin", roles=[Role.CLERK], unit="")
    assert selectors.employee(account.employee_id or "").roles == (Role.CLERK,)


def test_a_company_login_lets_somebody_act_for_the_company() -> None:
    account = services.account_for_citizen(
        subject="peter", name="Peter", cpr=CPR, company=("99990008", "Lyngsø Tømrer ApS"), rights=("submit",)
    )
    options = selectors.acting_options(account.person_id or "", company="99990008")
    assert [(o.acting.party.name, o.acting.ground) for o in options] == [
        ("Peter", Ground.SELF),
        ("Lyngsø Tømrer ApS", Ground.COMPANY),
    ]


def test_a_private_login_does_not_act_for_the_company() -> None:
    account = services.account_for_citizen(
        subject="peter", name="Peter", cpr=CPR, company=("99990008", "Lyngsø Tømrer ApS"), rights=("submit",)
    )
    assert len(selectors.acting_options(account.person_id or "")) == 1


def test_a_new_number_is_the_same_person() -> None:
    first = services.know_person(cpr=CPR, name="Kim", subject="kim")
    assert services.know_person(cpr="6101901242", name="Kim", subject="kim").pk == first.pk
    other = services.know_person(cpr="6202401234", name="Kim")
    assert services.know_person(cpr="6202401234", name="Kim", subject="kim").pk == other.pk


def test_a_mandate_covers_its_scope_its_channel_and_its_time() -> None:
    holder = services.know_person(cpr=CPR, name="Bente")
    giver = services.know_person(cpr="6202401234", name="Inger")
    today = clock.today()
    give = {
        "holder": holder,
        "giver_person": giver,
        "ground": Ground.MANDATE,
        "scope": ["flytning-indland"],
        "channels": ["self_service"],
        "valid_from": today,
        "basis": Text("Digital Fuldmagt", "Digital power of attorney"),
    }
    services.give_mandate(**give, valid_to=today)  # type: ignore[arg-type]
    option = selectors.acting_options(holder.pk)[1]
    assert option.covers("flytning-indland")
    assert not option.covers("pas")
    assert not option.covers("flytning-indland", channel="telephone")
    Mandate.objects.update(valid_from=today - timedelta(days=9), valid_to=today - timedelta(days=1))
    assert len(selectors.acting_options(holder.pk)) == 1


def test_a_mandate_has_one_giver_and_an_account_one_owner() -> None:
    from django.db import IntegrityError, transaction

    holder = services.know_person(cpr=CPR, name="Bente")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(holder=holder, ground="mandate", valid_from=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create()


def test_the_trail_cannot_be_changed() -> None:
    from django.db import DatabaseError, transaction

    from indgang.modules.audit.models import Event

    services.know_person(cpr=CPR, name="Mads")
    services.account_for_citizen(subject="mads", name="Mads", cpr=CPR)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(action="nothing_happened")
    with pytest.raises(TypeError):
        Event.objects.get().save()
