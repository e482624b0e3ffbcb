"""A file of many, brought for the demo's company by one of the citizens, with a good row and a bad one."""

import io
from collections.abc import Mapping
from datetime import timedelta

from indgang.kernel import clock
from indgang.kernel.tables import as_csv
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party
from indgang.modules.selfservice.services import many

SOLUTION = "sygedagpenge-refusion"
CVR, COMPANY = "99991518", "Lyngsø Flyttefirma ApS"
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


def give(person: Person) -> Mapping[str, object]:
    """The part of the address that names the file. They may send for the company from now on."""
    company = identity.know_company(cvr=CVR, name=COMPANY)
    held = identity.give_mandate(
        holder=person,
        giver_company=company,
        ground=Ground.COMPANY,
        scope=["*"],
        channels=["self_service"],
        valid_from=clock.today() - timedelta(days=1),
        basis=Text("MitID Erhverv", "MitID Erhverv"),
    )
    by = Acting(
        Actor("person", str(person.pk), person.name),
        Party("company", str(company.pk), COMPANY),
        Ground.COMPANY,
        str(held.pk),
    )
    rows = [HEAD, tuple("x" for _ in HEAD)]
    taken = many.take_file(solution=SOLUTION, name="fil.csv", content=io.BytesIO(as_csv(rows)), by=by)
    many.work_on(taken)
    return {"rows_id": taken}
