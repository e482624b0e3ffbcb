"""A company that is closed: nobody begins to act for it, and who did so stops."""

import pytest

from indgang.modules.audit.models import Event
from indgang.modules.identity import selectors, services
from indgang.modules.identity.models import Account, Company, Mandate, Person
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party

pytestmark = pytest.mark.django_db
CVR, NAME = "99997214", "Nordkærs Cykler"


def _log_in() -> Account:
    return services.account_for_citizen(
        subject="peter", name="Peter", cpr="6101901234", company=(CVR, NAME), rights=("view", "submit")
    )


def test_a_closed_company_is_not_logged_in_for_and_nothing_is_kept() -> None:
    services.update_company_from_register(cvr=CVR, name=NAME, closed=True)
    with pytest.raises(services.CompanyClosed):
        _log_in()
    assert not Person.objects.exists()
    assert not Mandate.objects.exists()
    assert not Event.objects.filter(action="login").exists()


def test_somebody_who_acts_for_a_company_stops_when_it_closes() -> None:
    me = str(_log_in().person_id)
    [_self, option] = selectors.acting_options(me, company=CVR)
    assert selectors.ground_holds(option.acting, "affald-manglende")
    services.update_company_from_register(cvr=CVR, name=NAME, closed=True)
    assert len(selectors.acting_options(me, company=CVR)) == 1
    assert not selectors.ground_holds(option.acting, "affald-manglende")


def test_a_login_does_not_open_a_company_that_the_register_has_closed() -> None:
    services.update_company_from_register(cvr=CVR, name=NAME, closed=True)
    services.know_company(cvr=CVR, name="Nordkærs Cykler ApS")
    assert Company.objects.get().closed


def test_a_company_that_opens_again_is_acted_for_again() -> None:
    services.update_company_from_register(cvr=CVR, name=NAME, closed=True)
    services.update_company_from_register(cvr=CVR, name=NAME, closed=False)
    assert selectors.acting_options(str(_log_in().person_id), company=CVR)[1].acting.party.name == NAME


def test_a_ground_that_one_only_claims_does_not_hold() -> None:
    me = str(_log_in().person_id)
    other = Party("person", "5b3c2f7e-0000-4000-8000-000000000000", "Bo")
    actor = Actor("person", me, "Peter")
    assert selectors.ground_holds(Acting(actor, Party("person", me, "Peter")), "pas")
    assert not selectors.ground_holds(Acting(actor, other), "pas")
    assert not selectors.ground_holds(Acting(actor, other, Ground.MANDATE), "pas")
    mandate = str(Mandate.objects.get().pk)
    assert not selectors.ground_holds(Acting(actor, other, Ground.MANDATE, mandate), "pas")
