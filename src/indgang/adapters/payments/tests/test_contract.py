"""What every payment house must do: one in memory, and the real client with the simulator."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from simulators.pay.testing import Running, running

from indgang.adapters.payments.client import NexiCheckout
from indgang.adapters.payments.fake import FakePayments
from indgang.adapters.payments.types import (
    Opened,
    Order,
    PaymentClient,
    PaymentRefused,
    PaymentsUnavailable,
    PaymentUnknown,
)

ORDER = Order(
    reference="a1",
    label="Beboerlicens",
    amount=240_500,
    back="https://lyngsoe.example/retur/",
    cancelled="https://lyngsoe.example/afbrudt/",
    terms="https://lyngsoe.example/om/",
    notices="https://lyngsoe.example/maskine/betaling/a1",
    secret="abcdefgh12345678",  # made up
)


@dataclass
class House:
    client: PaymentClient
    pay: Callable[[Opened], object]


@pytest.fixture(scope="module")
def pay() -> Iterator[Running]:
    with running() as found:
        yield found


@pytest.fixture(params=["fake", "client"])
def house(request: pytest.FixtureRequest) -> House:
    if request.param == "fake":
        fake = FakePayments()
        return House(fake, lambda opened: fake.pay(opened.id))
    found: Running = request.getfixturevalue("pay")
    found.faults(notices="none")
    return House(NexiCheckout(found.address, found.key), lambda opened: found.press(opened.page))


def test_what_is_paid_is_reserved_charged_once_and_given_back_once(house: House) -> None:
    opened = house.client.open(ORDER)
    before = house.client.standing(opened.id)
    assert (before.reference, before.amount, before.currency, before.held) == ("a1", 240_500, "DKK", 0)
    house.pay(opened)
    assert house.client.standing(opened.id).held == 240_500
    charge = house.client.charge(opened.id, 240_500, key="one")
    assert house.client.charge(opened.id, 240_500, key="one") == charge
    taken = house.client.standing(opened.id)
    assert (taken.charged, taken.held, [row.id for row in taken.charges]) == (240_500, 0, [charge])
    with pytest.raises(PaymentRefused):
        house.client.charge(opened.id, 1, key="two")
    given = house.client.refund(charge, 100_000, key="r1")
    assert house.client.refund(charge, 100_000, key="r1") == given
    assert house.client.standing(opened.id).refunded == 100_000
    with pytest.raises(PaymentRefused):
        house.client.refund(charge, 140_501, key="r2")


def test_what_is_let_go_is_not_charged(house: House) -> None:
    opened = house.client.open(ORDER)
    with pytest.raises(PaymentRefused):
        house.client.cancel(opened.id, 240_500)
    house.pay(opened)
    house.client.cancel(opened.id, 240_500)
    assert (house.client.standing(opened.id).cancelled, house.client.standing(opened.id).held) == (240_500, 0)
    with pytest.raises(PaymentRefused):
        house.client.charge(opened.id, 240_500, key="one")


def test_what_is_closed_cannot_be_paid_and_what_is_paid_cannot_be_closed(house: House) -> None:
    closed, paid = house.client.open(ORDER), house.client.open(ORDER)
    house.client.terminate(closed.id)
    assert house.client.standing(closed.id).terminated
    house.pay(paid)
    with pytest.raises(PaymentRefused):
        house.client.terminate(paid.id)


@pytest.mark.parametrize("name", ["", "0" * 32, "../v1", "a b"])
def test_a_payment_that_nobody_knows_is_refused(house: House, name: str) -> None:
    with pytest.raises(PaymentRefused):
        house.client.standing(name)


def test_a_wrong_key_is_refused_and_stands_in_no_error(pay: Running) -> None:
    with pytest.raises(PaymentRefused) as error:
        NexiCheckout(pay.address, "another-secret").open(ORDER)
    assert "another-secret" not in str(error.value)


def test_a_cut_line_is_unknown_and_the_same_again_charges_once(pay: Running) -> None:
    client = NexiCheckout(pay.address, pay.key)
    pay.faults(notices="none")
    opened = client.open(ORDER)
    pay.press(opened.page)
    pay.faults(notices="none", hang_up=["charges"])
    with pytest.raises(PaymentUnknown):
        client.charge(opened.id, 240_500, key="one")
    pay.faults(notices="none")
    client.charge(opened.id, 240_500, key="one")
    assert client.standing(opened.id).charged == 240_500


def test_a_house_that_is_down_or_dead_took_nothing(pay: Running) -> None:
    client = NexiCheckout(pay.address, pay.key)
    pay.faults(down=True)
    with pytest.raises(PaymentsUnavailable):
        client.open(ORDER)
    pay.faults()
    pay.kill()
    with pytest.raises(PaymentsUnavailable):
        client.open(ORDER)
    pay.start()
    assert client.open(ORDER).id
