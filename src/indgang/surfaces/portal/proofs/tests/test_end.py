"""The holder ends a licence on My page, and sees first what it brings."""

import pytest
from django.urls import reverse

from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Proof, ProofEnd
from indgang.modules.selfservice.tests.conftest import outside
from indgang.modules.selfservice.tests.proving.test_ending import paid, proof
from indgang.surfaces.portal.proofs.tests.conftest import Enter

__all__ = ["outside", "proof"]
pytestmark = pytest.mark.django_db


def test_the_holder_reads_what_it_brings_and_ends_it_once(proof: Proof, mads: Acting, enter: Enter) -> None:
    paid(proof)
    client, page = enter(mads), reverse("portal:proof", args=[proof.pk])
    address = reverse("portal:proof_end", args=[proof.pk])
    assert address in client.get(page).content.decode()
    shown = client.get(address).content.decode()
    assert "får du 40 kr. tilbage" in shown
    for _press in range(2):
        answer = client.post(address, {"slut": "withdrawn", "seen": "4000"})
        assert answer["Location"] == page
    assert ProofEnd.objects.count() == 1
    assert address not in client.get(page).content.decode()
    assert client.get(address)["Location"] == page


@pytest.mark.parametrize(
    "data",
    [{"slut": "", "seen": "4000"}, {"slut": "replaced", "seen": "4000"}, {"slut": "moved", "seen": "1"}],
)
def test_what_is_not_right_is_told_and_ends_nothing(
    proof: Proof, mads: Acting, enter: Enter, data: dict[str, str]
) -> None:
    paid(proof)
    answer = enter(mads).post(reverse("portal:proof_end", args=[proof.pk]), data)
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert not ProofEnd.objects.exists()


def test_nobody_ends_anothers(proof: Proof, sofie: Acting, enter: Enter) -> None:
    address = reverse("portal:proof_end", args=[proof.pk])
    client = enter(sofie)
    assert client.get(address).status_code == 404
    assert client.post(address, {"slut": "moved", "seen": "0"}).status_code == 404
