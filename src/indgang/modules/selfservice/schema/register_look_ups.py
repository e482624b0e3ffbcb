"""What a solution may look up about vehicles, income, companies, schools and a party's children.

`services/looking_further.py` carries these out.
"""

from indgang.kernel.expressions import BOOL, DATE, DECIMAL, MONEY, TEXT, WHOLE, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_up import LookUp

CPR = Text("CPR-registret", "the population register (CPR)")
DMR = Text("Motorregistret (DMR)", "the vehicle register (DMR)")
INCOME = Text("Indkomstregistret (eIndkomst)", "the income register (eIndkomst)")
CVR = Text("CVR-registret", "the company register (CVR)")
SCHOOLS = Text("Kommunens skoler og skoledistrikter", "the municipality's schools and school districts")

NAME = Text("Navn", "Name")
MONTHS_BACK = 15
"""How many months of income are looked up before the present one, which is looked up, too."""

FUEL_WORDS = {
    "petrol": Text("Benzin", "Petrol"),
    "diesel": Text("Diesel", "Diesel"),
    "electric": Text("El", "Electric"),
    "hydrogen": Text("Brint", "Hydrogen"),
    "hybrid": Text("Hybrid", "Hybrid"),
    "gas": Text("Gas", "Gas"),
}
ROLE_WORDS = {
    "owner": Text("Ejer", "Owner"),
    "user": Text("Bruger", "User"),
    "both": Text("Ejer og bruger", "Owner and user"),
    "none": Text("Hverken ejer eller bruger", "Neither owner nor user"),
}
SECTOR_WORDS = {
    "private": Text("Privat", "Private"),
    "public": Text("Offentlig", "Public"),
    "association": Text("Forening", "Association"),
}

_VEHICLE = record(
    ref=TEXT,
    name=TEXT,
    plate=TEXT,
    make=TEXT,
    fuel=TEXT,
    energy_class=TEXT,
    zero=BOOL,
    weight=WHOLE,
    role=TEXT,
    company=BOOL,
    active=BOOL,
    insured=BOOL,
)
_VEHICLE_LABELS = {
    "name": Text("Køretøj", "Vehicle"),
    "plate": Text("Nummerplade", "Number plate"),
    "make": Text("Mærke", "Make"),
    "fuel": Text("Drivmiddel", "Fuel"),
    "energy_class": Text("Energiklasse", "Energy class"),
    "zero": Text("Kører uden udstødning", "Has no exhaust"),
    "weight": Text("Tilladt totalvægt i kg", "Total weight allowed in kg"),
    "role": Text("Ejer eller bruger", "Owner or user"),
    "company": Text("Et firma ejer det", "A company owns it"),
    "active": Text("Indregistreret", "Registered for the road"),
    "insured": Text("Forsikret", "Insured"),
}
_VEHICLE_WORDS = {"fuel": FUEL_WORDS, "role": ROLE_WORDS}
_MONTH = record(month=DATE, amount=MONEY, hours=DECIMAL, complete=BOOL)
_MONTH_LABELS = {
    "month": Text("Måned", "Month"),
    "amount": Text("Løn i måneden", "Pay in the month"),
    "hours": Text("Betalte timer", "Paid hours"),
    "complete": Text("Måneden er indberettet", "The month has been reported"),
}

REGISTER_LOOK_UPS: dict[str, LookUp] = {
    # Those that the party owns or uses. A list can be chosen from: `ref` is the plate.
    "vehicles": LookUp(kind=list_of(_VEHICLE), source=DMR, labels=_VEHICLE_LABELS, words=_VEHICLE_WORDS),
    # Any vehicle by its plate. `role` is how the party stands to it.
    "vehicle": LookUp(
        kind=_VEHICLE, source=DMR, asks={"plate": TEXT}, labels=_VEHICLE_LABELS, words=_VEHICLE_WORDS
    ),
    # A row for each of the people (marks of the population register) and each month, the present one last. A month
    # in which nothing was reported is 0 kr.; `complete` says whether the time for reporting it is over.
    "income": LookUp(
        kind=list_of(
            record(ref=TEXT, month=DATE, amount=MONEY, hours=DECIMAL, complete=BOOL),
        ),
        source=INCOME,
        asks={"people": list_of(TEXT)},
        labels=_MONTH_LABELS,
    ),
    # The company that the party is.
    "company": LookUp(
        kind=record(cvr=TEXT, name=TEXT, address=TEXT, active=BOOL, dissolved=BOOL, sector=TEXT),
        source=CVR,
        labels={
            "cvr": Text("CVR-nummer", "CVR number"),
            "name": NAME,
            "address": Text("Adresse", "Address"),
            "active": Text("I drift", "In business"),
            "dissolved": Text("Ophørt", "Dissolved"),
            "sector": Text("Sektor", "Sector"),
        },
        words={"sector": SECTOR_WORDS},
    ),
    # What the party, a company, has reported for one of its employees. Others' pay is not shown to it. The last three
    # are for rules: show a company neither where somebody lives nor how old they are.
    "employee": LookUp(
        kind=record(
            ref=TEXT,
            name=TEXT,
            employed=BOOL,
            months=list_of(_MONTH),
            age=WHOLE,
            protected=BOOL,
            municipality=TEXT,
        ),
        source=INCOME,
        asks={"cpr": TEXT, "first": DATE, "last": DATE},
        labels={
            "name": NAME,
            "employed": Text("Ansat hos jer", "Employed by you"),
            "months": Text("Løn, I har indberettet", "Pay that you have reported"),
            "age": Text("Alder", "Age"),
            "protected": Text("Adressebeskyttelse", "Address protection"),
            "municipality": Text("Kommune", "Municipality"),
        },
    ),
    # Schools of the municipality that the address lies in, the nearest first, as the crow flies. `mine`: the address
    # is in its district.
    "schools": LookUp(
        kind=list_of(
            record(ref=TEXT, name=TEXT, district=TEXT, address=TEXT, km=DECIMAL, metres=WHOLE, mine=BOOL)
        ),
        source=SCHOOLS,
        asks={"address": TEXT},
        labels={
            "name": Text("Skole", "School"),
            "district": Text("Skoledistrikt", "School district"),
            "address": Text("Adresse", "Address"),
            "km": Text("Kilometer til skolen", "Kilometres to the school"),
            "metres": Text("Meter til skolen", "Metres to the school"),
            "mine": Text("Distriktsskole", "District school"),
        },
    ),
    # Those under 18 over whom the party holds custody, wherever they live. `home`: at the party's own address.
    # `address` is not known for a child with a hidden address who lives elsewhere.
    "children": LookUp(
        kind=list_of(
            record(
                ref=TEXT,
                name=TEXT,
                age=WHOLE,
                born=DATE,
                custody=list_of(TEXT),
                home=BOOL,
                address=TEXT,
            )
        ),
        source=CPR,
        labels={
            "name": Text("Barn", "Child"),
            "age": Text("Alder", "Age"),
            "born": Text("Født", "Born"),
            "custody": Text("Forældremyndighed", "Custody"),
            "home": Text("Bor hos dig", "Lives with you"),
        },
    ),
}
