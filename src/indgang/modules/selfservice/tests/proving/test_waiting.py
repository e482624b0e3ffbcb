"""A licence that is granted while a register is silent counts as one, though it cannot be written yet."""

from datetime import timedelta

import pytest

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Proof, ProofWaiting
from indgang.modules.selfservice.selectors.licences import licence_of_plate
from indgang.modules.selfservice.services import proofs
from indgang.modules.selfservice.tests.conftest import NOW, Outside
from indgang.modules.selfservice.tests.proving.conftest import fill, load
from indgang.modules.selfservice.tests.proving.test_licences import looked
from indgang.modules.selfservice.tests.proving.test_proofs import granted_by_hand

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PLATE = (
    ("  kind: certificate\n", "  kind: licence\n"),
    ('  valid_until: "code_until"\n', '  valid_until: "today + 30"\n'),
    ("  verify: [", "  marks: { plate: language }\n  verify: ["),
)


@pytest.fixture
def sent(lyngsoe: object, mads: Acting, outside: Outside) -> str:
    """Granted by a person while the population register is down."""
    load(*PLATE)
    draft = fill(mads)
    outside.cpr.down = True
    found = draft.send()
    granted_by_hand()
    assert not Proof.objects.exists()
    return str(found.id)


def test_it_counts_at_once_so_nobody_has_two(sent: str, mads: Acting, sofie: Acting) -> None:
    found = looked(mads)
    assert (found["mine"], found["plates"], found["until"]) == (1, ["DA"], "2026-12-21")
    assert looked(sofie)["mine"] == 0


def test_the_attendant_is_told_that_it_holds_within_its_days(sent: str) -> None:
    found = licence_of_plate("da", day=TODAY)
    assert (found.valid, found.zone, found.until) == (True, "", TODAY + timedelta(days=30))
    assert licence_of_plate("da", zone="A", day=TODAY).valid
    assert not licence_of_plate("en", day=TODAY).valid
    assert not licence_of_plate("", day=TODAY).valid
    assert not licence_of_plate("da", day=TODAY + timedelta(days=31)).valid


def test_it_is_counted_once_when_it_is_written(sent: str, mads: Acting, outside: Outside) -> None:
    outside.cpr.down = False
    assert proofs.make_later.func(sent, 1) == "made"
    assert not ProofWaiting.objects.exists()
    assert looked(mads)["mine"] == 1


def test_it_counts_no_more_when_the_answer_becomes_a_no(sent: str, mads: Acting) -> None:
    proofs.decided(sent, granted=False)
    assert looked(mads)["mine"] == 0
    assert not licence_of_plate("da", day=TODAY).valid


def test_it_is_asked_each_hour_for_a_day_and_then_each_day(sent: str) -> None:
    clock.freeze(NOW + timedelta(hours=1))
    assert proofs.make_later.func(sent, 2) == "later"
    assert ProofWaiting.objects.exists()
