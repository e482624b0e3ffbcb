"""Somebody helps in a draft: a code, a knock, a yes; and the end of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.contacts import selectors as contact_selectors
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Measurement, RunningContact
from indgang.modules.contacts.services import help_codes
from indgang.modules.contacts.services.help_codes import NoSuchCode
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground, Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Draft, Joining, Presence
from indgang.modules.selfservice.selectors.together import HelpOutlived
from indgang.modules.selfservice.services import HelpIsOver, NotAtTheCounter
from indgang.modules.selfservice.services.joining import end_of_contact
from indgang.modules.selfservice.tests.conftest import NOW, Call, Filling, People, call, shared, staff
from indgang.modules.selfservice.vocabulary import JoiningState, Shared

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


class TestTheKnock:
    def test_tells_what_it_is_about_and_nothing_else(
        self, mads: Acting, begin: Begin, maria: EmployeeInfo
    ) -> None:
        draft = begin(mads)
        knocked = call(maria).knocks(draft)
        assert (knocked.draft_id, knocked.step, str(knocked.step_title)) == (
            draft.draft_id,
            "adresse",
            "Hvor flytter I hen?",
        )
        assert "Mads" not in repr(knocked)
        assert shared(draft) == Shared.KNOCKING
        for look in (selectors.together_for, selectors.mark_for):
            with pytest.raises(NotYours):
                look(draft.draft_id, maria)
        with pytest.raises(NotYours):
            selectors.shared_step(draft.draft_id, "adresse", maria)

    def test_twice_is_once(self, mads: Acting, begin: Begin, maria: EmployeeInfo) -> None:
        draft, here = begin(mads), call(maria)
        assert here.knocks(draft).joining_id == here.knocks(draft).joining_id
        assert Joining.objects.count() == 1

    def test_without_a_code_takes_a_draft_of_the_contacts_matter(
        self, mads: Acting, sofie: Acting, begin: Begin, maria: EmployeeInfo
    ) -> None:
        draft, other, here = begin(mads), begin(sofie), call(maria)
        with pytest.raises(NotYours):
            services.knock(contact_id=here.id, by=maria, draft_id=draft.draft_id)
        contacts.identify(contact_id=here.id, party=mads.party, caller=None, by=maria)
        contacts.choose_matter(contact_id=here.id, service_id="flytning-indland", by=maria)
        assert (
            services.knock(contact_id=here.id, by=maria, draft_id=draft.draft_id).draft_id == draft.draft_id
        )
        with pytest.raises(NotYours):
            services.knock(contact_id=here.id, by=maria, draft_id=other.draft_id)

    def test_is_for_those_whose_role_it_is(self, mads: Acting, begin: Begin, maria: EmployeeInfo) -> None:
        strategist = staff("Sus", Role.STRATEGIST)
        contact = RunningContact.objects.get(pk=call(maria).id)
        RunningContact.objects.filter(pk=contact.pk).update(employee_id=strategist.id)
        with pytest.raises(NotYours):
            services.knock(contact_id=contact.pk, by=strategist, code="123456")


class TestYesAndNo:
    def test_a_yes_on_the_screen_opens_the_draft_and_introduces_the_citizen(
        self, mads: Acting, begin: Begin, maria: EmployeeInfo
    ) -> None:
        draft, here = begin(mads), call(maria)
        joining = Joining.objects.get(pk=here.joins(draft))
        assert (joining.state, joining.consent, joining.consent_by) == ("joined", "screen", mads.actor.key)
        view = selectors.shared_step(draft.draft_id, "adresse", maria)
        assert view.together is not None
        assert [one.name for one in view.together.helpers] == ["Maria Kongshøj"]
        contact = contact_selectors.running(here.id, maria)
        assert contact.party == mads.party
        assert contact.id_check is IdCheck.SCREEN
        assert contact.journey_id == Draft.objects.get(pk=draft.draft_id).journey_id
        seen = Event.objects.filter(party=mads.party.key, actor=maria.actor.key)
        assert {"help_code_used", "help_offered", "draft_seen"} <= set(seen.values_list("action", flat=True))

    def test_a_draft_that_is_too_old_is_gone_for_the_clerk_too(
        self, mads: Acting, begin: Begin, maria: EmployeeInfo
    ) -> None:
        draft, here = begin(mads), call(maria)
        here.joins(draft)
        Draft.objects.filter(pk=draft.draft_id).update(expires_at=clock.now())
        with pytest.raises(HelpOutlived):
            selectors.shared_step(draft.draft_id, "adresse", maria)

    def test_a_no_opens_nothing(self, mads: Acting, begin: Begin, maria: EmployeeInfo) -> None:
        draft, here = begin(mads), call(maria)
        knocked = here.knocks(draft)
        services.confirm(joining_id=knocked.joining_id, yes=False, by=mads)
        assert selectors.joining_of(knocked.joining_id, maria).state is JoiningState.DECLINED
        assert shared(draft) == Shared.ALONE
        with pytest.raises(HelpIsOver):
            services.confirm(joining_id=knocked.joining_id, yes=True, by=mads)
        assert contact_selectors.running(here.id, maria).party is None

    def test_only_the_citizen_can_say_it(
        self, mads: Acting, sofie: Acting, begin: Begin, maria: EmployeeInfo
    ) -> None:
        knocked = call(maria).knocks(begin(mads))
        with pytest.raises(NotYours):
            services.confirm(joining_id=knocked.joining_id, yes=True, by=sofie)

    @pytest.mark.parametrize(
        ("channel", "check", "speaks", "lets_in"),
        [
            ("in_person", IdCheck.PHOTO_ID, "mads", True),
            ("in_person", IdCheck.QUESTIONS, "mads", False),
            ("in_person", IdCheck.NONE, "mads", False),
            ("telephone", IdCheck.PHOTO_ID, "mads", False),
            ("in_person", IdCheck.PHOTO_ID, "sofie", False),
        ],
    )
    def test_at_the_counter_it_takes_a_photo_id(
        self,
        person: People,
        begin: Begin,
        maria: EmployeeInfo,
        channel: str,
        check: IdCheck,
        speaks: str,
        lets_in: bool,
    ) -> None:
        draft, here = begin(person("mads")), call(maria, channel)
        contacts.identify(contact_id=here.id, party=person(speaks).party, caller=None, by=maria)
        contacts.check_id(contact_id=here.id, how=check, by=maria)
        knocked = here.knocks(draft)
        if lets_in:
            services.join_at_counter(joining_id=knocked.joining_id, by=maria)
            services.join_at_counter(joining_id=knocked.joining_id, by=maria)
            row = Joining.objects.get()
            assert (row.state, row.consent, row.consent_by) == ("joined", "counter", maria.actor.key)
            told = Event.objects.get(action="joined")
            assert "billed-id" in told.purpose
        else:
            with pytest.raises(NotAtTheCounter):
                services.join_at_counter(joining_id=knocked.joining_id, by=maria)
            assert shared(draft) == Shared.KNOCKING


def _stop(draft: Filling, here: Call, joining: UUID) -> None:
    services.stop(draft_id=draft.draft_id, by=draft.by)


def _leave(draft: Filling, here: Call, joining: UUID) -> None:
    services.leave(joining_id=joining, by=here.by)


def _contact(draft: Filling, here: Call, joining: UUID) -> None:
    end_of_contact(contact_id=here.id)


def _send(draft: Filling, here: Call, joining: UUID) -> None:
    draft.all().send()


def _delete(draft: Filling, here: Call, joining: UUID) -> None:
    services.delete_draft(draft_id=draft.draft_id, by=draft.by)


@pytest.mark.parametrize(
    ("ends", "by"),
    [(_stop, "citizen"), (_leave, "clerk"), (_contact, "contact"), (_send, "draft"), (_delete, "draft")],
)
def test_help_ends_and_with_it_every_look(
    mads: Acting, begin: Begin, maria: EmployeeInfo, ends: Callable[[Filling, Call, UUID], None], by: str
) -> None:
    draft, here = begin(mads), call(maria)
    joining = here.joins(draft)
    selectors.together_for(draft.draft_id, maria)
    services.beat(draft_id=draft.draft_id, who=maria.actor, staff=True, step="dato", field="")
    ends(draft, here, joining)
    assert not Presence.objects.filter(staff=True).exists()
    row = Joining.objects.get()
    assert (row.state, row.ended_by) == ("ended", by)
    assert shared(draft) == Shared.ALONE
    looks: list[Callable[[], Any]] = [
        lambda: selectors.shared_step(draft.draft_id, "adresse", maria),
        lambda: selectors.together_for(draft.draft_id, maria),
        lambda: selectors.mark_for(draft.draft_id, maria),
        lambda: services.propose(
            draft_id=draft.draft_id,
            key="co_name",
            value="Jensen",
            seen_revision=1,
            note="",
            form_key="one",
            by=maria,
        ),
    ]
    for look in looks:
        with pytest.raises(NotYours):
            look()


def test_stop_takes_the_code_too(mads: Acting, begin: Begin, maria: EmployeeInfo) -> None:
    draft = begin(mads)
    code = services.ask_for_help(draft_id=draft.draft_id, step="adresse", by=mads)
    services.stop(draft_id=draft.draft_id, by=mads)
    with pytest.raises(NoSuchCode):
        services.knock(contact_id=call(maria).id, by=maria, code=code.code)


def test_a_closed_contact_shows_nothing_even_before_it_is_told(
    mads: Acting, begin: Begin, maria: EmployeeInfo
) -> None:
    draft, here = begin(mads), call(maria)
    here.joins(draft)
    RunningContact.objects.filter(pk=here.id).update(state="handed_over", handed_to_unit="folkeregister")
    with pytest.raises(NotYours):
        selectors.together_for(draft.draft_id, maria)


def test_one_clerk_leaves_and_the_other_stays(mads: Acting, begin: Begin, maria: EmployeeInfo) -> None:
    draft, freddy = begin(mads), staff("Freddy Holt")
    leaving = call(maria).joins(draft)
    call(freddy).joins(draft)
    services.leave(joining_id=leaving, by=maria)
    assert shared(draft) == Shared.JOINED
    assert [one.name for one in selectors.together_for(draft.draft_id, freddy).helpers] == ["Freddy Holt"]
    with pytest.raises(NotYours):
        selectors.together_for(draft.draft_id, maria)


@pytest.mark.parametrize(("helped", "how"), [(True, "co_served"), (False, "alone")])
def test_how_it_was_completed_is_measured(
    mads: Acting, begin: Begin, maria: EmployeeInfo, helped: bool, how: str
) -> None:
    draft = begin(mads)
    if helped:
        services.leave(joining_id=call(maria).joins(draft), by=maria)
    draft.all().send()
    row = Measurement.objects.get(kind="completed_how")
    assert (row.subject_key, row.audience, row.exempt) == (how, "citizen", None)
    assert set(Measurement.objects.exclude(kind="delivered").values_list("audience", flat=True)) == {
        "citizen"
    }


def test_a_clerk_writes_no_answer_and_sends_nothing(mads: Acting, begin: Begin, maria: EmployeeInfo) -> None:
    """There is no deed for it: `answer` and `submit` take whose draft it is, and a clerk is nobody's party."""
    draft = begin(mads).all()
    call(maria).joins(draft)
    posing = Acting(maria.actor, mads.party, Ground.STAFF)
    rows = Answer.objects.count()
    with pytest.raises(NotYours):
        Filling(posing, draft.draft_id, draft.revision).step("kontakt", {"phone": "12345678"})
    with pytest.raises(NotYours):
        Filling(posing, draft.draft_id, draft.revision).send()
    assert Answer.objects.count() == rows


def test_what_is_in_a_matter_tells_how_far_it_is_and_no_answer(
    mads: Acting, begin: Begin, maria: EmployeeInfo
) -> None:
    draft = begin(mads)
    draft.step("dato", {"moving_date": "2026-12-01"})
    journey = Draft.objects.get(pk=draft.draft_id).journey_id
    assert journey is not None
    [line] = selectors.drafts_in(journey)
    assert (line.id, line.step, line.done, line.total, line.errors) == (draft.draft_id, "adresse", 2, 8, 0)


class TestACodeThatNobodyUsed:
    def test_ends_by_itself_when_it_runs_out(self, mads: Acting, begin: Begin) -> None:
        draft = begin(mads)
        services.ask_for_help(draft_id=draft.draft_id, step="adresse", by=mads)
        clock.freeze(NOW + help_codes.LIVES)
        mark = selectors.mark_for(draft.draft_id, mads)
        assert services.end_unused_help() == 1
        assert shared(draft) == Shared.ALONE
        assert selectors.mark_for(draft.draft_id, mads) != mark  # an open page is told
        assert services.end_unused_help() == 0

    def test_is_kept_while_it_can_be_used(self, mads: Acting, begin: Begin) -> None:
        draft = begin(mads)
        services.ask_for_help(draft_id=draft.draft_id, step="adresse", by=mads)
        clock.freeze(NOW + help_codes.LIVES - timedelta(seconds=1))
        assert services.end_unused_help() == 0
        assert shared(draft) == Shared.ASKED

    def test_leaves_a_proposal_that_waits_for_an_answer(
        self, mads: Acting, begin: Begin, maria: EmployeeInfo
    ) -> None:
        draft = begin(mads)
        here = call(maria)
        joining = here.joins(draft)
        services.propose(
            draft_id=draft.draft_id,
            key="co_name",
            value="Jensen",
            seen_revision=Draft.objects.get(pk=draft.draft_id).revision,
            note="",
            form_key="one",
            by=maria,
        )
        services.leave(joining_id=joining, by=maria)
        clock.freeze(NOW + help_codes.LIVES)
        assert services.end_unused_help() == 0
        assert shared(draft) == Shared.ASKED

    def test_leaves_somebody_who_knocked_with_it(
        self, mads: Acting, begin: Begin, maria: EmployeeInfo
    ) -> None:
        draft = begin(mads)
        call(maria).knocks(draft)
        clock.freeze(NOW + help_codes.LIVES)
        assert services.end_unused_help() == 0
        assert shared(draft) == Shared.KNOCKING
