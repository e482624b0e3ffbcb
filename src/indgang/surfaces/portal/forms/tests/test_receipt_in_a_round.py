"""The receipt of what takes part when places are shared out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from indgang.kernel import clock
from indgang.modules.selfservice.models import Round
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.sharing.conftest import Apply, apply, haver, ole, opened
from indgang.surfaces.portal.forms.tests.conftest import Visitor

__all__ = ["apply", "haver", "ole", "opened"]

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]
TOO_LATE = "Fristen er gået, og du er med i fordelingen. Er noget forkert, så ring eller skriv til os."


def test_it_offers_to_correct_it_until_the_last_day_is_past(
    opened: Round, apply: Apply, visit: Visit
) -> None:
    sent = apply("mads", "rosen")
    address, correct = (reverse(f"portal:{name}", args=[sent]) for name in ("receipt", "correct"))
    mads = visit("mads")
    for day in (0, 10):  # the last day is the tenth from today
        clock.freeze(NOW + timedelta(days=day))
        there = mads.get(address)
        assert correct in there.html
        assert TOO_LATE not in there.text
    clock.freeze(NOW + timedelta(days=11))
    late = mads.get(address)
    assert correct not in late.html
    assert TOO_LATE in late.text
