"""A file as the answer to a question: attached, taken away, sent with the case, gone with the draft."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter

from indgang.kernel.errors import NotYours
from indgang.modules.cases.models import Case
from indgang.modules.files import selectors as files
from indgang.modules.files.vocabulary import BadFile
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import read_source
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services import attaching
from indgang.modules.selfservice.services.trying import BadTrial, try_out
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.tests.written_in import NO_MITID, Meets

pytestmark = pytest.mark.django_db


class Upload(BytesIO):
    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name, self.size = name, len(content)


def pdf(pages: int = 1, name: str = "Lejekontrakt.pdf") -> Upload:
    writer, out = PdfWriter(), BytesIO()
    for number in range(pages):
        writer.add_blank_page(width=200 + number, height=200)
    writer.write(out)
    return Upload(out.getvalue(), name)


@pytest.fixture
def draft(mads: Acting, settings: Any, tmp_path: Any) -> Filling:
    settings.DATA_DIR = tmp_path
    settings.FILES_DIR = tmp_path
    kinds.load()
    return kinds.begin(mads)


def attach(draft: Filling, upload: Upload, key: str = "papers") -> str:
    return str(services.attach(draft_id=draft.draft_id, key=key, upload=upload, title="", by=draft.by).id)


def shown(draft: Filling) -> list[str]:
    view = selectors.step_view(draft.draft_id, "valg", draft.by)
    return [option.label.da for field in view.fields if field.key == "papers" for option in field.options]


def test_files_come_and_go(draft: Filling) -> None:
    first = attach(draft, pdf())
    attach(draft, pdf(2, "Budget.pdf"))
    attach(draft, pdf())  # the same content again
    assert sorted(shown(draft)) == ["Budget", "Lejekontrakt"]
    for _ in range(2):
        services.detach(draft_id=draft.draft_id, key="papers", file_id=first, by=draft.by)
    assert shown(draft) == ["Budget"]
    assert [one.title for one in files.files_of(f"draft:{draft.draft_id}")] == ["Budget"]


def test_the_same_file_under_two_questions_stays_until_neither_has_it(
    mads: Acting, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = settings.FILES_DIR = tmp_path
    source = read_source(kinds.FOLDER)
    asked = "      - id: papers\n        kind: upload\n"
    other = "      - id: more\n        kind: upload\n        label: { da: Mere, en: More }\n"
    changed = {**source, "solution.yaml": source["solution.yaml"].replace(asked, other + asked)}
    monkeypatch.setattr(kinds, "read_source", lambda folder: changed)
    kinds.load()
    draft = kinds.begin(mads)
    first, second = attach(draft, pdf()), attach(draft, pdf(), "more")
    assert first == second
    services.detach(draft_id=draft.draft_id, key="more", file_id=first, by=draft.by)
    assert shown(draft) == ["Lejekontrakt"]
    assert [one.title for one in files.files_of(f"draft:{draft.draft_id}")] == ["Lejekontrakt"]
    services.detach(draft_id=draft.draft_id, key="papers", file_id=first, by=draft.by)
    assert files.files_of(f"draft:{draft.draft_id}") == []


def test_a_paper_that_staff_take_out_answers_no_question_any_more(
    mads: Acting, maria: EmployeeInfo, meets: Meets, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = settings.FILES_DIR = tmp_path
    kinds.load()
    contact = meets(maria, mads)
    info = services.begin_for(solution=kinds.SLUG, contact_id=contact, request=NO_MITID, by=maria)
    acting = entering.acting_in(contact, maria)
    given: dict[str, Any] = {"draft_id": info.id, "title": "", "by": acting}
    file = services.attach(key="papers", upload=pdf(), **given)
    services.attach(key="papers", upload=pdf(2, "Budget.pdf"), **given)
    for _ in range(2):
        services.take_out(draft_id=info.id, file_id=file.id, by=acting)
    assert [one.title for one in files.files_of(f"draft:{info.id}")] == ["Budget"]
    fields = entering.entry_step(info.id, "valg", acting).fields
    assert [option.label.da for one in fields if one.key == "papers" for option in one.options] == ["Budget"]


def test_a_page_that_is_saved_leaves_them_alone(draft: Filling) -> None:
    attach(draft, pdf())
    draft.revision = selectors.draft(draft.draft_id, draft.by).info.revision
    draft.step("valg", {"contact": "mads", "papers": []})
    draft.step("valg", {"papers": ["00000000-0000-0000-0000-000000000000"]})
    assert shown(draft) == ["Lejekontrakt"]


def test_what_is_no_question_for_files_takes_none(draft: Filling, sofie: Acting) -> None:
    for key in ("contact", "nothing", "wishes.r1.place"):
        with pytest.raises(NotYours):
            attach(draft, pdf(), key)
    with pytest.raises(NotYours):
        services.attach(draft_id=draft.draft_id, key="papers", upload=pdf(), title="", by=sofie)
    with pytest.raises(BadFile):
        attach(draft, Upload(b"no pdf at all", "x.pdf"))
    assert shown(draft) == []


def test_there_is_an_end_to_how_many(draft: Filling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "MOST_FILES", 1)
    attach(draft, pdf())
    with pytest.raises(BadFile):
        attach(draft, pdf(2))


def test_they_go_to_the_case_and_stay_in_what_was_decided_from(draft: Filling) -> None:
    attach(draft, pdf(3))
    draft.revision = selectors.draft(draft.draft_id, draft.by).info.revision
    for step, values in kinds.ANSWERS.items():
        draft.step(step, values)
    draft.send()
    submission = Submission.objects.get()
    rows = [row["value"]["da"] for row in submission.application[2]["rows"]]
    assert "Lejekontrakt" in rows
    case = Case.objects.get()
    assert [one.title for one in files.files_of(f"case:{case.pk}")] == ["Lejekontrakt"]
    again = Situation(kinds.every_kind(), Inputs.of(submission.inputs))
    assert again.facts.get("papers") == [{"name": "Lejekontrakt", "kind": "pdf", "pages": 3}]


def test_those_of_a_question_that_is_hidden_are_not_sent(
    mads: Acting, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = settings.FILES_DIR = tmp_path
    source = read_source(kinds.FOLDER)
    asked = 'kind: upload\n        show_when: "rent > kr(5000)"\n'
    changed = {**source, "solution.yaml": source["solution.yaml"].replace("kind: upload\n", asked)}
    monkeypatch.setattr(kinds, "read_source", lambda folder: changed)
    kinds.load()
    draft = kinds.begin(mads)
    draft.step("tal", {"rent": "9000"})
    attach(draft, pdf())
    draft.revision = selectors.draft(draft.draft_id, draft.by).info.revision
    for step, values in kinds.ANSWERS.items():
        draft.step(step, values)
    sent = draft.send()
    for owner in (f"case:{sent.case_id}", f"draft:{draft.draft_id}"):
        assert files.files_of(owner) == []


def test_a_correction_has_them_too(draft: Filling) -> None:
    attach(draft, pdf(3))
    draft.revision = selectors.draft(draft.draft_id, draft.by).info.revision
    for step, values in kinds.ANSWERS.items():
        draft.step(step, {**values, "rent": "9000"} if step == "tal" else values)
    draft.send()
    first = Submission.objects.get()
    info = services.correct(submission_id=first.pk, by=draft.by)
    again = Filling(draft.by, info.id, info.revision)
    assert shown(again) == ["Lejekontrakt"]
    again.step("tal", {"rent": "8000"})
    again.step("numre", {"helper": "010190-1234"})
    sent = again.send().case_id
    assert sent is not None
    case = Case.objects.get(pk=sent)
    for key in (str(case.pk), str(first.case_id)):
        assert [one.title for one in files.files_of(f"case:{key}")] == ["Lejekontrakt"]


def test_they_go_with_the_draft(draft: Filling) -> None:
    attach(draft, pdf())
    services.delete_draft(draft_id=draft.draft_id, by=draft.by)
    assert files.files_of(f"draft:{draft.draft_id}") == []


def test_they_can_be_tried_out(lyngsoe: object) -> None:
    kinds.load()
    trial = try_out(solution=kinds.SLUG, given={"party": "mads", "answers": {"papers": ["Lejekontrakt"]}})
    assert Situation(kinds.every_kind(), trial.inputs).facts.get("papers") == [
        {"name": "Lejekontrakt", "kind": "pdf", "pages": 1}
    ]
    with pytest.raises(BadTrial):
        try_out(solution=kinds.SLUG, given={"party": "mads", "answers": {"papers": [1]}})
