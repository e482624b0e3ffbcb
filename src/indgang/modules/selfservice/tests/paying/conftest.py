"""A move that costs 200 kroner, and a payment house in memory: what tests of payments stand on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from indgang.adapters.payments.fake import FakePayments
from indgang.kernel import events, generation
from indgang.modules.cases.events import CaseDecided, CaseWithdrawn
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import handlers, services
from indgang.modules.selfservice.models import Payment, SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.selectors import houses
from indgang.modules.selfservice.services import Ways, paying, payment_steps
from indgang.modules.selfservice.tests.conftest import FLYTNING, NOW, Filling
from indgang.modules.selfservice.vocabulary import PaymentState
from indgang.project.outside import Payments

PRICE = """
payment:
  amount: kr(200)
  label: {da: Flytning, en: A move}
  price: {da: Det koster 200 kr., en: It costs DKK 200.}
  receipt: {da: Gem kvitteringen., en: Keep the receipt.}
"""
SETTINGS = Payments("https://pay.example", "k" * 20, "https://pay.example", "s" * 20, "https://x.example/om/")


def with_price(source: dict[str, str], price: str = PRICE) -> dict[str, str]:
    return {**source, "solution.yaml": source["solution.yaml"] + price}


def load(source: dict[str, str]) -> str:
    """This version of flytning holds from now on."""
    SolutionVersion.objects.filter(slug="flytning").update(active=False)
    made = SolutionVersion.objects.create(
        hash=fingerprint(source), slug="flytning", format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    generation.set_current(generation.current() + 1)
    return made.hash


def ways(payment_id: object) -> Ways:
    """Addresses that nobody answers at."""
    return Ways(f"https://x.example/{payment_id}/", "https://x.example/", f"https://x.example/m/{payment_id}")


@dataclass
class Paying:
    """Somebody who pays for a draft."""

    draft: Filling
    house: FakePayments

    def opens(self) -> Payment:
        page = services.begin_payment(
            draft_id=self.draft.draft_id, by=self.draft.by, seen_revision=self.draft.revision, ways=ways
        )
        return Payment.objects.get(page=page)

    def pays(self) -> Payment:
        """Opens a payment and pays it; nobody told us yet."""
        payment = self.opens()
        self.house.pay(payment.provider_id)
        return payment


@pytest.fixture
def house(lyngsoe: list[Any], monkeypatch: pytest.MonkeyPatch, settings: Any) -> FakePayments:
    """A payment house in memory, and a move that costs money."""
    found = FakePayments()
    for module in (houses, paying, payment_steps):
        monkeypatch.setattr(module, "payment_house", lambda: found)
    settings.PAYMENT = SETTINGS
    load(with_price(read_source(FLYTNING)))
    events.connect(
        {
            CaseDecided: [handlers.on_case_decided, lyngsoe.append],
            CaseWithdrawn: [handlers.on_case_withdrawn],
        }
    )
    return found


@pytest.fixture
def paying_for(begin: Callable[[Acting], Filling], house: FakePayments) -> Callable[..., Paying]:
    def made(by: Acting, **changes: Any) -> Paying:
        return Paying(begin(by).all(**changes), house)

    return made


def state(payment: Payment) -> PaymentState:
    """As it stands in the table now."""
    return PaymentState(Payment.objects.get(pk=payment.pk).state)
