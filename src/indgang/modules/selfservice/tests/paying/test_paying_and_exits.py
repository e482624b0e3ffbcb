"""Where the way ends nothing is paid."""

from collections.abc import Callable

import pytest

from indgang.adapters.payments.fake import FakePayments
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Payment
from indgang.modules.selfservice.schema.folder import read_source
from indgang.modules.selfservice.services import NotFinished
from indgang.modules.selfservice.tests.conftest import FLYTNING, Filling
from indgang.modules.selfservice.tests.paying.conftest import PRICE, Paying, load, with_price

pytestmark = pytest.mark.django_db
EXIT = """
exits:
  - id: not_here
    when: "relation == 'tenant'"
    title: {da: Gå et andet sted hen, en: Go somewhere else}
    text: {da: Vi kan ikke hjælpe dig her., en: We cannot help you here.}
"""


def test_nobody_pays_for_what_cannot_be_sent(
    mads: Acting, begin: Callable[[Acting], Filling], house: FakePayments
) -> None:
    load(with_price(read_source(FLYTNING), PRICE + EXIT))
    draft = begin(mads).all()
    with pytest.raises(NotFinished):
        Paying(draft, house).opens()
    assert not Payment.objects.exists()
