"""What a clerk writes in for citizens who asked for it: one application that is begun, and one that is sent."""

from collections.abc import Mapping
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from indgang.kernel import clock
from indgang.kernel.strict_yaml import load_document
from indgang.kernel.uploads.testing import pdf
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.files import services as files
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors as drafts
from indgang.modules.selfservice import services as selfservice
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services import StaffRequest
from indgang.modules.selfservice.vocabulary import Circumstance, EntryReason, SaidYes
from indgang.project.demo import history, registers

BEGUN, SENT = "torben", "freja"
HOME = {"freja": "mosekrogen-12"}
"""Where the application that is sent says that they move to."""


def write(
    people: Mapping[str, str], things: Mapping[str, Mapping[str, object]], clerk: EmployeeInfo
) -> dict[tuple[str, bool], dict[str, object]]:
    """By matter, and whether it was sent: the parts of the address that name it."""
    begun = _begin(BEGUN, things, clerk)
    contact = things[BEGUN]["contact_id"]
    scan = SimpleUploadedFile("skema.pdf", pdf())
    file = files.keep(upload=scan, owner=f"draft:{begun}", title="Skema", by=clerk.actor)
    found: dict[tuple[str, bool], dict[str, object]] = {
        (BEGUN, False): {"contact_id": contact, "draft_id": begun, "file_id": file.id}
    }
    draft, letter = _sent(things, clerk)
    found[SENT, True] = {"contact_id": things[SENT]["contact_id"], "draft_id": draft, "message_id": letter}
    return found


def _begin(matter: str, things: Mapping[str, Mapping[str, object]], clerk: EmployeeInfo) -> UUID:
    request = StaffRequest(
        EntryReason.SPECIAL, clock.today(), Channel.IN_PERSON, circumstance=Circumstance.NO_MITID
    )
    contact = str(things[matter]["contact_id"])
    return selfservice.begin_for(solution=history.SOLUTION, contact_id=contact, request=request, by=clerk).id


def _sent(things: Mapping[str, Mapping[str, object]], clerk: EmployeeInfo) -> tuple[UUID, UUID]:
    """Sent as the demo's own matters are, but by the clerk."""
    draft = _begin(SENT, things, clerk)
    by = entering.acting_in(str(things[SENT]["contact_id"]), clerk)
    matters = load_document(registers.folder() / "history.yaml").as_shape(history.History).matters
    like = next(one for one in matters if one.id == SENT).model_copy(update={"to": HOME[SENT], "moves": 5})
    revision = drafts.draft(draft, by).info.revision
    for step, values in history._answers(like).items():
        revision = selfservice.answer(
            draft_id=draft, step=step, values=values, seen_revision=revision, by=by
        ).revision
    selfservice.submit(draft_id=draft, key="every-address", by=by, seen_revision=revision, yes=SaidYes.ALOUD)
    letter = Message.objects.filter(person=UUID(by.party.id), direction="out").order_by("-created_at", "-pk")[
        0
    ]
    return draft, letter.pk
