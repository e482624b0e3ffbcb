"""A municipality with two services, small enough to be read in no time and changed at will."""

from pathlib import Path

ORGANISATION = """
departments:
  - {id: oekf, code: ØKF, name: {da: Økonomi, en: Finance}}
  - {id: kff, code: KFF, name: {da: Kultur, en: Culture}}
units:
  - {id: borgerservice, department: oekf, name: {da: Borgerservice, en: Citizen Service}, phone: 99 99 01 00}
"""
SITUATIONS = """
life_situations:
  - id: udland
    name: {da: Rejse, en: Travel}
    summary: {da: Ud og hjem, en: Out and home}
"""
PARAMETERS = """
parameters:
  - {key: pas.uger, value: 3, valid_from: 2026-01-01, source: demo, status: demo}
"""
PAS = """
id: pas
name: {da: Få nyt pas, en: Get a new passport}
summary: {da: Mød op hos os., en: Meet us.}
audience: [citizen]
department: oekf
unit: borgerservice
kle: 23.09.02
kle_title: Pas
decided_by: caseworker
life_situations: [udland]
words:
  da: [nyt pas]
  en: [passport]
"""
RATS = """
id: rotter
name: {da: Anmeld rotter, en: Report rats}
summary: {da: Sig til straks., en: Tell us at once.}
audience: [citizen]
department: oekf
unit: borgerservice
kle: 09.00.00
kle_title: Skadedyr
decided_by: automatic
life_situations: [udland]
words:
  da: [rotte]
  en: [rat]
"""
ARTICLE = """
service: pas
editor: borgerservice
updated: 2026-11-21
intro: {da: Du kan få pas., en: You can get a passport.}
who: {da: Alle., en: Everybody.}
need:
  - {da: Et foto., en: A photo.}
minutes: 10
price: {da: Se prisen., en: See the price.}
deadline: {da: "Kom {pas.uger} uger før.", en: "Come {pas.uger} weeks before."}
steps:
  - {da: Bestil tid., en: Book a time.}
afterwards: {da: Passet bliver lavet., en: The passport is made.}
rights: {da: Du kan få hjælp., en: You can get help.}
"""
MUNICIPALITY = """
id: lille
name: Lille Kommune
code: 0998
demo: yes
colour: "#1b5e4b"
phone: 99 99 00 00
address: Gaden 1
postal_code: 9998
city: Lille
area: oevrige
price_sheet: kl-2010
"""
PLANS = """
plans:
  - service: pas
    from: 2026-01-01
    reason: {da: Derfor, en: Because}
    channels:
      - {channel: in_person, state: first}
"""


def write_small_pack(folder: Path) -> Path:
    """Write the pack and its KLE tables under `folder`, and return the municipality's own folder."""
    home = folder / "municipalities" / "lille"
    for name in ("catalogue", "guidance", "channel_plans"):
        (home / name).mkdir(parents=True)
    files = {
        "municipality.yaml": MUNICIPALITY,
        "organisation.yaml": ORGANISATION,
        "life_situations.yaml": SITUATIONS,
        "parameters.yaml": PARAMETERS,
        "catalogue/pas.yaml": PAS,
        "guidance/pas.yaml": ARTICLE,
        "channel_plans/all.yaml": PLANS,
    }
    for name, text in files.items():
        (home / name).write_text(text)
    kle = folder / "kle"
    kle.mkdir()
    (kle / "subjects.csv").write_text("number,title\n23.09.02,Pas\n09.00.00,Skadedyr\n")
    (kle / "groups.csv").write_text("number,title\n05,Veje og trafik\n")
    (kle / "keywords.csv").write_text("number,keyword\n23.09.02,rejsepas\n")
    return home
