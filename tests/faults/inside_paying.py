"""`inside.py` for payments: a draft that costs money, and a process that dies while it brings a payment on."""

import os
import signal
from typing import Any

from tests.faults import inside

SOLUTION = """
id: lille-licens
format: 1
kind: own
services: [flytning-indland]
title: {da: Lille licens, en: A small licence}
summary: {da: Til prøve., en: For trials.}
minutes: 1
unit: folkeregister
basis: [Vejloven § 90]
keep_draft_days: draft_days
first_action_working_days: first_action
complaint_body: borgmesteren
parameters:
  - {id: draft_days, key: selvbetjening.kladde_dage, kind: whole, label: {da: Dage, en: Days}}
  - {id: first_action, key: selvbetjening.foerste_skridt_hverdage, kind: whole, label: {da: Dage, en: Days}}
facts: []
who_may: {parties: [person], grounds: [self], when: "true", otherwise: {da: Ring., en: Call.}}
steps:
  - id: ja
    title: {da: Ja, en: Yes}
    questions: [{id: wanted, kind: yes_no, label: {da: Vil du?, en: Do you want it?}}]
rules:
  - id: all
    title: {da: Alle, en: Everybody}
    outcome: granted
    when: wanted
    paragraph: Vejloven § 90
    because: {da: Du vil., en: You want it.}
    otherwise: {da: Du vil ikke., en: You do not.}
    facts: [wanted]
payment: {amount: kr(200), label: {da: Licens, en: Licence}, price: {da: 200 kr., en: DKK 200}}
letters: {granted: one, part_granted: one, refused: one, receipt: one}
"""
LETTER = """
title: {da: Et brev, en: A letter}
placeholders: []
blocks: [{kind: result, text: {da: Du får et brev., en: You get a letter.}}]
"""


def _dies(*_given: object, **_named: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


@inside.deed
def costs_money() -> None:
    """There is a solution that costs 200 kroner from now on."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from indgang.kernel import clock, generation
    from indgang.modules.messages import services as messages
    from indgang.modules.selfservice.models import SolutionVersion
    from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint

    source = {"solution.yaml": SOLUTION, "letters/one.yaml": LETTER}
    with TemporaryDirectory() as folder:
        (Path(folder) / "one.yaml").write_text(LETTER)
        messages.register_letters(
            owner="lille-licens", letters={"one": messages.read_letter(Path(folder) / "one.yaml")}
        )
    SolutionVersion.objects.create(
        hash=fingerprint(source),
        slug="lille-licens",
        format=FORMAT,
        source=source,
        active=True,
        loaded_at=clock.now(),
    )
    generation.set_current(generation.current() + 1)


@inside.deed
def begin_payment(of: str, web: str) -> dict[str, str]:
    """Somebody of the demo fills it in and presses Pay: the payment's id, its page, and the draft."""
    from indgang.modules.identity import services as identity
    from indgang.modules.identity.vocabulary import Acting, Actor, Party
    from indgang.modules.selfservice import services
    from indgang.modules.selfservice.models import Payment
    from indgang.modules.selfservice.services import Ways
    from indgang.project.demo import registers

    known = registers.people()[of]
    person = identity.know_person(cpr=known.cpr, name=known.name)
    mine = (str(person.pk), known.name)
    by = Acting(Actor("person", *mine), Party("person", *mine))
    draft = services.begin(solution="lille-licens", by=by)
    saved = services.answer(
        draft_id=draft.id, step="ja", values={"wanted": "yes"}, seen_revision=draft.revision, by=by
    )

    def ways(payment_id: object) -> Ways:
        return Ways(f"{web}/x/", f"{web}/x/", f"{web}/maskine/betaling/{payment_id}")

    page = services.begin_payment(draft_id=draft.id, by=by, seen_revision=saved.revision, ways=ways)
    payment = Payment.objects.get(page=page)
    return {"payment": str(payment.pk), "page": page, "draft": str(draft.id), "provider": payment.provider_id}


@inside.deed
def settle(payment: str, dies: str = "") -> str:
    """Bring a payment on; `dies`: kill -9 at that place, so that no answer comes.

    `sending`: reserved, and not sent. `charging`: sent, and the house not asked. `charged`: the house did it, and we
    did not write it down.
    """
    from uuid import UUID

    from indgang.adapters.payments.client import NexiCheckout
    from indgang.modules.selfservice.services import payment_steps

    if dies == "sending":
        payment_steps.submit = _dies  # type: ignore[attr-defined]
    elif dies == "charging":
        NexiCheckout.charge = _dies  # type: ignore[method-assign]
    elif dies == "charged":
        real = NexiCheckout.charge

        def charge(self: NexiCheckout, name: str, amount: int, *, key: str) -> str:
            real(self, name, amount, key=key)
            return str(_dies())

        NexiCheckout.charge = charge  # type: ignore[assignment,method-assign]
    return payment_steps.settle(UUID(payment)).value


@inside.deed
def paid(payment: str) -> dict[str, Any]:
    """How a payment stands in the tables, and how often its draft was sent."""
    from indgang.modules.selfservice.models import Payment, PaymentEvent, Submission

    row = Payment.objects.get(pk=payment)
    kinds = PaymentEvent.objects.filter(payment=row).order_by("pk").values_list("kind", flat=True)
    sent = Submission.objects.filter(draft=row.draft_id).count()
    return {"state": row.state, "events": list(kinds), "sent": sent, "why": row.why}


if __name__ == "__main__":
    raise SystemExit(inside.main())
