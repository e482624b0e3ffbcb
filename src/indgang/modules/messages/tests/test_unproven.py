"""What came in without proof of who wrote it is never said to be the party's."""

from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors
from indgang.modules.messages.models import Message
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import Letter, MessageKind


def came_in(maja: Acting, actor: str) -> Message:
    return Message.objects.create(
        key=str(new_id()), direction="in", kind=MessageKind.INCOMING, person_id=maja.party.id, actor=actor,
        actor_name="Nogen", title=Text("Hej").as_json(), letter=Letter(Text("Hej"), ()).as_json(),
        case_key="case:1", created_at=NOW,
    )  # fmt: skip


def test_an_e_mail_that_staff_filed_is_not_the_partys_own(maja: Acting) -> None:
    mail, own = came_in(maja, f"inbound:{new_id()}"), came_in(maja, maja.actor.key)
    found = {one.id: one.unproven for one in selectors.inbox_page(maja.party).rows}
    assert found == {mail.pk: True, own.pk: False}
