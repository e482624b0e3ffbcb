"""Rasmus is asked for something, and sends it without scripts; Ole reads it, and lays a scan beside it."""

import re
from collections.abc import Callable
from pathlib import Path

from indgang.kernel.uploads.testing import in_root, named, pdf, picture
from tests.journeys import verbs
from tests.journeys.visitor import Visitor

SCRIPT = in_root("/OpenAction", named(S="/JavaScript", JS="app.alert(1)"))


def test_rasmus_sends_what_he_was_asked_for(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    rasmus, ole = visit(javascript=False), visit()
    number = rasmus_answers(rasmus, tmp_path)
    rasmus_sends_one_more(rasmus, tmp_path)
    ole_reads_it(ole, number, tmp_path)
    rasmus_fetches_it_again(rasmus)


def _chooses(visitor: Visitor, folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.write_bytes(content)
    visitor.page.get_by_label(re.compile("^Vælg en fil")).first.set_input_files(path)


def rasmus_answers(rasmus: Visitor, folder: Path) -> str:
    """Gives the number of his case."""
    rasmus.opens("/min-side/")
    verbs.logs_in_as(rasmus, "Rasmus Tofte")
    rasmus.follows("Svar nu")
    rasmus.types_in("Dit svar", "Her er papiret.")
    _chooses(rasmus, folder, "papir.docx", b"PK\x03\x04 a file of a word processor")
    with rasmus.complaints.expecting(422):
        rasmus.presses("Læg filen til")
        rasmus.sees("Gem den som PDF, og send den nye fil.")
        _chooses(rasmus, folder, "kontrakt.pdf", pdf(SCRIPT))
        rasmus.presses("Læg filen til")
        rasmus.sees("Filen har et program i sig.")
    _chooses(rasmus, folder, "forkert.jpg", picture())
    rasmus.presses("Læg filen til")
    _chooses(rasmus, folder, "kontrakt.pdf", pdf(pages=2))
    rasmus.types_in("Hvad er det?", "Lejekontrakt")
    rasmus.presses("Læg filen til")
    rasmus.sees("Klar til at blive sendt", "2 sider", "Send dit svar og 2 bilag")
    rasmus.presses("Fjern forkert")
    assert rasmus.page.get_by_label("Dit svar").input_value() == "Her er papiret."
    rasmus.presses("Send dit svar og et bilag")
    rasmus.sees("Vi har fået dit svar.")
    rasmus.follows("Sagen")
    rasmus.sees("Du sendte os et bilag", "Lejekontrakt")
    found = re.search(r"\d\d-\d{6}", rasmus.page.locator("main").inner_text())
    assert found
    return found[0]


def rasmus_sends_one_more(rasmus: Visitor, folder: Path) -> None:
    rasmus.follows("Send et bilag")
    with rasmus.complaints.expecting(422):
        rasmus.presses(re.compile("^Send$"))
        rasmus.sees("Vælg en fil.")
    rasmus.unfolds("Hvad kan jeg sende?")
    _chooses(rasmus, folder, "foto.png", picture("PNG"))
    rasmus.presses("Læg filen til")
    rasmus.sees("Bilaget er lagt til. Det er ikke sendt endnu.")
    rasmus.presses("Send bilaget")
    rasmus.sees("Vi har fået dit bilag.")


def ole_reads_it(ole: Visitor, number: str, folder: Path) -> None:
    verbs.staff_logs_in_as(ole, "Ole Damgård")
    ole.follows(re.compile(number))
    if ole.page.get_by_role("button", name="Tag sagen").count():
        ole.presses("Tag sagen")
    ole.sees("Læs svaret fra borgeren", "Læs bilag fra borgeren", "Lejekontrakt", "foto")
    assert ole.downloads("Lejekontrakt (hent)") == pdf(pages=2)
    ole.follows("Læg et bilag på sagen")
    _chooses(ole, folder, "tegning.pdf", bytes(10 * 1024 * 1024 + 1))
    ole.sees("Filen er for stor. Vælg en mindre, eller del den i flere.")  # before it is sent
    ole.looks()
    _chooses(ole, folder, "skan.pdf", pdf(pages=3))
    ole.does_not_see("Filen er for stor.")
    ole.types_in("Hvad handler det om?", "Brev fra udlejer")
    ole.presses("Læg bilaget på sagen")
    ole.sees("Bilaget ligger på sagen.", "Brev fra udlejer", "3 sider")
    ole.follows("Lagt forkert? Brev fra udlejer")
    with ole.complaints.expecting(422):
        ole.presses("Tag bilaget ud")
    ole.types_in("Hvorfor hører det ikke til sagen?", "Det er et andet lejemål.")
    ole.presses("Tag bilaget ud")
    ole.sees("Bilaget er taget ud af sagen.", "Det er et andet lejemål.")
    ole.follows("Se sagens dokumenter")
    ole.sees("Bilag: Lejekontrakt", "Taget ud, lagt forkert: Brev fra udlejer")


def rasmus_fetches_it_again(rasmus: Visitor) -> None:
    rasmus.page.reload()
    rasmus.looks()
    assert rasmus.downloads("Lejekontrakt (hent)") == pdf(pages=2)
    rasmus.does_not_see("Brev fra udlejer")
    rasmus.opens("/min-side/hvem-har-set/")
    rasmus.sees("Åbnede et bilag i din sag")
