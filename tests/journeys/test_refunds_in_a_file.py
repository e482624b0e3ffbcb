"""Peter's company sends its refunds in one file. Three rows are wrong; he corrects them, and sends those too."""

from collections.abc import Callable, Sequence
from datetime import date

from indgang.kernel.tables import as_csv
from tests.journeys import verbs
from tests.journeys.visitor import Visitor

HERE = "/selvbetjening/sygedagpenge-refusion/mange/"
COMPANY = "Lyngsø Flyttefirma ApS"
EMPLOYEES = ("Signe Bakholm", "Mikkel Overby", "Dorthe Nordmann", "Freja Sandkær", "Lars Kildevang")
"""The company has reported no pay for them, so a person looks at each, and no letter gets into another story."""
HEAD = (
    *(
        "CPR-nummer",
        "Første sygedag",
        "Fravær",
        "Ansat længe nok",
        "Andet land",
        "Rask igen",
        "Sidste sygedag",
    ),
    *("Meldt andre steder", "Betalt under sygdom", "Søges fra", "Søges til", "Timer om ugen", "Timer syg"),
    *("Løn for timerne", "Beløb I søger om", "Telefon"),
)
SENDS = "Det, vi har svaret, er rigtigt. Vi siger til, når medarbejderen er rask"


def test_a_company_sends_many_refunds_and_corrects_three(visit: Callable[..., Visitor]) -> None:
    peter = visit()
    logs_in_for_the_company(peter)
    uploads(peter, five_rows())
    peter.looks_again_until("3 rækker med fejl")
    peter.sees("Række 4", "Række 5", "Række 6", "Se filen igennem, og send")
    peter.does_not_see(*verbs.numbers_of(*EMPLOYEES))
    sends(peter, "Send 2 rækker")
    peter.looks_again_until("2 rækker er sendt")
    peter.sees("Række 2, kvittering", "Række 3, kvittering", "Modtaget. Vi ser på den")
    corrected = corrects(what_is_wrong(peter))

    peter.follows("Læg den rettede fil op")
    with peter.complaints.expecting(409):
        uploads(peter, five_rows())
    peter.sees("Den fil har I lagt op før.")
    uploads(peter, corrected)
    peter.looks_again_until("Klar til at blive sendt")
    sends(peter, "Send 3 rækker")
    peter.looks_again_until("3 rækker er sendt")
    peter.follows("Række 2, kvittering")
    peter.sees("Lyngsø Flyttefirma ApS")


def logs_in_for_the_company(peter: Visitor) -> None:
    peter.opens("/selvbetjening/sygedagpenge-refusion/")
    peter.follows("Har I mange? Send dem på én gang i en fil")
    peter.presses("Log ind med MitID (demo)")
    peter.presses(f"Log ind for {COMPANY} som Peter Nordkær")
    peter.sees("Send mange på én gang", COMPANY)
    peter.unfolds("Det skal stå i kolonnerne")
    peter.sees("Første sygedag", "Skriv et af disse: Løn, Sygedagpenge i de første dage")
    peter.looks()


def uploads(peter: Visitor, content: bytes) -> None:
    peter.page.get_by_label("Jeres fil", exact=True).set_input_files(
        {"name": "refusion.csv", "mimeType": "text/csv", "buffer": content}
    )
    peter.presses("Læg filen op")


def sends(peter: Visitor, button: str) -> None:
    peter.ticks(SENDS)
    peter.presses(button)


def a_row(cpr: str, *, until: date | None = None, claimed: str = "2.000,50") -> Sequence[str]:
    """Somebody who fell ill 34 days ago, so that the refund begins four days ago."""
    ill, first, last = verbs.in_days(-34), verbs.in_days(-4), until or verbs.in_days(-1)
    days = [f"{day:%d-%m-%Y}" for day in (ill, first, last)]
    return (
        *(cpr, days[0], "På fuld tid", "ja", "nej", "nej", "", "nej", "Løn"),
        *(days[1], days[2], "37", "20", "3.500", claimed, "99 99 12 34"),
    )


def five_rows() -> bytes:
    signe, mikkel, _dorthe, freja, lars = verbs.numbers_of(*EMPLOYEES)
    wrong = [a_row("311390-1234"), a_row(freja, until=verbs.in_days(30)), a_row(lars, claimed="3.600")]
    return as_csv([HEAD, a_row(signe), a_row(mikkel), *wrong])


def what_is_wrong(peter: Visitor) -> str:
    """The file with the rows that were not sent."""
    address = peter.page.get_by_role("link", name="Hent rækkerne med fejl").get_attribute("href")
    answer = peter.context.request.get(f"{peter.home}{address}")
    text = answer.body().decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].split(";") == [*HEAD, "Fejl"]
    assert len(lines) == 4
    for what in ("Skriv CPR-nummeret", "Perioden er ikke gået endnu", "Det er for meget. Satsen er"):
        assert what in text
    return text


def corrects(text: str) -> bytes:
    """As one does in a spreadsheet, and the column with the mistakes stays."""
    (dorthe,) = verbs.numbers_of("Dorthe Nordmann")
    late, last = verbs.in_days(30), verbs.in_days(-1)
    text = text.replace("311390-1234", dorthe).replace(f"{late:%d-%m-%Y}", f"{last:%d-%m-%Y}")
    return text.replace("3.600", "1.900").encode("utf-8-sig")
