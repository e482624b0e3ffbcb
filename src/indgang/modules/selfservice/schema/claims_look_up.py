"""What was claimed before for the same people in the same solution. `selectors/claims.py` carries it out."""

from indgang.kernel.expressions import BOOL, DATE, TEXT, WHOLE, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_up import LookUp

CLAIMS = "claims"

# A row for each earlier submission about one of the people, the first first; those that were withdrawn or refused are
# left out. `mine`: of the same party; of another's neither number nor day of sending is told. `decided`: a yes, or a
# yes to a part, was given; else it waits. `begins`: the day on which its matter began.
CLAIMS_LOOK_UP = LookUp(
    kind=list_of(record(ref=TEXT, mine=BOOL, sent=DATE, begins=DATE, first=DATE, last=DATE, decided=BOOL)),
    source=Text("Kommunens egne sager", "the municipality's own cases"),
    asks={"people": list_of(TEXT), "months": WHOLE},
    labels={
        "ref": Text("Kvittering", "Receipt"),
        "sent": Text("Søgt den", "Claimed on"),
        "begins": Text("Første dag", "First day"),
        "first": Text("Søgt fra", "Claimed from"),
        "last": Text("Søgt til", "Claimed to"),
        "decided": Text("Der er sagt ja", "Granted"),
    },
    ours=True,
)
