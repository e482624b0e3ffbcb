"""What a helper proposes, what the citizen makes of it, who is where, and what is hidden."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Draft, Presence, Proposal, ProposalAnswer
from indgang.modules.selfservice.selectors.views import FieldView
from indgang.modules.selfservice.services import CannotPropose
from indgang.modules.selfservice.services.proposing import ProposalGone
from indgang.modules.selfservice.tests.conftest import NOW, Call, Filling, call, shared, staff
from indgang.modules.selfservice.vocabulary import AnswerSource, Shared

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


@pytest.fixture
def helped(mads: Acting, begin: Begin, maria: EmployeeInfo) -> tuple[Filling, Call]:
    """Mads' draft, and the call in which Maria helps in it."""
    draft, here = begin(mads), call(maria)
    here.joins(draft)
    return draft, here


def propose(
    draft: Filling,
    here: Call,
    key: str = "moving_date",
    value: str = "2026-12-01",
    *,
    form: str = "",
    seen: int | None = None,
    note: str = "",
) -> UUID:
    return services.propose(
        draft_id=draft.draft_id,
        key=key,
        value=value,
        seen_revision=draft.revision if seen is None else seen,
        note=note,
        form_key=form or f"{here.by.id}:{key}:{value}",
        by=here.by,
    )


def settle(draft: Filling, proposal: UUID, *, accept: bool = True, seen: int | None = None) -> object:
    return services.settle_proposal(
        proposal_id=proposal,
        accept=accept,
        seen_revision=draft.revision if seen is None else seen,
        by=draft.by,
    )


def field(draft: Filling, step: str, key: str) -> FieldView:
    view = selectors.step_view(draft.draft_id, step, draft.by)
    return next(one for one in view.fields if one.key == key)


Helped = tuple[Filling, Call]


class TestAProposal:
    def test_is_no_answer_before_it_is_taken(self, helped: Helped) -> None:
        draft, here = helped
        propose(draft, here, note="Du sagde den 1.")
        assert field(draft, "dato", "moving_date").value == ""
        [found] = selectors.together(draft.draft_id, draft.by).proposals
        assert (str(found.label), str(found.shown), found.note, found.changed_since) == (
            "Den dag du flytter ind",
            "1. december 2026",
            "Du sagde den 1.",
            False,
        )

    def test_taken_is_the_citizens_answer_with_the_name_of_who_proposed_it(self, helped: Helped) -> None:
        draft, here = helped
        proposal = propose(draft, here)
        result = settle(draft, proposal)
        assert isinstance(result, services.SaveResult)
        assert result.ok
        row = Answer.objects.get(key="moving_date")
        assert (row.source, row.actor) == (AnswerSource.PROPOSAL, draft.by.actor.key)
        written = field(draft, "dato", "moving_date").written
        assert written is not None
        assert (written.by, written.staff) == ("Maria Kongshøj", True)
        summary = selectors.summary(draft.draft_id, draft.by)
        [said] = [line for part in summary.sections for line in part.rows if line.key == "moving_date"]
        assert str(said.source) == "Foreslået af Maria Kongshøj, og du sagde ja"
        assert selectors.together(draft.draft_id, draft.by).proposals == ()
        told = Event.objects.filter(action__in=["proposed", "proposal_accepted"]).order_by("pk")
        assert [event.detail["question"] for event in told] == ["moving_date", "moving_date"]
        assert not any("2026-12" in str(event.detail) for event in told)

    def test_of_an_address_brings_what_the_registers_know(self, helped: Helped) -> None:
        draft, here = helped
        settle(draft, propose(draft, here, "new_address", "Skonnertgade 4, 2. th"))
        view = selectors.step_view(draft.draft_id, "adresse", draft.by)
        assert view.fields[0].value == "skonnertgade-4-2-th"
        home = selectors.step_view(draft.draft_id, "bolig", draft.by)
        assert [card.available for card in home.cards] == [True]

    def test_declined_changes_nothing(self, helped: Helped) -> None:
        draft, here = helped
        assert settle(draft, propose(draft, here), accept=False) is None
        assert field(draft, "dato", "moving_date").value == ""
        assert ProposalAnswer.objects.get().kind == "declined"

    def test_taken_twice_is_taken_once(self, helped: Helped) -> None:
        draft, here = helped
        proposal = propose(draft, here)
        settle(draft, proposal)
        assert settle(draft, proposal) is None
        assert Answer.objects.filter(key="moving_date").count() == 1

    def test_of_the_same_form_is_one(self, helped: Helped) -> None:
        draft, here = helped
        assert propose(draft, here, form="one") == propose(draft, here, form="one")
        assert Proposal.objects.count() == 1

    def test_with_somebody_elses_form_is_refused(
        self,
        helped: Helped,
        sofie: Acting,
        begin: Begin,
        maria: EmployeeInfo,
    ) -> None:
        draft, here = helped
        propose(draft, here, form="one")
        other, there = begin(sofie), call(maria)
        there.joins(other)
        with pytest.raises(NotYours):
            propose(other, there, form="one")

    def test_newer_overtakes_the_older_one_of_another_clerk_too(self, helped: Helped) -> None:
        draft, here = helped
        freddy = call(staff("Freddy Holt"))
        freddy.joins(draft)
        propose(draft, here)
        propose(draft, freddy, value="2026-12-02")
        [left] = selectors.together(draft.draft_id, draft.by).proposals
        assert (left.by, str(left.shown)) == ("Freddy Holt", "2. december 2026")
        assert ProposalAnswer.objects.get().kind == "overtaken"
        assert Event.objects.get(action="proposal_overtaken").actor == freddy.by.actor.key

    def test_can_be_taken_back_by_who_made_it(self, helped: Helped) -> None:
        draft, here = helped
        proposal = propose(draft, here)
        freddy = call(staff("Freddy Holt"))
        freddy.joins(draft)
        with pytest.raises(NotYours):
            services.withdraw_proposal(proposal_id=proposal, by=freddy.by)
        services.withdraw_proposal(proposal_id=proposal, by=here.by)
        services.withdraw_proposal(proposal_id=proposal, by=here.by)
        assert Event.objects.get(action="proposal_withdrawn").party == draft.by.party.key
        assert settle(draft, proposal, accept=False) is None
        with pytest.raises(ProposalGone):
            settle(draft, proposal)
        assert field(draft, "dato", "moving_date").value == ""

    def test_is_nobody_elses_to_take(self, helped: Helped, sofie: Acting) -> None:
        draft, here = helped
        proposal = propose(draft, here)
        with pytest.raises(NotYours):
            services.settle_proposal(proposal_id=proposal, accept=True, seen_revision=9, by=sofie)

    @pytest.mark.parametrize(
        ("key", "value", "why"),
        [
            ("moving_date", "2026-02-31", "Den dato findes ikke. Se efter, og ret den."),
            ("moving_date", "", "Skriv, hvad du foreslår."),
            ("relation", "castle", "Vælg"),
            ("no_such_question", "x", "Det spørger vi ikke om lige nu. Hent siden igen."),
        ],
    )
    def test_must_fit_the_field(self, helped: Helped, key: str, value: str, why: str) -> None:
        draft, here = helped
        with pytest.raises(CannotPropose, match=why.replace(".", r"\.")):
            propose(draft, here, key, value)
        assert Proposal.objects.count() == 0

    def test_waits_for_the_citizen_when_the_help_is_over_and_does_not_block(self, helped: Helped) -> None:
        draft, here = helped
        proposal = propose(draft, here)
        services.stop(draft_id=draft.draft_id, by=draft.by)
        assert shared(draft) == Shared.ASKED
        settle(draft, proposal)
        assert field(draft, "dato", "moving_date").value == "2026-12-01"
        assert shared(draft) == Shared.ALONE


class TestWhenTheAnswerChanges:
    def test_after_the_helper_saw_it_both_values_are_shown(self, helped: Helped) -> None:
        draft, here = helped
        propose(draft, here)
        draft.step("dato", {"moving_date": "2026-12-05"})
        [found] = selectors.together(draft.draft_id, draft.by).proposals
        assert (found.changed_since, str(found.now_shown)) == (True, "5. december 2026")

    def test_after_the_citizen_saw_it_nothing_is_written(self, helped: Helped) -> None:
        draft, here = helped
        proposal = propose(draft, here)
        seen = draft.revision
        draft.elsewhere().step("dato", {"moving_date": "2026-12-05"})
        result = settle(draft, proposal, seen=seen)
        assert isinstance(result, services.SaveResult)
        [conflict] = result.conflicts
        assert (conflict.yours, conflict.theirs) == ("2026-12-01", "2026-12-05")
        assert field(draft, "dato", "moving_date").value == "2026-12-05"
        settle(draft, proposal, seen=result.revision)
        assert field(draft, "dato", "moving_date").value == "2026-12-01"


class TestWhoIsWhere:
    def test_each_sees_the_other_and_not_themselves(self, helped: Helped) -> None:
        draft, here = helped
        services.beat(
            draft_id=draft.draft_id, who=draft.by.actor, staff=False, step="dato", field="moving_date"
        )
        services.beat(draft_id=draft.draft_id, who=here.by.actor, staff=True, step="dato", field="")
        [mine] = selectors.together(draft.draft_id, draft.by).here
        [theirs] = selectors.together_for(draft.draft_id, here.by).here
        assert (mine.name, mine.staff) == ("Maria Kongshøj", True)
        assert (theirs.name, theirs.step, theirs.field) == ("Mads Brinklund", "dato", "moving_date")
        clock.freeze(NOW + timedelta(seconds=26))
        assert selectors.together(draft.draft_id, draft.by).here == ()

    def test_is_written_seldom(
        self, helped: Helped, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        draft, here = helped

        def beat(field: str) -> None:
            services.beat(draft_id=draft.draft_id, who=here.by.actor, staff=True, step="dato", field=field)

        beat("")
        clock.freeze(NOW + timedelta(seconds=9))
        with django_assert_num_queries(1):
            beat("")
        with django_assert_num_queries(2):
            beat("moving_date")
        clock.freeze(NOW + timedelta(seconds=19))
        with django_assert_num_queries(2):
            beat("moving_date")
        assert Presence.objects.filter(who=here.by.actor.key).count() == 1

    def test_the_mark_changes_with_everything_and_else_stays(self, helped: Helped) -> None:
        draft, here = helped
        marks = [selectors.mark_for(draft.draft_id, draft.by)]
        assert selectors.mark_for(draft.draft_id, draft.by) == marks[0]
        services.beat(draft_id=draft.draft_id, who=here.by.actor, staff=True, step="dato", field="")
        marks.append(selectors.mark_for(draft.draft_id, draft.by))
        propose(draft, here)
        marks.append(selectors.mark_for(draft.draft_id, draft.by))
        draft.step("dato", {"moving_date": "2026-12-05"})
        marks.append(selectors.mark_for(draft.draft_id, draft.by))
        services.stop(draft_id=draft.draft_id, by=draft.by)
        marks.append(selectors.mark_for(draft.draft_id, draft.by))
        assert len(set(marks)) == len(marks)


class TestWhatIsHidden:
    @pytest.fixture
    def protected(self, helped: Helped) -> Helped:
        draft, _ = helped
        draft.step("adresse", {"new_address": "skonnertgade-4-2-th"})
        Person.objects.filter(pk=draft.by.party.id).update(protected=True)
        return helped

    def test_where_a_protected_citizen_lives_until_it_is_unmasked(self, protected: Helped) -> None:
        draft, here = protected
        page = repr(selectors.shared_step(draft.draft_id, "adresse", here.by))
        assert "Skonnertgade" not in page
        assert "skonnertgade" not in page
        assert "Beskyttet" in page
        contacts.unmask(contact_id=here.id, reason="Borgeren spørger til adressen", by=here.by)
        assert "Skonnertgade" in repr(selectors.shared_step(draft.draft_id, "adresse", here.by))

    def test_where_they_live_also_when_the_contact_was_unmasked_for_another(
        self, protected: Helped, sofie: Acting
    ) -> None:
        draft, here = protected
        contacts.identify(contact_id=here.id, party=sofie.party, caller=None, by=here.by)
        contacts.unmask(contact_id=here.id, reason="Sofie spørger til adressen", by=here.by)
        assert "Skonnertgade" not in repr(selectors.shared_step(draft.draft_id, "adresse", here.by))

    def test_the_name_on_their_door_too(self, protected: Helped) -> None:
        draft, here = protected
        draft.step("adresse", {"new_address": "birkevej-3", "co_name": "Hemmelig Ven"})
        freddy = call(staff("Freddy Holt"))
        freddy.joins(draft)
        propose(draft, freddy, "co_name", "Anden Dør")
        for seen in (
            selectors.shared_step(draft.draft_id, "adresse", here.by),
            selectors.together_for(draft.draft_id, here.by),
        ):
            for name in ("Hemmelig", "Anden Dør"):
                assert name not in repr(seen)
        propose(draft, here, "co_name", "Hemmelig Ven")  # or one could guess what stands there
        assert "Hemmelig" in repr(selectors.step_view(draft.draft_id, "adresse", draft.by))

    def test_what_was_there_beside_a_proposal(self, protected: Helped) -> None:
        draft, here = protected
        propose(draft, here, "new_address", "mosekrogen-12")
        told = repr(selectors.together_for(draft.draft_id, here.by))
        assert "Mosekrogen" in told
        assert "Skonnertgade" not in told
        assert "Skonnertgade" in repr(selectors.together(draft.draft_id, draft.by))

    def test_nothing_of_somebody_who_asks_for_no_protection(self, helped: Helped) -> None:
        draft, here = helped
        draft.step("adresse", {"new_address": "skonnertgade-4-2-th"})
        assert "Skonnertgade" in repr(selectors.shared_step(draft.draft_id, "adresse", here.by))

    def test_it_all_once_they_ask_for_it(self, helped: Helped) -> None:
        draft, here = helped
        draft.all(protection="yes")
        assert "Skonnertgade" not in repr(selectors.shared_step(draft.draft_id, "adresse", here.by))


def test_help_costs_three_queries_and_none_without_it(
    mads: Acting,
    begin: Begin,
    maria: EmployeeInfo,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    draft = begin(mads)
    with django_assert_num_queries(2):
        selectors.step_view(draft.draft_id, "dato", mads)
    call(maria).joins(draft)
    selectors.step_view(
        draft.draft_id, "dato", mads
    )  # the units are read once in each generation of the content
    with django_assert_num_queries(5):
        selectors.step_view(draft.draft_id, "dato", mads)
    with django_assert_num_queries(2):
        selectors.mark_for(draft.draft_id, mads)
    with django_assert_num_queries(2):
        selectors.mark_for(draft.draft_id, maria)
    assert Draft.objects.get().shared == Shared.JOINED
