"""A row that is proposed stands with its group, and is taken with all that was typed."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.urls import reverse

from indgang.modules.selfservice import services
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import call, staff
from indgang.surfaces.portal.forms.tests.conftest import Visitor
from indgang.surfaces.portal.help.tests.conftest import Helped

pytestmark = pytest.mark.django_db


@pytest.fixture
def mads(visit: Callable[[str], Visitor]) -> Helped:
    kinds.load()
    visitor = visit("mads")
    return Helped(visitor, str(kinds.begin(visitor.by).draft_id), call(staff("Maria Kongshøj"))).joins()


def proposes(mads: Helped) -> UUID:
    return services.propose_row(draft_id=mads.draft, group="wishes", form_key="a" * 32, by=mads.here.by)


@pytest.mark.parametrize(("answer", "there"), [("yes", True), ("no", False)])
def test_it_is_taken_or_not_and_what_was_typed_is_kept(mads: Helped, answer: str, there: bool) -> None:
    proposal = proposes(mads)
    page = mads.page("oensker")
    assert "Maria Kongshøj foreslår: Tilføj: Ønske" in page.text
    assert f'href="/kladde/{mads.draft}/oensker/#with-wishes"' in page.html
    form = page.form()
    form.set("wishes.r1.place", "Havnen")
    address = reverse("portal:help_proposal", args=[mads.draft, proposal])
    gone = mads.visitor.client.post(address, form.data(None) | {"_take": [answer]})
    assert str(gone["Location"]).endswith("/oensker/#g-wishes")
    page = mads.page("oensker")
    assert ("wishes.r2.place" in page.form().data(None)) is there
    assert page.form().get("wishes.r1.place") == ["Havnen"]
    assert "foreslår" not in page.text


def test_an_open_page_is_told_of_it(mads: Helped) -> None:
    proposes(mads)
    assert 'data-for="with-wishes"' in mads.news(_step="oensker").html
    assert "Tilføj: Ønske" in mads.news(_step="oensker").text
