"""A certificate for each citizen who has sent something, as a full grant would give it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from indgang.kernel import clock
from indgang.modules.selfservice.models import Proof, Submission
from indgang.modules.selfservice.vocabulary import ProofKind

CODE = "7K3M9QXT2HPA"
"""The code of the first of them."""


def give(matters: Sequence[str], things: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """By matter: the part of the address that names the certificate."""
    found: dict[str, dict[str, object]] = {}
    for matter in matters:
        sent = Submission.objects.filter(pk=str(things[matter].get("submission_id", UUID(int=0)))).first()
        if sent is not None:
            found[matter] = {
                "proof_id": _given(sent, CODE[: -len(found)] + "0" * len(found) if found else CODE)
            }
    return found


def _given(sent: Submission, code: str) -> object:
    today = clock.today()
    name = {"da": sent.party_name, "en": sent.party_name}
    row = {"id": "name", "label": {"da": "Navn", "en": "Name"}, "lines": [name], "open": True, "veil": False}
    return Proof.objects.create(
        code=code,
        submission=sent,
        sequence=1,
        kind=ProofKind.CERTIFICATE,
        solution="bopaelsattest",
        service_id="bopaelsattest",
        gives="bopaelsattest",
        person_id=sent.person_id,
        company_id=sent.company_id,
        party_name=sent.party_name,
        language="da",
        title={"da": "Bopælsattest", "en": "Certificate of residence"},
        intro={"da": "", "en": ""},
        note={"da": "", "en": ""},
        rows=[row],
        valid_from=today,
        valid_until=today + timedelta(days=180),
        at=clock.now(),
    ).pk
