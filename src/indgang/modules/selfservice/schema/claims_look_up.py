"""What was claimed before for the same people in the same solution. `selectors/claims.py` carries it out."""

from indgang.kernel.expressions import BOOL, DATE, TEXT, WHOLE, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_up import LookUp

CLAIMS = "claims"

# A row for each earlier submission about one of the people, the first first. `mine`: of the same party; of another's
# only the span is told. `stands`: it was neither withdrawn nor refused. `begins`: the day on which its matter began;
# `opens`: it is the first of the party's about a matter that began then.
CLAIMS_LOOK_UP = LookUp(
    kind=list_of(
        record(ref=TEXT, mine=BOOL, sent=DATE, begins=DATE, opens=BOOL, first=DATE, last=DATE, stands=BOOL)
    ),
    source=Text("Kommunens egne sager", "the municipality's own cases"),
    asks={"people": list_of(TEXT), "months": WHOLE},
    labels={
        "ref": Text("Kvittering", "Receipt"),
        "sent": Text("Søgt den", "Claimed on"),
        "begins": Text("Første dag", "First day"),
        "first": Text("Søgt fra", "Claimed from"),
        "last": Text("Søgt til", "Claimed to"),
        "stands": Text("Gælder stadig", "Still stands"),
    },
    ours=True,
)
