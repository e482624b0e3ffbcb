"""The receipt offers to correct what was sent, until it is decided."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from indgang.modules.cases.models import Case
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.selfservice.models import Draft, Submission
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]


def _correct(submission: Submission) -> str:
    return reverse("portal:correct", args=[submission.pk])


def test_it_is_offered_filled_in_and_takes_the_place_of_the_first(visit: Visit) -> None:
    mads = visit("mads")
    receipt = mads.get(mads.sent(moving_date="2026-10-01")[1])
    first = Submission.objects.get()
    assert _correct(first) in receipt.html
    summary = mads.get(str(mads.client.post(_correct(first))["Location"]))
    assert f"Det her retter det, du har sendt ({first.number})." in summary.text
    assert "1. oktober 2026" in summary.text
    assert "Skonnertgade 4, 2. th" in summary.text
    draft = Draft.objects.get(state="open")
    mads.fill(str(draft.pk), "dato", moving_date="2026-12-01")
    mads.fill(str(draft.pk), "erklaering", declared="yes")
    done = mads.send(mads.get(f"/kladde/{draft.pk}/kontroller/").form())
    assert "Vi har godkendt flytningen." in done.text
    assert Case.objects.get(key=f"submission:{first.pk}").state == CaseState.WITHDRAWN
    old = mads.get(reverse("portal:receipt", args=[first.pk]))
    assert "Du har trukket det tilbage." in old.text
    assert "Du rettede det. Det nye har nummer" in old.text
    assert _correct(first) not in old.html


def test_a_decided_one_is_not_offered_and_says_why_when_it_is_asked_for(visit: Visit) -> None:
    mads = visit("mads")
    receipt = mads.get(mads.sent()[1])
    first = Submission.objects.get()
    assert _correct(first) not in receipt.html
    answer = mads.client.post(_correct(first))
    assert answer["Location"] == reverse("portal:receipt", args=[first.pk])
    assert "Det kan ikke rettes længere." in mads.get(answer["Location"]).text


def test_another_draft_stands_in_the_way_and_is_kept(visit: Visit) -> None:
    mads = visit("mads")
    mads.sent(moving_date="2026-10-01")
    other = mads.begin()
    first = Submission.objects.get()
    answer = mads.client.post(_correct(first))
    assert "Du har allerede en kladde til det samme." in mads.get(answer["Location"]).text
    assert str(Draft.objects.get(state="open").pk) == other


def test_somebody_else_corrects_nothing(visit: Visit) -> None:
    visit("mads").sent(moving_date="2026-10-01")
    first = Submission.objects.get()
    assert visit("sofie").client.post(_correct(first)).status_code == 404
    assert visit("mads").client.get(_correct(first)).status_code == 405
