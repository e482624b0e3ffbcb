"""Mailboxes: what lies in them, one message with its files and buttons, and writing to the municipality."""

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from simulators.post import rules, writing
from simulators.post.accepting import Counter
from simulators.post.house import Watched
from simulators.post.html import Page, Reply, facts, frame, go, missing, safe, table, when
from simulators.post.receipts import STEPS
from simulators.post.register import Party, handle_of
from simulators.post.rules import NotTaken

if TYPE_CHECKING:
    from simulators.post.pages import Form

SHOWN = ("application/pdf", "text/plain", "image/png", "image/jpeg")
STATES = {"post_delivered": "Leveret", "post_taken": "På vej", "failed": "Fejlede"}


def front(counter: Counter) -> Reply:
    count = {
        row["way"]: row["n"]
        for row in counter.store.rows("SELECT way, count(*) AS n FROM accepted GROUP BY way")
    }
    written = counter.store.rows("SELECT count(*) AS n FROM written")[0]["n"]
    waiting = counter.store.rows("SELECT count(*) AS n FROM outgoing WHERE pushed < wanted")[0]["n"]
    return _page(
        "Det har posten fået",
        f'<p class="note">Her ser du posten udefra. Siden hører ikke til {safe(counter.house.name)}. Den efterligner '
        "Digital Post og det firma, der printer breve. Den findes kun i demoen.</p>"
        + facts(
            [
                ("Digital Post", _number(count.get("digital_post", 0))),
                ("NemSMS", _number(count.get("nemsms", 0))),
                ("Breve på papir", _number(count.get("letter", 0))),
                ("Skrevet til kommunen", _number(written)),
                ("Kvitteringer, der venter", _number(waiting)),
            ]
        )
        + '<p><a class="button" href="/postkasser/">Åbn en postkasse</a></p>',
    )


def _number(count: int) -> str:
    return str(count)


def mailboxes(counter: Counter) -> Reply:
    count = {
        row["number"]: row["n"]
        for row in counter.store.rows("SELECT number, count(*) AS n FROM accepted GROUP BY number")
    }
    parties = sorted(counter.register.all(), key=lambda party: (-count.get(party.number, 0), party.name))
    rows = [
        (
            f'<a href="/postkasse/{party.handle}/">{safe(party.name or "Uden navn")}</a>',
            "Ja" if counter.register.takes(party.number, "digitalpost") else "Nej",
            "Ja" if counter.register.takes(party.number, "nemsms") else "Nej",
            str(count.get(party.number, 0)),
        )
        for party in parties
    ]
    return _page(
        "Postkasser",
        table(
            "Alle i demoen. Den, der har fået mest, står først.",
            ("Navn", "Digital Post", "NemSMS", "Beskeder"),
            rows,
            "Ingen er kendt endnu.",
        ),
    )


def mailbox(counter: Counter, handle: str) -> Reply:
    party = counter.register.by_handle(handle)
    if party is None:
        return missing()
    got = counter.store.rows(
        "SELECT uuid, way, label, at FROM accepted WHERE number = ? ORDER BY at DESC LIMIT 200", party.number
    )
    rows = [
        (
            f'<a href="/besked/{row["uuid"]}/">{safe(row["label"])}</a>',
            "NemSMS" if row["way"] == "nemsms" else "Digital Post",
            when(row["at"]),
            _state(counter, row["uuid"]),
        )
        for row in got
    ]
    sent = counter.store.rows(
        "SELECT w.label, w.at, o.pushed, o.said FROM written w JOIN outgoing o ON o.id = w.uuid"
        " WHERE w.number = ? ORDER BY w.at DESC LIMIT 50",
        party.number,
    )
    wrote = [
        (
            safe(row["label"]),
            when(row["at"]),
            "Kommunen har den" if row["pushed"] else f"Venter. {safe(row['said'])}",
        )
        for row in sent
    ]
    return _page(
        f"Postkasse: {party.name or 'uden navn'}",
        table("Modtaget", ("Emne", "Slags", "Kom", "Status"), rows, "Der er ingen beskeder.")
        + table("Sendt", ("Emne", "Sendt", "Status"), wrote, "Du har ikke skrevet til kommunen.")
        + f'<p><a class="button" href="/postkasse/{handle}/skriv/">Skriv til kommunen</a></p>',
    )


def _state(counter: Counter, uuid: str) -> str:
    """How far it is: the last thing that has happened."""
    steps = [
        row["step"]
        for row in counter.store.rows(
            "SELECT step FROM outgoing WHERE uuid = ? AND kind = 'receipt' AND pushed > 0 ORDER BY due, place",
            uuid,
        )
    ]
    for step in ("failed", "post_delivered", "post_taken"):
        if step in steps:
            return STATES[step]
    return "Modtaget" if not steps else STEPS[steps[-1]].words


def message(counter: Counter, uuid: str) -> Reply:
    found = _found(counter, uuid)
    if found is None:
        return missing()
    row, memo = found
    header = rules.first(memo, "MessageHeader")
    assert header is not None  # noqa: S101  # the schema demands it
    sender = rules.first(header, "Sender")
    parts = [
        facts(
            [
                ("Fra", rules.one(sender, "label") if sender is not None else ""),
                ("Til", row["name"]),
                ("Kom", when(row["at"])),
                ("Svar senest", _date(rules.one(header, "replyByDateTime"))),
                ("Sagen", rules.one(memo, "caseID")),
                ("Status", _state(counter, uuid)),
            ]
        )
    ]
    if note := rules.one(header, "notification"):
        parts.append(f"<h2>Besked til telefonen</h2><p>{safe(note)}</p>")
    for number, one in enumerate(rules.found(memo, "File")):
        parts.append(_shown(uuid, number, one))
    actions = [_button(action) for action in rules.found(memo, "Action")]
    if actions:
        parts.append("<h2>Det kan du gøre</h2><ul>" + "".join(actions) + "</ul>")
    if rules.one(header, "reply") == "true" and row["way"] == "digital_post":
        parts.append(f'<p><a class="button" href="/besked/{uuid}/svar/">Svar</a></p>')
    parts.append(f'<p><a href="/postkasse/{handle_of(row["number"])}/">Tilbage til postkassen</a></p>')
    return _page(row["label"], "".join(parts))


def _date(stamp: str) -> str:
    return when(stamp.replace("Z", "+00:00")) if stamp else ""


def _shown(uuid: str, number: int, one: etree._Element) -> str:
    name, kind = rules.one(one, "filename"), rules.one(one, "encodingFormat")
    link = f'<p><a href="/besked/{uuid}/fil/{number}/">Åbn {safe(name)}</a></p>'
    if kind.startswith("text/plain"):
        text = rules.content(rules.first(one, "content")).decode("utf-8", "replace")
        return f"<h2>{safe(name)}</h2><pre>{safe(text)}</pre>"
    return link


def _button(action: etree._Element) -> str:
    label, url = rules.one(action, "label"), rules.one(action, "url")
    until = _date(rules.one(action, "endDateTime"))
    last = f" Senest {safe(until)}." if until else ""
    return (
        f'<li><a href="{safe(url)}" rel="noreferrer">{safe(label)}</a>.{last}</li>'
        if url
        else f"<li>{safe(label)}.{last}</li>"
    )


def file(counter: Counter, uuid: str, number: str) -> Reply:
    found = _found(counter, uuid)
    files = list(rules.found(found[1], "File")) if found else []
    if int(number) >= len(files):
        return missing()
    one = files[int(number)]
    kind = rules.one(one, "encodingFormat").partition(";")[0]
    return Reply(
        rules.content(rules.first(one, "content")), kind=kind if kind in SHOWN else "application/octet-stream"
    )


def _found(counter: Counter, uuid: str) -> tuple[sqlite3.Row, etree._Element] | None:
    row = counter.store.row("SELECT * FROM accepted WHERE uuid = ? AND way <> 'letter'", uuid)
    if row is None:
        return None
    memo = rules.first(rules.parsed(row["body"]), "Message")
    return None if memo is None else (row, memo)


def reply_form(counter: Counter, uuid: str) -> Reply:
    found = _found(counter, uuid)
    if found is None:
        return missing()
    label = found[0]["label"]
    title = label if label.startswith("Svar: ") else f"Svar: {label}"
    return _page("Svar kommunen", _form_html("", writing.Wish(title[: writing.LONGEST_TITLE], ""), ()))


def reply(counter: Counter, uuid: str, form: "Form") -> Reply:
    found = _found(counter, uuid)
    if found is None:
        return missing()
    row, memo = found
    party = counter.register.party(row["number"]) or Party(row["number"], row["name"])
    return _send(counter, "Svar kommunen", party, form, memo, ())


def write_form(counter: Counter, handle: str) -> Reply:
    party = counter.register.by_handle(handle)
    return (
        missing()
        if party is None
        else _page("Skriv til kommunen", _form_html("", writing.Wish("", ""), points(counter)))
    )


def write(counter: Counter, handle: str, form: "Form") -> Reply:
    party = counter.register.by_handle(handle)
    if party is None:
        return missing()
    return _send(counter, "Skriv til kommunen", party, form, None, points(counter))


def points(counter: Counter) -> tuple[tuple[str, str], ...]:
    """The municipality's contact points: id and label."""
    listed = Watched(counter.house.contacts).read()
    return tuple((str(row["id"]), str(row["label"])) for row in listed or ())


def _send(
    counter: Counter,
    title: str,
    party: Party,
    form: "Form",
    answers: etree._Element | None,
    known: tuple[tuple[str, str], ...],
) -> Reply:
    wish = writing.Wish(
        form.fields.get("emne", "").strip(),
        form.fields.get("tekst", "").strip(),
        next(((key, label) for key, label in known if key == form.fields.get("om")), None),
        form.file,
    )
    problem = _problem(wish)
    if not problem:
        try:
            writing.send(counter, party, wish, answers)
        except NotTaken as no:
            problem = f"Beskeden kan ikke sendes. {no}"
    if problem:
        kept = replace(wish, attachment=None)
        return replace(_page(title, _form_html(problem, kept, known)), status=400)
    return go(f"/postkasse/{party.handle}/")


def _problem(wish: writing.Wish) -> str:
    """What is wrong, and what to do; empty when nothing is."""
    if not wish.title or len(wish.title) > writing.LONGEST_TITLE:
        return f"Skriv et emne på højst {writing.LONGEST_TITLE} tegn."
    if not wish.text or len(wish.text) > writing.LONGEST_TEXT:
        return f"Skriv en tekst på højst {writing.LONGEST_TEXT} tegn."
    if wish.attachment is not None and len(wish.attachment.content) > writing.LARGEST_FILE:
        return "Vælg en fil, der højst fylder 10 MB."
    return ""


def _form_html(problem: str, wish: writing.Wish, known: tuple[tuple[str, str], ...]) -> str:
    chosen = wish.contact[0] if wish.contact else ""
    options = "".join(
        f'<option value="{safe(key)}"{" selected" if key == chosen else ""}>{safe(label)}</option>'
        for key, label in known
    )
    about = (
        '<label for="om">Hvad handler det om?</label>'
        f'<select id="om" name="om"><option value="">Ved ikke</option>{options}</select>'
        if known
        else ""
    )
    return (
        (f'<p class="note wrong" role="alert">{safe(problem)}</p>' if problem else "")
        + '<form method="post" enctype="multipart/form-data">'
        + about
        + f'<label for="emne">Emne</label><input type="text" id="emne" name="emne" value="{safe(wish.title)}">'
        f'<label for="tekst">Din besked</label><textarea id="tekst" name="tekst">{safe(wish.text)}</textarea>'
        '<label for="fil">En fil, hvis du vil sende en med</label><input type="file" id="fil" name="fil">'
        '<p><button type="submit">Send</button></p></form>'
    )


def _page(title: str, content: str) -> Reply:
    return Reply(frame(Page(title, content)))
