"""Files of a case: from the house and from the party, filed, read with a trace, and taken out with a reason."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.uploads import BadFile
from indgang.kernel.uploads.testing import pdf, picture
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors, services
from indgang.modules.cases.models import Case, FilingEntry, Step, Task
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.services import BadInput, NotAllowed, StaleCase, TakeFirst
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import FilingDirection, StepKind
from indgang.modules.contacts.models import Contact
from indgang.modules.files import selectors as stored
from indgang.modules.files import services as files
from indgang.modules.files.models import StoredFile
from indgang.modules.files.vocabulary import FileInfo
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.messages import selectors as messages
from indgang.modules.messages.services import CannotReply

IN = FilingDirection.IN


def upload(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("lejekontrakt.pdf", content or pdf())


def attach(case: CaseInfo, by: EmployeeInfo, title: str = "Lejekontrakt", content: bytes = b"") -> FileInfo:
    return services.attach(case_id=case.id, upload=upload(content), title=title, direction=IN, by=by)


def collect(owner: str, by: Acting, title: str = "", content: bytes = b"") -> FileInfo:
    return files.keep(upload=upload(content), owner=owner, title=title, by=by.actor)


def filed(case: CaseInfo) -> list[str]:
    return list(FilingEntry.objects.filter(case=case.id).values_list("document", flat=True))


def test_a_scan_is_kept_filed_and_told(case: CaseInfo, ole: EmployeeInfo) -> None:
    found = attach(case, ole)
    assert attach(case, ole) == found  # the same press again
    assert filed(case).count(f"file:{found.id}") == 1
    entry = FilingEntry.objects.get(document=f"file:{found.id}")
    assert (entry.direction, entry.theme["da"]) == ("in", "Bilag: Lejekontrakt")
    seen = selectors.case_for_staff(case.id, ole)
    assert selectors.attachments(seen) == (found,)
    assert (found.added_by_name, found.title, found.pages) == (ole.name, "Lejekontrakt", 1)
    [step] = Step.objects.filter(kind=StepKind.FILE_ADDED)
    assert (step.text["da"], step.internal) == ("Vi lagde et bilag på din sag", "Lejekontrakt")
    assert Event.objects.filter(action="case_file_added", actor=ole.actor.key).count() == 1


def test_a_clerk_adds_and_reads_and_takes_nothing_out(case: CaseInfo, maria: EmployeeInfo) -> None:
    found = attach(case, maria)
    assert services.opened(case_id=case.id, file_id=found.id, by=maria) == found
    with pytest.raises(NotAllowed):
        services.take_out(case_id=case.id, file_id=found.id, why="Forkert sag", by=maria)


def test_another_department_meets_nothing(case: CaseInfo, ole: EmployeeInfo, tina: EmployeeInfo) -> None:
    found = attach(case, ole)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: attach(case, tina),
        lambda: services.opened(case_id=case.id, file_id=found.id, by=tina),
        lambda: services.take_out(case_id=case.id, file_id=found.id, why="Forkert", by=tina),
        lambda: services.opened(case_id=UUID(int=1), file_id=found.id, by=ole),
        lambda: services.opened(case_id=case.id, file_id=UUID(int=1), by=ole),
    )
    for deed in deeds:
        with pytest.raises(NotYours):
            deed()
    assert not Event.objects.filter(action="file_seen").exists()


def test_a_file_of_another_case_is_not_found_through_this_one(
    open_case: Callable[..., CaseInfo], case: CaseInfo, ole: EmployeeInfo
) -> None:
    other = open_case(key="submission:2")
    found = attach(other, ole)
    with pytest.raises(NotYours):
        services.opened(case_id=case.id, file_id=found.id, by=ole)


def test_a_protected_case_is_taken_before_its_files_are_seen(
    open_case: Callable[..., CaseInfo], ole: EmployeeInfo, lise: EmployeeInfo
) -> None:
    case = open_case(finding=finding(sensitive=True))
    services.take(case_id=case.id, by=ole)
    found = attach(case, ole)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: attach(case, lise),
        lambda: services.opened(case_id=case.id, file_id=found.id, by=lise),
        lambda: services.take_out(case_id=case.id, file_id=found.id, why="Forkert", by=lise),
    )
    for deed in deeds:
        with pytest.raises(TakeFirst):
            deed()
    assert selectors.attachments(selectors.case_for_staff(case.id, lise)) == ()


def test_who_opens_a_file_leaves_a_trace_for_the_citizen(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    found = attach(case, ole)
    services.opened(case_id=case.id, file_id=found.id, by=ole)
    row = Event.objects.get(action="file_seen")
    assert (row.actor, row.object, row.party) == (ole.actor.key, f"file:{found.id}", maja.party.key)
    assert row.purpose == "læse et bilag"


def test_what_is_refused_changes_nothing(case: CaseInfo, ole: EmployeeInfo) -> None:
    with pytest.raises(BadFile):
        attach(case, ole, content=b"no file of any kind")
    assert Case.objects.get(pk=case.id).version == 1
    assert not StoredFile.objects.exists()


def test_a_decision_that_did_not_see_the_new_file_is_stopped(
    case: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo
) -> None:
    attach(case, lise)
    with pytest.raises(StaleCase):
        services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)


def test_a_file_filed_wrongly_goes_out_with_a_reason(case: CaseInfo, ole: EmployeeInfo, maja: Acting) -> None:
    found = attach(case, ole)
    for why in ("", "  ", "x" * 301):
        with pytest.raises(BadInput):
            services.take_out(case_id=case.id, file_id=found.id, why=why, by=ole)
    gone = services.take_out(case_id=case.id, file_id=found.id, why="Hører til en anden sag", by=ole)
    services.take_out(case_id=case.id, file_id=found.id, why="Igen", by=ole)
    with pytest.raises(NotYours):
        services.opened(case_id=case.id, file_id=found.id, by=ole)
    [shown] = selectors.attachments(selectors.case_for_staff(case.id, ole))
    assert (shown.set_aside_by_name, shown.set_aside_why) == (ole.name, "Hører til en anden sag")
    assert filed(case).count(f"file:{found.id}") == filed(case).count(f"out:{gone.id}") == 1
    assert stored.place_of(found.sha256).is_file()
    told = [str(step.text) for step in selectors.case_of(case.id, maja.party).steps]
    assert not any("Lejekontrakt" in text or "Hører til en anden" in text for text in told)


def test_the_party_sends_what_it_collected_once(case: CaseInfo, maja: Acting, ole: EmployeeInfo) -> None:
    basket = selectors.basket_for_case(case.id, maja)
    one = collect(basket.owner, maja, "Lejekontrakt")
    collect(basket.owner, maja, "Billede", picture())
    assert selectors.own_attachments(case.id, maja.party) == ()
    assert selectors.attachments(selectors.case_for_staff(case.id, ole)) == ()
    assert services.send_files(case_id=case.id, by=maja) == 2
    assert services.send_files(case_id=case.id, by=maja) == 0
    assert [file.title for file in selectors.own_attachments(case.id, maja.party)] == [
        "Lejekontrakt",
        "Billede",
    ]
    assert selectors.own_attachment(case.id, one.id, maja.party).id == one.id
    assert f"file:{one.id}" in filed(case)
    task = Task.objects.get(case=case.id)
    assert (task.key, task.title["da"]) == (f"files:{one.id}", "Læs bilag fra borgeren")
    assert Contact.objects.filter(source_row=f"file:{one.id}").count() == 1
    assert Case.objects.get(pk=case.id).version == 2
    assert str(selectors.case_of(case.id, maja.party).steps[-1].text) == "Du sendte os 2 bilag"


def test_nobody_reaches_anothers_case_or_basket(
    case: CaseInfo, maja: Acting, bo: Acting, ole: EmployeeInfo
) -> None:
    collect(selectors.basket_for_case(case.id, maja).owner, maja)
    mine = attach(case, ole)
    for deed in (
        lambda: selectors.basket_for_case(case.id, bo),
        lambda: services.send_files(case_id=case.id, by=bo),
        lambda: selectors.own_attachments(case.id, bo.party),
        lambda: selectors.own_attachment(case.id, mine.id, bo.party),
        lambda: selectors.own_attachment(
            case.id, mine.id, maja.party
        ),  # what staff added is not hers to fetch
        lambda: selectors.basket_for_case(UUID(int=1), maja),
    ):
        with pytest.raises(NotYours):
            deed()


def test_who_acts_for_the_party_has_a_basket_of_their_own(case: CaseInfo, maja: Acting, bo: Acting) -> None:
    helper = Acting(bo.actor, maja.party, Ground.GUARDIAN, mandate="x")
    mine = selectors.basket_for_case(case.id, maja).owner
    collect(mine, maja)
    with pytest.raises(NotYours):  # a ground that does not hold
        selectors.basket_for_case(case.id, helper)
    assert bo.actor.key not in mine


def test_a_withdrawn_case_takes_no_more_files(case: CaseInfo, maja: Acting) -> None:
    services.withdraw(case_id=case.id, why="", by=maja)
    with pytest.raises(NotYours):
        selectors.basket_for_case(case.id, maja)


@pytest.fixture
def question(case: CaseInfo, ole: EmployeeInfo) -> UUID:
    until = clock.today() + timedelta(days=10)
    return services.ask(
        case_id=case.id, question="Send lejekontrakten", reply_by=until, by=ole, seen_version=1
    )


def test_an_answer_takes_its_files_along(
    case: CaseInfo, question: UUID, maja: Acting, ole: EmployeeInfo
) -> None:
    owner = selectors.basket_for_answer(question, maja).owner
    found = collect(owner, maja, "Lejekontrakt")
    reply_id = services.answer(message_id=question, text="Her er den", by=maja)
    assert services.answer(message_id=question, text="Her er den", by=maja) == reply_id
    assert Case.objects.get(pk=case.id).state == "open"
    assert {f"message:{reply_id}", f"file:{found.id}"} <= set(filed(case))
    assert Task.objects.filter(case=case.id).count() == 1  # one task for both
    assert selectors.attachments(selectors.case_for_staff(case.id, ole))[0].title == "Lejekontrakt"
    assert selectors.basket_for_answer(question, maja).files == ()


def test_with_a_file_the_words_may_be_left_out(question: UUID, maja: Acting) -> None:
    with pytest.raises(CannotReply):
        services.answer(message_id=question, text=" ", by=maja)
    collect(selectors.basket_for_answer(question, maja).owner, maja)
    reply_id = services.answer(message_id=question, text=" ", by=maja)
    assert str(messages.message(reply_id, party=maja.party).letter.blocks[0].text) == "Se mit bilag."


def test_a_second_file_with_the_same_words_is_sent_too(case: CaseInfo, question: UUID, maja: Acting) -> None:
    for pages in (1, 2):
        collect(selectors.basket_for_answer(question, maja).owner, maja, content=pdf(pages=pages))
        services.answer(message_id=question, text="", by=maja)
    assert len(selectors.own_attachments(case.id, maja.party)) == 2


def test_a_message_that_asks_nothing_takes_no_files(
    case: CaseInfo, question: UUID, maja: Acting, bo: Acting
) -> None:
    reply_id = services.answer(message_id=question, text="Ja", by=maja)
    for message_id, by in ((reply_id, maja), (question, bo), (UUID(int=1), maja)):
        with pytest.raises(NotYours):
            selectors.basket_for_answer(message_id, by)


def test_a_drafts_files_are_filed_with_the_case_that_it_becomes(case: CaseInfo, maja: Acting) -> None:
    draft = f"draft:{UUID(int=7)}"
    found = collect(draft, maja, "Papirblanket")
    assert [one.id for one in services.take_over_files(case_id=case.id, owner=draft, by=maja.actor)] == [
        found.id
    ]
    assert services.take_over_files(case_id=case.id, owner=draft, by=maja.actor) == []
    assert f"file:{found.id}" in filed(case)
    with pytest.raises(NotYours):
        services.take_over_files(case_id=UUID(int=1), owner=draft, by=maja.actor)


def test_a_case_of_today_has_the_files_of_its_party_in_its_list(case: CaseInfo, ole: EmployeeInfo) -> None:
    attach(case, ole, title="010203-1234")
    assert [str(row.theme) for row in selectors.filing_of(case.id, ole)][-1] == "Bilag: [cpr]"
    assert date(2026, 5, 4) == selectors.filing_of(case.id, ole)[-1].at.date()
