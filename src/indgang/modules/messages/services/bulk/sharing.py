"""One file for all, when a letter to many is the same to each of them."""

from uuid import UUID

from indgang.adapters.letters.types import CannotRender
from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.messages import rules
from indgang.modules.messages.models import BulkRun, Message
from indgang.modules.messages.selectors import file_path, sheet_of
from indgang.modules.messages.selectors.bulk import SAME_FOR_ALL
from indgang.modules.messages.services import files
from indgang.modules.messages.services.rows import SharedFile
from indgang.modules.messages.vocabulary import BulkState, Letter


def shared_file(run_id: UUID) -> SharedFile | None:
    """The file that is everybody's letter, made when it is not there; None when each needs one of their own.

    Its date is today's, so a run of several days has one file a day. Called outside any transaction.
    """
    run = BulkRun.objects.select_related("template").filter(pk=run_id, state=BulkState.RUNNING).first()
    if run is None:
        return None
    letter = Letter.of(run.template.letter)
    if rules.placeholders_in(letter) - SAME_FOR_ALL:
        return None
    today = clock.now().astimezone(COPENHAGEN).date()
    if not (run.pdf_sha256 and run.pdf_day == today and file_path(run.pdf_sha256).is_file()):
        same = rules.fill(letter, {name: Text.of(value) for name, value in run.values.items()})
        sha256 = _make(run, same)
        if not sha256:
            return None
        run.pdf_sha256 = sha256
        BulkRun.objects.filter(pk=run_id).update(pdf_sha256=sha256, pdf_day=today)
    return SharedFile(run.pdf_sha256, file_path(run.pdf_sha256).stat().st_size)


def _make(run: BulkRun, letter: Letter) -> str:
    """Print the letter without a name. Returns its SHA-256; empty when there is no PDF: then each gets its own try."""
    message = Message(
        title=letter.title.as_json(),
        letter=letter.as_json(),
        unit=run.unit,
        recipient="",
        created_at=clock.now(),
    )
    try:
        rendered = files.press().render(sheet_of(message))
    except CannotRender:
        return ""
    return files.store(rendered.content) if rendered.kind == "pdf" else ""
