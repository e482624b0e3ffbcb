"""Somebody writes about a case of their own accord, or answers by post with files."""

import io
from pathlib import Path

import pytest
from PIL import Image

from indgang.kernel.ids import new_id
from indgang.modules.cases import handlers, selectors, services
from indgang.modules.cases.models import FilingEntry, Task
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.files import services as files
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages
from indgang.modules.messages.events import MessageReceived, ReplyReceived


class Upload:
    name = "kvittering.png"

    def __init__(self) -> None:
        out = io.BytesIO()
        Image.new("RGB", (20, 20), "white").save(out, "PNG")
        self.content = out.getvalue()
        self.size = len(self.content)

    def read(self, num_bytes: int = -1) -> bytes:
        return self.content if num_bytes < 0 else self.content[:num_bytes]


def with_file(message_id: object, by: Acting) -> None:
    files.put(
        found=files.read(Upload()),
        owner=messages.enclosed_with(str(message_id)),
        title="Kvittering",
        by=by.actor,
    )


def test_a_letter_about_a_case_is_filed_and_read_by_somebody(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting, tmp_path: Path
) -> None:
    letter = new_id()
    with_file(letter, maja)
    for _again in range(2):
        handlers.on_message_received(MessageReceived(case.case_key, letter, "folkeregister"))
    assert [task.title["da"] for task in Task.objects.filter(case=case.id)] == ["Læs brevet fra borgeren"]
    assert FilingEntry.objects.filter(case=case.id, document=f"message:{letter}").count() == 1
    found = selectors.attachments(selectors.case_for_staff(case.id, ole))
    assert [one.title for one in found] == ["Kvittering"]


def test_a_letter_that_answers_nothing_lets_the_case_wait(case: CaseInfo, ole: EmployeeInfo) -> None:
    services.take(case_id=case.id, by=ole)
    handlers.on_message_received(MessageReceived(case.case_key, new_id(), "folkeregister"))
    assert selectors.case_for_staff(case.id, ole).info.state is CaseState.OPEN


def test_files_that_came_with_an_answer_are_the_cases(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    answer = new_id()
    with_file(answer, maja)
    handlers.on_reply(ReplyReceived(case.case_key, new_id(), answer))
    found = selectors.attachments(selectors.case_for_staff(case.id, ole))
    assert [one.title for one in found] == ["Kvittering"]


@pytest.mark.parametrize(
    "key", ["", "draft:1", f"case:{new_id()}"], ids=["none", "a draft", "a case that is not there"]
)
def test_what_belongs_to_no_case_of_ours_is_left_alone(case: CaseInfo, key: str) -> None:
    handlers.on_message_received(MessageReceived(key, new_id(), "folkeregister"))
    assert not Task.objects.exists()
