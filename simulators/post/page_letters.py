"""Letters on paper as they look, and the receipts that were sent to the municipality."""

from typing import TYPE_CHECKING

from simulators.post import rules
from simulators.post.accepting import Counter
from simulators.post.html import Page, Reply, facts, frame, go, missing, safe, table, when
from simulators.post.receipts import STEPS

if TYPE_CHECKING:
    from simulators.post.pages import Form

REASONS = {
    "1": "Ubekendt efter adressen",
    "2": "Flyttet",
    "3": "Ingen brevkasse",
    "4": "Modtageren vil ikke have brevet",
}


def letters(counter: Counter) -> Reply:
    got = counter.store.rows(
        "SELECT uuid, label, name, at FROM accepted WHERE way = 'letter' ORDER BY at DESC LIMIT 200"
    )
    rows = [
        (
            f'<a href="/brev/{row["uuid"]}/">{safe(row["label"] or "Brev")}</a>',
            safe(row["name"]),
            when(row["at"]),
            safe(_last(counter, row["uuid"])),
        )
        for row in got
    ]
    return Reply(
        frame(
            Page(
                "Breve på papir",
                table(
                    "De nyeste 200 breve",
                    ("Brev", "Til", "Kom", "Nået til"),
                    rows,
                    "Der er ingen breve endnu.",
                ),
            )
        )
    )


def _steps(counter: Counter, uuid: str) -> list[tuple[str, str, str, str]]:
    rows = counter.store.rows("SELECT * FROM outgoing WHERE uuid = ? ORDER BY due, place", uuid)
    return [
        (
            safe(STEPS[row["step"]].words),
            when(row["at"]),
            "Ja" if row["pushed"] else "Nej",
            safe(row["said"]),
        )
        for row in rows
    ]


def _last(counter: Counter, uuid: str) -> str:
    row = counter.store.row(
        "SELECT step FROM outgoing WHERE uuid = ? AND pushed > 0 ORDER BY due DESC, place DESC LIMIT 1", uuid
    )
    return STEPS[row["step"]].words if row else "Modtaget"


def letter(counter: Counter, uuid: str) -> Reply:
    row = counter.store.row("SELECT * FROM accepted WHERE uuid = ? AND way = 'letter'", uuid)
    element = rules.first(rules.parsed(row["body"]), "ForsendelseI") if row else None
    if row is None or element is None:
        return missing()
    envelope = "\n".join(rules.address(element))
    options = "".join(f'<option value="{code}">{safe(text)}</option>' for code, text in REASONS.items())
    return Reply(
        frame(
            Page(
                row["label"] or "Brev",
                facts(
                    [
                        ("Kom til printeren", when(row["at"])),
                        ("Slags post", rules.one(element, "PostKategoriKode")),
                        (
                            "Sider",
                            {"Duplex": "På begge sider"}.get(rules.one(element, "SimplexDuplexKode"), ""),
                        ),
                    ]
                )
                + f'<h2>Kuverten</h2><p class="envelope">{safe(envelope)}</p>'
                f'<p><a class="button" href="/brev/{uuid}/pdf/">Åbn brevet (PDF)</a></p>'
                + table(
                    "Det skete der",
                    ("Hændelse", "Tid", "Fortalt til kommunen", "Svar"),
                    _steps(counter, uuid),
                    "–",
                )
                + f'<h2>Send brevet retur</h2><form method="post" action="/brev/{uuid}/retur/">'
                f'<label for="aarsag">Hvorfor kommer det retur?</label><select id="aarsag" name="aarsag">{options}'
                '</select><p><button type="submit">Send retur</button></p></form>',
            )
        )
    )


def pdf(counter: Counter, uuid: str) -> Reply:
    row = counter.store.row("SELECT body FROM accepted WHERE uuid = ? AND way = 'letter'", uuid)
    if row is None:
        return missing()
    content = rules.content(rules.first(rules.parsed(row["body"]), "MeddelelseIndholdData"))
    return Reply(content, kind="application/pdf")


def send_back(counter: Counter, uuid: str, form: "Form") -> Reply:
    code = form.fields.get("aarsag", "1")
    counter.send_back(uuid, code if code in REASONS else "1", REASONS.get(code, REASONS["1"]))
    return go(f"/brev/{uuid}/")


def receipts_page(counter: Counter) -> Reply:
    rows = [
        (
            safe(STEPS[row["step"]].words),
            _link(row["way"], row["uuid"], row["label"]),
            when(row["at"]),
            "Ja" if row["pushed"] >= row["wanted"] else "Nej",
            str(row["tries"]),
            safe(row["said"]),
        )
        for row in counter.store.rows(
            "SELECT o.*, a.label, a.way FROM outgoing o JOIN accepted a ON a.uuid = o.uuid"
            " WHERE o.kind = 'receipt' ORDER BY o.due DESC, o.place DESC LIMIT 200"
        )
    ]
    return Reply(
        frame(
            Page(
                "Kvitteringer",
                "<p>Posten fortæller kommunen, hvad der sker. Den bliver ved, til kommunen svarer.</p>"
                + table(
                    "De nyeste 200 kvitteringer",
                    ("Hændelse", "Besked", "Tid", "Kommunen har den", "Forsøg", "Svar"),
                    rows,
                    "Der er ingen kvitteringer endnu.",
                ),
            )
        )
    )


def _link(way: str, uuid: str, label: str) -> str:
    kind = "brev" if way == "letter" else "besked"
    return f'<a href="/{kind}/{uuid}/">{safe(label or "Brev")}</a>'
