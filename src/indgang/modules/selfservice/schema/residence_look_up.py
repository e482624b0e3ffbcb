"""Where the party, or a child of theirs, is registered now and was before: what a certificate of residence says.

`services/looking_residence.py` carries it out.
"""

from indgang.kernel.expressions import BOOL, DATE, TEXT, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_up import LookUp
from indgang.modules.selfservice.schema.register_look_ups import CPR

# Asked with a mark of the population register. It answers for the party and for children over whom they hold custody,
# and for nobody else. `hidden`: somebody in the home has a hidden address. `family`: spouse, and children and parents
# with custody, who are registered at the same address. `past`: the addresses before, the newest first.
RESIDENCE = LookUp(
    kind=record(
        ref=TEXT,
        name=TEXT,
        born=DATE,
        address=TEXT,
        text=TEXT,
        moved_in=DATE,
        hidden=BOOL,
        guardianship=BOOL,
        family=list_of(record(name=TEXT, born=DATE)),
        past=list_of(record(text=TEXT, since=DATE, until=DATE)),
    ),
    source=CPR,
    asks={"ref": TEXT},
    labels={
        "name": Text("Navn", "Name"),
        "born": Text("Født", "Born"),
        "text": Text("Adresse", "Address"),
        "moved_in": Text("Flyttet ind", "Moved in"),
        "hidden": Text("Adressebeskyttelse", "Address protection"),
        "guardianship": Text("Værgemål", "Guardianship"),
        "family": Text("Familie på adressen", "Family at the address"),
        "past": Text("Adresser før", "Earlier addresses"),
    },
)
