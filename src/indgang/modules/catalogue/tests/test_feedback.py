"""What staff say about a text reaches its editor once, and the answer comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from indgang.kernel.errors import NotYours
from indgang.kernel.ids import new_id
from indgang.modules.audit.models import Event
from indgang.modules.catalogue import selectors, services
from indgang.modules.catalogue.models import Feedback
from indgang.modules.catalogue.selectors import UnknownService
from indgang.modules.catalogue.services import AnsweredAlready, BadFeedback
from indgang.modules.catalogue.vocabulary import FeedbackState, TextPart
from indgang.modules.channels.tests.lyngsoe import put_lyngsoe
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Actor, Role

pytestmark = pytest.mark.django_db
MENDED = {"state": FeedbackState.MENDED, "answer": "Prisen er rettet."}


@pytest.fixture
def someone(db: None) -> Callable[..., Actor]:
    put_lyngsoe()

    def employed(name: str, role: Role = Role.CLERK) -> Actor:
        account = identity.account_for_staff(subject=name, name=name, roles=[role], unit="borgerservice")
        return Actor("employee", str(account.employee_id), name)

    return employed


@pytest.fixture
def maria(someone: Any) -> Actor:
    return someone("Maria")  # type: ignore[no-any-return]


@pytest.fixture
def editor(someone: Any) -> Actor:
    return someone("Eva", Role.EDITOR)  # type: ignore[no-any-return]


def give(by: Actor, text: str = "Prisen er gammel.", part: TextPart = TextPart.PRICE) -> Any:
    return services.give_feedback(service_id="pas", part=part, text=text, by=by)


def test_given_answered_and_read(maria: Actor, editor: Actor) -> None:
    which = give(maria)
    found = selectors.open_feedback()
    assert [(row.id, row.service_id, row.part, row.giver, row.giver_unit) for row in found] == [
        (which, "pas", TextPart.PRICE, "Maria", "borgerservice")
    ]
    services.answer_feedback(feedback_id=which, by=editor, **MENDED)  # type: ignore[arg-type]
    assert selectors.open_feedback() == []
    mine = selectors.feedback_of(maria.id)[0]
    assert (mine.state, mine.answer, mine.answerer, mine.seen) == (
        FeedbackState.MENDED, "Prisen er rettet.", "Eva", False,
    )  # fmt: skip
    services.note_answers_seen(by=editor)
    assert not selectors.feedback_of(maria.id)[0].seen
    services.note_answers_seen(by=maria)
    assert selectors.feedback_of(maria.id)[0].seen
    assert selectors.answered_feedback()[0].id == which
    actions = Event.objects.filter(action__startswith="catalogue.").values_list("action", "actor")
    assert list(actions) == [
        ("catalogue.give_feedback", maria.key),
        ("catalogue.answer_feedback", editor.key),
    ]


def test_sent_twice_it_is_one_and_said_anew_after_an_answer_it_is_another(
    maria: Actor, editor: Actor
) -> None:
    which = give(maria)
    assert give(maria, " Prisen er gammel. ") == which
    services.answer_feedback(feedback_id=which, by=editor, **MENDED)  # type: ignore[arg-type]
    assert give(maria) != which
    assert Feedback.objects.count() == 2


@pytest.mark.parametrize(
    "text", ["", " \n ", "x" * 501, "Anna, 010190-1234, fik forkert pris.", "0101901234"]
)
def test_nothing_too_much_and_no_cpr(maria: Actor, editor: Actor, text: str) -> None:
    with pytest.raises(BadFeedback) as refused:
        give(maria, text)
    assert refused.value.field == "text"
    which = give(maria)
    with pytest.raises(BadFeedback) as refused:
        services.answer_feedback(feedback_id=which, state=FeedbackState.MENDED, answer=text, by=editor)
    assert refused.value.field == "answer"
    assert [row.text for row in selectors.open_feedback()] == ["Prisen er gammel."]


def test_two_editors_answer_once(maria: Actor, editor: Actor) -> None:
    which = give(maria)
    services.answer_feedback(feedback_id=which, by=editor, **MENDED)  # type: ignore[arg-type]
    services.answer_feedback(feedback_id=which, by=editor, **MENDED)  # type: ignore[arg-type]
    with pytest.raises(AnsweredAlready):
        services.answer_feedback(
            feedback_id=which, state=FeedbackState.NOT_CHANGED, answer="Den passer.", by=editor
        )
    assert Event.objects.filter(action="catalogue.answer_feedback").count() == 1


def test_what_is_not_there_and_what_is_no_answer(maria: Actor, editor: Actor) -> None:
    with pytest.raises(UnknownService):
        services.give_feedback(service_id="nix", part=TextPart.INTRO, text="x", by=maria)
    with pytest.raises(NotYours):
        services.answer_feedback(feedback_id=new_id(), by=editor, **MENDED)  # type: ignore[arg-type]
    with pytest.raises(BadFeedback):
        services.answer_feedback(feedback_id=give(maria), state=FeedbackState.OPEN, answer="x", by=editor)


def test_an_answer_has_words(maria: Actor) -> None:
    which = give(maria)
    with pytest.raises(IntegrityError):
        Feedback.objects.filter(pk=which).update(state="mended")
