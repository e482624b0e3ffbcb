"""A hidden address is shown to nobody but its owner: not by a code, and not to who acts for them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Draft, Proof, Submission
from indgang.modules.selfservice.services import proofs
from indgang.modules.selfservice.tests.conftest import NOW, Outside, People
from indgang.modules.selfservice.tests.proving.conftest import Order, fill, load, proof_of
from indgang.modules.selfservice.tests.proving.test_proofs import granted_by_hand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("certificate")]
STREET = "Skonnertgade"


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def hides(outside: Outside, ref: str) -> None:
    row = outside.cpr._by_ref[ref]
    outside.cpr._by_ref[ref] = row.model_copy(update={"protected": True})


def seen(code: str) -> str:
    return str(services.check_code(code))


def test_the_register_is_asked_when_a_code_is_looked_up(mads: Acting, order: Order, outside: Outside) -> None:
    code = proof_of(order(mads)).code
    assert STREET in seen(code)
    hides(outside, "mads")
    cache.clear()
    found = services.check_code(code)
    assert found is not None
    assert [row.id for row in found.rows] == ["name"]
    assert found.hidden
    assert found.info.holds
    looks = Event.objects.filter(action="cpr_used", purpose__startswith="se, om en adresse er blevet skjult")
    assert {row.party for row in looks} == {mads.party.key}


def test_somebody_else_in_the_home_hides_it_too(sofie: Acting, order: Order, outside: Outside) -> None:
    code = proof_of(order(sofie, content="family")).code
    assert "family" in [row.id for row in services.check_code(code).rows]  # type: ignore[union-attr]
    hides(outside, "jonas")
    cache.clear()
    assert [row.id for row in services.check_code(code).rows] == ["name"]  # type: ignore[union-attr]


def test_a_child_who_hides_it_later_is_hidden(sofie: Acting, order: Order, outside: Outside) -> None:
    code = proof_of(order(sofie, about="child", child="emil")).code
    hides(outside, "emil")
    assert [row.id for row in services.check_code(code).rows] == ["name"]  # type: ignore[union-attr]


def test_a_silent_register_hides_it_and_is_asked_again_soon(
    mads: Acting, order: Order, outside: Outside
) -> None:
    code = proof_of(order(mads)).code
    outside.cpr.down = True
    assert STREET not in seen(code)
    outside.cpr.down = False
    cache.clear()
    assert STREET in seen(code)


def test_it_is_no_look_up_each_time_and_none_when_it_is_over(
    mads: Acting, order: Order, outside: Outside
) -> None:
    code = proof_of(order(mads)).code
    before = Event.objects.filter(action="cpr_used").count()
    for _look in range(3):
        assert STREET in seen(code)
    assert Event.objects.filter(action="cpr_used").count() == before + 1
    clock.freeze(NOW + timedelta(days=181))
    cache.clear()
    assert STREET not in seen(code)
    assert Event.objects.filter(action="cpr_used").count() == before + 1


def bente(person: People, for_: str) -> Acting:
    """Bente orders certificates for somebody by a mandate."""
    acting = person("bente", for_=for_, ground=Ground.MANDATE)
    row = identity.give_mandate(
        holder=Person.objects.get(pk=acting.actor.id),
        giver_person=Person.objects.get(pk=acting.party.id),
        ground=Ground.MANDATE,
        scope=["bopaelsattest"],
        channels=["self_service"],
        valid_from=NOW.date(),
        basis=Text("Digital fuldmagt"),
    )
    return person("bente", for_=for_, ground=Ground.MANDATE, mandate=str(row.pk))


def test_who_acts_for_somebody_with_a_hidden_address_is_never_shown_it(
    person: People, outside: Outside
) -> None:
    by = bente(person, "nanna")
    draft = fill(by)
    step = selectors.step_view(draft.draft_id, "indhold", by)
    assert [card.title.da for card in step.cards] == ["Det står der i CPR"]
    shown = f"{step} {selectors.summary(draft.draft_id, by)}"
    sent = draft.send()
    assert sent.outcome == "case"
    shown += str(selectors.receipt(sent.id, by)) + str(Submission.objects.get().inputs)
    shown += str(list(Draft.objects.get().answers.values_list("value", flat=True)))
    assert "Kanalstræde" not in shown
    assert "Nanna" in shown


def test_what_a_person_grants_is_whole_for_the_one_it_is_about_alone(
    person: People, outside: Outside
) -> None:
    by = bente(person, "nanna")
    sent = fill(by).send()
    granted_by_hand()
    assert not Proof.objects.exists()
    assert proofs.make_later.func(str(sent.id), 1) == "made"
    proof = proof_of(sent)
    hers, nannas = selectors.proof(proof.pk, by), selectors.proof(proof.pk, person("nanna"))
    assert "Kanalstræde" not in str(hers)
    assert (hers.whole, nannas.whole) == (False, True)
    assert "Kanalstræde" in str(nannas)


def test_who_acts_for_somebody_else_sees_what_is_not_hidden(person: People, outside: Outside) -> None:
    by = bente(person, "inger")
    sent = fill(by).send()
    assert sent.outcome == "granted"
    assert selectors.proof(proof_of(sent).pk, by).whole
    assert "address" in [row.id for row in selectors.proof(proof_of(sent).pk, by).rows]


def test_a_version_without_such_rows_asks_no_register(mads: Acting, order: Order, outside: Outside) -> None:
    load(('      hidden_when: "home.hidden"\n', ""))
    code = proof_of(order(mads)).code
    outside.cpr.down = True
    assert STREET in seen(code)
