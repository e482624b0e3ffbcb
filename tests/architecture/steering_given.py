"""What only exists when somebody steers: an imported batch, a counting week with a tick, a report, open figures.

Made by the same deeds as real ones.
"""

from datetime import timedelta
from pathlib import Path

from indgang.kernel import clock
from indgang.modules.contacts import selectors as known
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import ImportRun
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.strategy import services as strategy
from indgang.modules.strategy.services.open_figures import publish

STRATEGY = "lyngsoe-2026"
TARGET = "lyngsoe-2026:channel_share:digital:all::2026"
WEEK = "uge-paa-proeve"
ENTRANCE = "borgerservice-midtby"
BATCH = "sf-311-1"
POSTED: dict[str, str] = {}
"""The id that taking back a tick posts and no address names."""
FILE = Path(__file__).parents[2] / "src/indgang/modules/contacts/tests/import_files/sf_311.csv"


def give(strategist: EmployeeInfo, clerk: EmployeeInfo) -> dict[str, object]:
    """The parts of addresses that name what was made."""
    begins = clock.today()
    contacts.open_week(
        title="Uge på prøve",
        begins=begins,
        ends=begins + timedelta(days=6),
        entrances=[ENTRANCE],
        every_nth=1,
        by=strategist,
    )
    ticked = contacts.tick(week=WEEK, entrance=ENTRANCE, channel="in_person", client_key="first", by=clerk)
    POSTED["kryds"] = str(ticked.id)
    mapping = contacts.read_mapping(known.mapping_path("sf-311"))
    contacts.import_file(path=FILE, mapping=mapping, dry_run=False, by=strategist.actor.key)
    report = strategy.make_report(strategy="citizen-2012", year=2009, by=strategist.actor)
    publish(series="copenhagen-2009", year=2009, by=strategist.actor)
    return {"run": ImportRun.objects.get().pk, "report_id": report.id}
