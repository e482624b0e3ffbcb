"""What only exists when letters come in, and when somebody sends one to many: made by the same deeds as real ones."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from pypdf import PdfWriter

from indgang.adapters.digital_post.types import Document, MemoFile
from indgang.kernel.ids import new_id
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.models import Template
from indgang.modules.messages.services import bulk
from indgang.modules.messages.tests.coming_in import comes, memo
from indgang.project.demo import registers

LETTER = "lukket_borgerservice"


def give(matters: Sequence[str], supervisor: EmployeeInfo) -> dict[str, dict[str, object]]:
    """A letter that waits in the unit's inbox, and one to many that nobody has started, for each of some citizens."""
    people = registers.people()
    cprs: Mapping[str, str] = {matter: people[matter].cpr for matter in matters}
    letter = Template.objects.get(name=LETTER, current=True).pk
    found: dict[str, dict[str, object]] = {}
    for matter, cpr in cprs.items():
        listed = BytesIO(f"cpr\n{cpr}\n".encode())
        run = bulk.make_bulk(
            run_id=new_id(),
            title="Lukket en uge",
            template=letter,
            unit=supervisor.unit,
            list_file=listed,
            by=supervisor,
        )
        waits = comes(memo(cpr=cpr, point="andet", documents=_with_a_file()))
        found[matter] = {"inbound_id": waits.pk, "many_id": run}
    return found


def _with_a_file() -> tuple[Document, ...]:
    page = BytesIO()
    with PdfWriter() as writer:
        writer.add_blank_page(595, 842)
        writer.write(page)
    words = MemoFile("besked.txt", "text/plain", "Hvornår har I åbent?".encode())
    return Document((words,)), Document(
        (MemoFile("kort.pdf", "application/pdf", page.getvalue()),), "additional"
    )
