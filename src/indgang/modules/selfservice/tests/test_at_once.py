"""Two clicks, two tabs, two devices at the same moment: one draft, one submission, nothing lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from indgang.modules.cases.models import Case
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Contact, HelpCodeTry
from indgang.modules.contacts.services import help_codes
from indgang.modules.contacts.services.help_codes import MISSES_EACH
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Answer, Draft, Joining, ProposalAnswer, Submission
from indgang.modules.selfservice.services import Knocked, joining
from indgang.modules.selfservice.services.proposing import ProposalGone
from indgang.modules.selfservice.tests.conftest import Filling, call, staff

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")


Begin = Callable[[Acting], Filling]


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """Carry out all deeds at the same time, each on its own connection; what each gave, or its error."""

    def one(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def test_eight_presses_of_send_are_one_submission(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    keys = ["same", "same", "same", "same", "tab-two", "tab-two", "phone", "retry"]
    sent = at_once([partial(draft.send, key) for key in keys])
    assert len({result.id for result in sent}) == 1
    assert [result.repeated for result in sent].count(False) == 1
    assert Submission.objects.count() == Case.objects.count() == Contact.objects.count() == 1
    assert Message.objects.filter(kind="decision").count() == 1


def test_eight_presses_of_begin_are_one_draft(mads: Acting) -> None:
    begun = at_once([partial(services.begin, solution="flytning", by=mads)] * 8)
    assert len({result.id for result in begun}) == 1
    assert Draft.objects.count() == 1


def test_answers_to_different_questions_at_once_are_all_kept(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    steps: list[tuple[str, dict[str, str]]] = [
        ("dato", {"moving_date": "2026-12-01"}),
        ("bolig", {"relation": "tenant"}),
        ("gammel-bolig", {"old_home": "left"}),
        ("kontakt", {"protection": "no"}),
    ]
    saved = at_once([partial(draft.elsewhere().step, step, values) for step, values in steps])
    assert all(result.ok for result in saved)
    assert len({result.revision for result in saved}) == 4
    kept = set(Answer.objects.filter(source="citizen").values_list("key", flat=True))
    assert {"moving_date", "relation", "old_home", "protection"} <= kept


def test_two_who_send_at_once_for_the_same_flat_are_not_both_granted(
    mads: Acting, person: Callable[..., Acting], begin: Begin
) -> None:
    one = begin(mads).all()
    other = begin(person("bente")).all(who=["bente"])
    outcomes = sorted(result.outcome for result in at_once([one.send, other.send]))
    assert outcomes == ["case", "granted"]


def test_sending_while_another_window_saves_never_sends_what_was_not_seen(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    other = draft.elsewhere()
    outcomes = at_once([draft.send, partial(other.step, "dato", {"moving_date": "2026-12-05"})])
    sent, saved = outcomes
    if isinstance(sent, services.DraftChanged):
        assert saved.ok
        assert not Submission.objects.exists()
    else:
        assert isinstance(saved, services.AlreadySent)
        assert Submission.objects.get().inputs["answers"]["moving_date"]["typed"] == "2026-12-01"


class TestHelp:
    """Somebody helps in the draft at the same moment."""

    @pytest.fixture
    def joined(self, mads: Acting, begin: Begin) -> tuple[Filling, EmployeeInfo, UUID]:
        draft, maria = begin(mads), staff("Maria Kongshøj")
        return draft, maria, call(maria).joins(draft)

    def test_eight_presses_on_a_proposal_are_one_answer(
        self, joined: tuple[Filling, EmployeeInfo, UUID]
    ) -> None:
        draft, maria, _ = joined
        proposal = services.propose(
            draft_id=draft.draft_id,
            key="moving_date",
            value="2026-12-01",
            seen_revision=draft.revision,
            note="",
            form_key="one",
            by=maria,
        )
        settle = partial(
            services.settle_proposal, proposal_id=proposal, seen_revision=draft.revision, by=draft.by
        )
        found = at_once([partial(settle, accept=press % 4 != 3) for press in range(8)])
        assert ProposalAnswer.objects.count() == 1
        taken = ProposalAnswer.objects.get().kind == "accepted"
        wrong = [one for one in found if isinstance(one, Exception)]
        assert not [one for one in wrong if taken or not isinstance(one, ProposalGone)]
        assert Answer.objects.filter(key="moving_date").count() == taken

    def test_eight_presses_of_propose_are_one_proposal(
        self, joined: tuple[Filling, EmployeeInfo, UUID]
    ) -> None:
        draft, maria, _ = joined
        propose = partial(
            services.propose,
            draft_id=draft.draft_id,
            key="moving_date",
            value="2026-12-01",
            seen_revision=draft.revision,
            note="",
            form_key="one",
            by=maria,
        )
        assert len(set(at_once([propose] * 8))) == 1

    def test_whoever_stops_and_whoever_proposes_leave_no_open_door(
        self, joined: tuple[Filling, EmployeeInfo, UUID]
    ) -> None:
        draft, maria, joining = joined
        at_once(
            [
                partial(services.stop, draft_id=draft.draft_id, by=draft.by),
                partial(services.leave, joining_id=joining, by=maria),
                partial(services.stop, draft_id=draft.draft_id, by=draft.by),
                partial(draft.step, "dato", {"moving_date": "2026-12-01"}),
            ]
        )
        assert Joining.objects.filter(state="ended").count() == 1
        assert Draft.objects.get().shared == ""

    def test_a_yes_at_the_counter_and_a_new_code_do_not_wait_for_each_other(
        self, mads: Acting, begin: Begin, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each has locked what it locks first when the other begins."""
        draft, here = begin(mads), call(staff("Maria Kongshøj"), "in_person")
        contacts.identify(contact_id=here.id, party=mads.party, caller=None, by=here.by)
        contacts.check_id(contact_id=here.id, how=IdCheck.PHOTO_ID, by=here.by)
        knocked = here.knocks(draft)
        both = Barrier(2, timeout=10)
        rows, ask = joining.for_staff, help_codes.ask_for_help

        def rows_when_both_have_begun() -> Any:
            both.wait()
            return rows()

        def ask_when_both_have_begun(**values: Any) -> Any:
            both.wait()
            return ask(**values)

        monkeypatch.setattr(joining, "for_staff", rows_when_both_have_begun)
        monkeypatch.setattr(help_codes, "ask_for_help", ask_when_both_have_begun)
        came = at_once(
            [
                partial(services.join_at_counter, joining_id=knocked.joining_id, by=here.by),
                partial(services.ask_for_help, draft_id=draft.draft_id, step="dato", by=mads),
            ]
        )
        assert not [one for one in came if isinstance(one, Exception)]
        assert Joining.objects.get().state == "joined"

    def test_one_code_lets_one_in(self, mads: Acting, begin: Begin) -> None:
        draft = begin(mads)
        code = services.ask_for_help(draft_id=draft.draft_id, step="dato", by=mads)
        calls = [call(staff(name)) for name in ("Maria", "Freddy", "Vibeke", "Ole")]
        found = at_once([partial(services.knock, contact_id=c.id, by=c.by, code=code.code) for c in calls])
        assert len([result for result in found if isinstance(result, Knocked)]) == 1
        assert Joining.objects.count() == 1

    def test_nobody_guesses_more_often_by_guessing_at_once(self, mads: Acting) -> None:
        mine = call(staff("Maria Kongshøj"))
        guess = partial(services.knock, contact_id=mine.id, by=mine.by, code="000000")
        at_once([guess] * (MISSES_EACH + 4))
        assert HelpCodeTry.objects.count() == MISSES_EACH
