"""What a solution may look up about one child of the party, and about where children go to school.

`services/looking_school.py` carries these out.
"""

from indgang.kernel.expressions import BOOL, DATE, DECIMAL, TEXT, WHOLE, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_up import LookUp
from indgang.modules.selfservice.schema.register_look_ups import CPR, NAME, SCHOOLS

SCHOOL_LOOK_UPS: dict[str, LookUp] = {
    # One of `children`, asked with its mark; of another child it says nothing. `hidden`: somebody in the child's home
    # has a hidden address. `address` and `moved_in` are not known for a child in such a home that is not the party's.
    "child": LookUp(
        kind=record(
            ref=TEXT,
            name=TEXT,
            age=WHOLE,
            born=DATE,
            custody=list_of(TEXT),
            home=BOOL,
            hidden=BOOL,
            institution=BOOL,
            address=TEXT,
            moved_in=DATE,
        ),
        source=CPR,
        asks={"ref": TEXT},
        labels={
            "name": Text("Barn", "Child"),
            "age": Text("Alder", "Age"),
            "born": Text("Født", "Born"),
            "custody": Text("Forældremyndighed", "Custody"),
            "home": Text("Bor hos dig", "Lives with you"),
            "hidden": Text("Adressebeskyttelse", "Address protection"),
            "institution": Text("Bor på institution", "Lives in an institution"),
            "moved_in": Text("Flyttet ind", "Moved in"),
        },
    ),
    # The school that an address belongs to; not known when no school serves its district.
    "district_school": LookUp(
        kind=record(ref=TEXT, name=TEXT, address=TEXT, km=DECIMAL, metres=WHOLE),
        source=SCHOOLS,
        asks={"address": TEXT},
        labels={
            "name": Text("Distriktsskole", "District school"),
            "address": Text("Adresse", "Address"),
            "km": Text("Kilometer til skolen", "Kilometres to the school"),
            "metres": Text("Meter til skolen", "Metres to the school"),
        },
    ),
    # Where children go to school, by their marks: a row for each of them who goes to a school of the municipality, in
    # the order asked. It answers for the party's own children and for those who live with the party; of anybody else,
    # and of a child with a hidden address elsewhere, nothing is told, and the whole fact is not known.
    # `grade`: 0 to 10, in this school year.
    "pupils": LookUp(
        kind=list_of(record(ref=TEXT, name=TEXT, school=TEXT, school_name=TEXT, grade=WHOLE)),
        source=SCHOOLS,
        asks={"people": list_of(TEXT)},
        labels={
            "name": NAME,
            "school_name": Text("Går på", "Goes to"),
            "grade": Text("Klasse", "Grade"),
        },
    ),
}
