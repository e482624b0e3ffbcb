"""The buttons of a solution's letters reach the messages, and each message points at its text."""

from collections.abc import Callable

import pytest

from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice.tests.conftest import Filling

pytestmark = pytest.mark.django_db
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


def test_the_letters_have_their_buttons_and_point_at_their_text(
    person: Callable[..., Acting], begin: Callable[[Acting], Filling]
) -> None:
    host = person("birgit")
    begin(person("amir")).all(**ROOM).send()
    to_host = Message.objects.get(person_id=host.party.id)
    assert to_host.actions == [
        {
            "kind": "confirm",
            "label": {"da": "Svar på Min side", "en": "Answer on My page"},
            "url": "/min-side/",
            "until": "2026-11-30",
        }
    ]
    receipt = Message.objects.get(kind="receipt")
    assert [one["label"]["da"] for one in receipt.actions] == ["Se din sag"]
    assert receipt.template is not None
    assert (receipt.template.owner, receipt.template.name) == ("flytning", "receipt")
