"""What a solution may look up in registers: the kind of the answer, what it is asked with, and its words.

`services/looking.py` carries a look-up out. Here stands only what content can count on.
"""

from collections.abc import Mapping
from dataclasses import replace

from indgang.kernel.expressions import BOOL, DATE, DECIMAL, TEXT, WHOLE, Kind, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.claims_look_up import CLAIMS, CLAIMS_LOOK_UP
from indgang.modules.selfservice.schema.look_up import LookUp
from indgang.modules.selfservice.schema.register_look_ups import CPR, NAME, REGISTER_LOOK_UPS
from indgang.modules.selfservice.schema.residence_look_up import RESIDENCE
from indgang.modules.selfservice.schema.school_look_ups import SCHOOL_LOOK_UPS
from indgang.modules.selfservice.vocabulary import Standing

BBR = Text("Adresse- og boligregistret (DAR og BBR)", "the address and dwelling registers (DAR and BBR)")
DOCTORS = Text("Sygesikringsregistret", "the health insurance register")
OWN = Text("Kommunens egne sager", "the municipality's own cases")

ANSWERS = Text("Svar fra dem, vi har spurgt", "answers of those we asked")

AGE = Text("Alder", "Age")
PROTECTED = Text("Adressebeskyttelse", "Address protection")
GUARDIANSHIP = Text("Værgemål", "Guardianship")
INSTITUTION = Text("Bor på institution", "Lives in an institution")

USE_WORDS = {
    "year_round": Text("Bolig til hele året", "Home for the whole year"),
    "summer_house": Text("Sommerhus", "Summer house"),
    "institution": Text("Institution", "Institution"),
    "business": Text("Erhverv", "Business"),
    "none": Text("Ingen bolig", "No home"),
}

STANDING_WORDS = {
    Standing.NOBODY: Text("Ingen er spurgt", "Nobody has been asked"),
    Standing.WAITING: Text("Vi venter på svar", "Waiting for an answer"),
    Standing.YES: Text("Ja", "Yes"),
    Standing.NO: Text("Nej eller i tvivl", "No, or in doubt"),
    Standing.SILENT: Text("Intet svar", "No answer"),
    Standing.UNREACHED: Text("Brevet er måske ikke nået frem", "The letter may not have arrived"),
}
CONFIRMATIONS = "confirmations"
TIMES = "_times"
"""`host_times`: how often the one who is asked has said yes within a year, this time counted."""


def confirmations(asks: Mapping[str, Text]) -> LookUp:
    """What others answered, for a solution that asks them: by the ask's id, with what it is called."""
    kinds: dict[str, Kind] = {}
    labels: dict[str, Text] = {}
    for name, label in asks.items():
        kinds |= {name: TEXT, name + TIMES: WHOLE}
        labels |= {
            name: label,
            name + TIMES: Text(f"{label.da}: ja på et år", f"{label.en}: yes within a year"),
        }
    words = {name: {str(standing): text for standing, text in STANDING_WORDS.items()} for name in asks}
    return replace(LOOK_UPS[CONFIRMATIONS], kind=record(**kinds), labels=labels, words=words)


LOOK_UPS: dict[str, LookUp] = {
    **REGISTER_LOOK_UPS,
    **SCHOOL_LOOK_UPS,
    "residence": RESIDENCE,
    "person": LookUp(
        kind=record(
            ref=TEXT,
            name=TEXT,
            age=WHOLE,
            born=DATE,
            address=TEXT,
            moved_in=DATE,
            protected=BOOL,
            guardianship=BOOL,
            institution=BOOL,
        ),
        source=CPR,
        labels={
            "name": NAME,
            "age": AGE,
            "born": Text("Født", "Born"),
            "address": Text("Nuværende adresse", "Present address"),
            "moved_in": Text("Flyttet ind", "Moved in"),
            "protected": PROTECTED,
            "guardianship": GUARDIANSHIP,
            "institution": INSTITUTION,
        },
    ),
    "household": LookUp(
        kind=list_of(
            record(
                ref=TEXT,
                name=TEXT,
                age=WHOLE,
                me=BOOL,
                spouse=BOOL,
                protected=BOOL,
                guardianship=BOOL,
                institution=BOOL,
                custody=list_of(TEXT),
            )
        ),
        source=CPR,
        labels={
            "name": Text("Navne i hjemmet", "Names in the home"),
            "age": Text("Alder i hjemmet", "Ages in the home"),
            "spouse": Text("Gift med dig", "Married to you"),
            "protected": PROTECTED,
            "guardianship": GUARDIANSHIP,
            "institution": INSTITUTION,
            "custody": Text("Forældremyndighed", "Custody"),
        },
    ),
    "dwelling": LookUp(
        kind=record(
            id=TEXT,
            text=TEXT,
            use=TEXT,
            rooms=WHOLE,
            units=WHOLE,
            municipality=TEXT,
            school_district=TEXT,
            parking_zone=TEXT,
        ),
        source=BBR,
        asks={"address": TEXT},
        labels={
            "text": Text("Adresse", "Address"),
            "use": Text("Boligens brug", "Use of the home"),
            "rooms": Text("Antal rum", "Number of rooms"),
            "units": Text("Boliger i bygningen", "Homes in the building"),
            "municipality": Text("Kommune", "Municipality"),
            "school_district": Text("Skoledistrikt", "School district"),
            "parking_zone": Text("Parkeringszone", "Parking zone"),
        },
        words={"use": USE_WORDS},
    ),
    "residents": LookUp(
        kind=record(others=WHOLE),
        source=CPR,
        asks={"address": TEXT, "people": list_of(TEXT)},
        labels={"others": Text("Andre, der står på adressen", "Others registered at the address")},
    ),
    "doctor": LookUp(
        kind=record(ref=TEXT, name=TEXT, open=BOOL, km=DECIMAL),
        source=DOCTORS,
        asks={"address": TEXT},
        labels={
            "name": Text("Læge", "Doctor"),
            "km": Text("Kilometer til lægen", "Kilometres to the doctor"),
        },
    ),
    "doctors": LookUp(
        kind=list_of(record(ref=TEXT, name=TEXT, address=TEXT, open=BOOL, km=DECIMAL)),
        source=DOCTORS,
        asks={"address": TEXT},
        labels={"name": Text("Læger i nærheden", "Doctors nearby")},
    ),
    "notices": LookUp(
        kind=record(people=WHOLE, address=WHOLE),
        source=OWN,
        asks={"address": TEXT, "people": list_of(TEXT), "days": WHOLE},
        labels={
            "people": Text("Andre meldinger om de samme personer", "Other notices about the same people"),
            "address": Text("Andre meldinger om adressen", "Other notices about the address"),
        },
        ours=True,
    ),
    # Licences of this solution that hold today: the party's own, those at an address, and the plates of them all.
    # `until`, `home_until`: the last day of them all, not known without any, or when one does not end by itself.
    "licences": LookUp(
        kind=record(mine=WHOLE, home=WHOLE, plates=list_of(TEXT), until=DATE, home_until=DATE),
        source=OWN,
        asks={"address": TEXT},
        labels={
            "mine": Text("Dine licenser", "Your licences"),
            "home": Text("Licenser på adressen", "Licences at the address"),
            "plates": Text("Nummerplader med licens", "Number plates with a licence"),
            "until": Text("Din licens gælder til", "Your licence is valid until"),
            "home_until": Text("Adressens licens gælder til", "The licence at the address is valid until"),
        },
        ours=True,
    ),
    CLAIMS: CLAIMS_LOOK_UP,
    # What those answered who are named in `asks`: `build` gives it a field for each.
    CONFIRMATIONS: LookUp(kind=record(), source=ANSWERS, ours=True),
}
