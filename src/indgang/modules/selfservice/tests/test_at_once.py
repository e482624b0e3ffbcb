"""Two clicks, two tabs, two devices at the same moment: one draft, one submission, nothing lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection

from indgang.modules.cases.models import Case
from indgang.modules.contacts.models import Contact
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Answer, Draft, Submission
from indgang.modules.selfservice.tests.conftest import Filling

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
