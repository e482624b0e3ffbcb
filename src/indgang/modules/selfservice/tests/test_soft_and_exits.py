"""An answer that one may go on without, and where the way ends before anything is sent."""

from datetime import timedelta

import pytest

from indgang.kernel import clock
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services.results import NotFinished
from indgang.modules.selfservice.services.trying import try_out
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import NOW, Filling
from indgang.modules.selfservice.tests.written_in import NO_MITID, Meets, WritingIn


def test_what_is_softly_required_is_told_and_stops_nothing() -> None:
    flat = {key: value for step in kinds.ANSWERS.values() for key, value in step.items()}
    situation = kinds.standing({**flat, "invited": []})
    asked = kinds.asked(situation, "invited")
    assert asked.warning.da == "Skriv helst, hvem der er med. Så går det hurtigere."
    assert (asked.required, asked.lacking) == (False, False)
    assert situation.complete
    assert not kinds.asked(kinds.standing(flat), "invited").warning


def test_the_way_ends_only_when_it_is_known_to() -> None:
    assert kinds.standing({}).way_out is None
    assert kinds.standing({"guests": "100"}).way_out is None
    assert kinds.standing({"guests": "mange"}).way_out is None
    found = kinds.standing({"guests": "101"}).way_out
    assert found is not None
    assert found.id == "too_many"


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("required: soft", "required: no", "soft"),
        ("required: soft", "required: maybe", "write yes, no or soft"),
        ('when: "guests > 100"', 'when: "guests + 1"', "bool is needed"),
        ("{guests} gæster", "{guest} gæster", "names nothing"),
        ("counts: not_entitled", "counts: completed", "not_entitled"),
    ],
)
def test_what_cannot_be_is_refused_at_load(written: str, instead: str, says: str) -> None:
    source = read_source(kinds.FOLDER)
    with pytest.raises(ContentError) as refused:
        ready({**source, "solution.yaml": source["solution.yaml"].replace(written, instead)})
    assert says in " ".join(problem.sentence for problem in refused.value.problems)


@pytest.fixture
def draft(mads: Acting) -> Filling:
    kinds.load()
    draft = kinds.begin(mads)
    for step, values in kinds.ANSWERS.items():
        draft.step(step, values)
    return draft


@pytest.mark.django_db
def test_nothing_is_sent_past_an_exit_and_nothing_is_lost(draft: Filling) -> None:
    draft.step("tal", {"guests": "150"})
    view = selectors.draft(draft.draft_id, draft.by)
    assert view.way_out is not None
    assert view.way_out.text.da == "Du har skrevet 150 gæster. Ring først."
    assert view.saved_step == "tal"
    with pytest.raises(NotFinished):
        draft.send()
    draft.step("tal", {"guests": "15"})
    assert selectors.draft(draft.draft_id, draft.by).way_out is None
    assert draft.send().outcome == "granted"


@pytest.mark.django_db
def test_staff_are_told_of_an_exit_and_may_go_on(draft: Filling, maria: EmployeeInfo, meets: Meets) -> None:
    services.delete_draft(draft_id=draft.draft_id, by=draft.by)
    contact = meets(maria, draft.by)
    info = services.begin_for(solution=kinds.SLUG, contact_id=contact, request=NO_MITID, by=maria)
    entry = WritingIn(entering.acting_in(contact, maria), info.id, info.revision)
    for step, values in kinds.ANSWERS.items():
        entry.step(step, {**values, "guests": "150"} if step == "tal" else values)
    assert entering.entry_step(info.id, "tal", entry.by).way_out is not None
    entry.send()
    assert Submission.objects.count() == 1


@pytest.mark.django_db
def test_an_exit_is_what_comes_of_trying(lyngsoe: object) -> None:
    kinds.load()
    trial = try_out(solution=kinds.SLUG, given={"party": "mads", "answers": {"guests": "150"}})
    assert trial.exit == "too_many"


ENDS = {"left", "not_entitled", "already_done", "completed"}


def ends(draft: Filling) -> list[tuple[str, str, str, str]]:
    """Of each end in the ledger: what it was, about what, and the outcome and handling of the digital contact."""
    rows = Measurement.objects.filter(kind__in=ENDS).values_list("kind", "subject_key")
    contact = Contact.objects.values_list("outcome", "handling").get(source_row=f"draft:{draft.draft_id}")
    return [(*row, *contact) for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize("thrown_away", [True, False], ids=["thrown_away", "too_old"])
def test_a_draft_that_ends_at_an_exit_that_counts_was_not_left(draft: Filling, thrown_away: bool) -> None:
    draft.step("tal", {"guests": "0"})
    assert not Measurement.objects.filter(kind__in=ENDS).exists()  # the answer may still be corrected
    if thrown_away:
        services.delete_draft(draft_id=draft.draft_id, by=draft.by)
    else:
        clock.freeze(NOW + timedelta(days=400))
        assert services.expire_drafts() == 1
    assert ends(draft) == [("not_entitled", kinds.SLUG, "resolved", "automatic")]


@pytest.mark.django_db
@pytest.mark.parametrize("guests", ["150", "12", ""])
def test_any_other_draft_that_is_not_sent_was_left(draft: Filling, guests: str) -> None:
    draft.step("tal", {"guests": guests})
    services.delete_draft(draft_id=draft.draft_id, by=draft.by)
    assert ends(draft) == [("left", "tal", "abandoned", "unknown")]


@pytest.mark.django_db
def test_who_corrects_the_answer_and_sends_has_completed_and_nothing_else(draft: Filling) -> None:
    draft.step("tal", {"guests": "0"})
    draft.step("tal", {"guests": "12"})
    draft.send()
    assert ends(draft) == [("completed", kinds.SLUG, "resolved", "automatic")]
