"""What came of a round in which places were shared out: the fact that the rules, letters and texts read."""

from indgang.kernel.expressions import TEXT, WHOLE, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_up import LookUp

SHARE = "share"
"""No solution names it: `shares` declares the fact under its own `id`."""

SHARE_LOOK_UP = LookUp(
    kind=record(state=TEXT, place=TEXT, name=TEXT, wish=WHOLE, lot=TEXT, seal=TEXT),
    source=Text("Fordelingen", "the sharing out"),
    labels={
        "state": Text("Fordelingen", "The sharing out"),
        "place": Text("Plads", "Place"),
        "name": Text("Plads", "Place"),
        "wish": Text("Ønske nummer", "Wish number"),
        "lot": Text("Lodnummer", "Lot number"),
        "seal": Text("Lodtrækningens segl", "The seal of the lot"),
    },
    words={
        "state": {
            "none": Text("Ingen fordeling er åben", "No sharing out is open"),
            "waiting": Text("Fordelingen er ikke kørt endnu", "It has not been run yet"),
            "wish": Text("Plads efter ønske", "A place that was wished"),
            "kept": Text("Den plads, der er holdt", "The place that is kept"),
            "out": Text("Ingen plads", "No place"),
        }
    },
    ours=True,
)
