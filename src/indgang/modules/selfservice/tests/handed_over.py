"""A municipality that hands the report of a move over to the national solution."""

from indgang.kernel import generation
from indgang.modules.identity.models import Municipality
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.tests.conftest import FLYTNING, NOW

ADDRESS = "https://www.borger.dk/flytning"
NATIONAL = f"""
national:
  title: {{ da: Flytning på borger.dk, en: Moving on borger.dk }}
  address: {ADDRESS}
  need:
    - {{ da: MitID, en: MitID }}
  steps:
    - {{ da: Log ind med MitID., en: Log in with MitID. }}
    - {{ da: Skriv den nye adresse., en: Write the new address. }}
  return_note: {{ da: Du hører fra folkeregistret., en: You will hear from the population register. }}
"""


def hand_over(mode: str = "hand_over") -> None:
    source = read_source(FLYTNING)
    source["solution.yaml"] += NATIONAL
    SolutionVersion.objects.filter(slug="flytning").update(active=False)
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug="flytning", format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    row = Municipality.objects.get()
    row.profile["solutions"] = [{"solution": "flytning", "mode": mode}]
    row.save()
    generation.set_current(generation.current() + 1)
