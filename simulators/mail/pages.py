"""What lies in the mailboxes, as pages for people and as JSON for tests. Works without JavaScript."""

import json
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from simulators.mail.boxes import Boxes, Mail, NoSuchBox, box_of, now

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
LARGEST_FORM = 100_000
STYLE = """
* { box-sizing: border-box; }
body { margin: 0; background: #f4f4f1; color: #1c1c1c; font: 1.125rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; overflow-wrap: anywhere; }
a { color: #12467b; overflow-wrap: anywhere; }
.notice { border-left: 6px solid #8a5a00; background: #fff6e0; padding: 0.75rem 1rem; margin: 0 0 1rem; }
.wrong { border-left: 6px solid #a8071a; background: #fff0f0; padding: 0.75rem 1rem; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
li, pre { background: #fff; border: 1px solid #747470; border-radius: 8px; padding: 0.75rem 1rem; }
li p { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 1rem 0; }
.small { color: #4a4a46; font-size: 1rem; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input, textarea { width: 100%; min-height: 2.75rem; padding: 0.5rem; border: 2px solid #4a4a46; border-radius: 4px;
  font: inherit; }
textarea { min-height: 10rem; }
button { min-height: 2.75rem; margin-top: 1rem; padding: 0.5rem 1rem; border: 2px solid #12467b; border-radius: 4px;
  background: #12467b; color: #fff; font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid #1c1c1c; outline-offset: 3px; }
"""
_MONTHS = "jan. feb. mar. apr. maj juni juli aug. sep. okt. nov. dec."


def _when(at: datetime) -> str:
    local = at.astimezone(ZoneInfo("Europe/Copenhagen"))
    return f"{local.day}. {_MONTHS.split()[local.month - 1]} {local.year} kl. {local:%H.%M}"


def _page(title: str, main: str) -> str:
    return f"""<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{main}
</main>
</body>
</html>
"""


def _front(mails: Iterable[Mail], house: str) -> str:
    boxes: dict[str, list[Mail]] = {}
    for mail in mails:
        boxes.setdefault(mail.box, []).insert(0, mail)
    parts = ['<p class="notice">Det her er en efterligning. Ingen e-mail forlader din maskine.</p>']
    if house:
        parts.append('<p><a href="/skriv">Skriv en e-mail til kommunen</a></p>')
    for box, found in sorted(boxes.items(), key=lambda one: one[1][0].at, reverse=True):
        entries = "\n".join(
            f'<li><p class="small">{escape(str(mail.content["From"] or "Ukendt"))}, {_when(mail.at)}</p>'
            f'<p><a href="{_address(mail)}">{escape(_subject(mail))}</a></p></li>'
            for mail in found
        )
        parts.append(f"<h2>{escape(box)}</h2>\n<ol>\n{entries}\n</ol>")
    if not boxes:
        parts.append("<p>Der er ingen e-mails endnu.</p>")
    return _page("Postkasser", "\n".join(parts))


def _subject(mail: Mail) -> str:
    return str(mail.content["Subject"] or "(uden emne)")


def _address(mail: Mail) -> str:
    return f"/mail/{quote(mail.box)}/{quote(mail.name)}"


def _one(mail: Mail, house: str) -> str:
    head = [f"Fra {mail.content['From']}", f"Til {mail.content['To']}", _when(mail.at)]
    lines = "".join(f'<p class="small">{escape(str(line))}</p>' for line in head)
    answer = ""
    reply_to = parseaddr(str(mail.content["Reply-To"] or mail.content["From"] or ""))[1]
    if house and mail.box != house and reply_to:
        subject = _subject(mail)
        answer = _form(
            sender=mail.box,
            to=reply_to,
            subject=subject if subject.lower().startswith(("sv:", "re:")) else f"SV: {subject}",
            answers=str(mail.content["Message-ID"] or ""),
        )
        answer = f"<h2>Svar</h2>\n{answer}"
    return _page(
        _subject(mail), f'{lines}<pre>{escape(mail.text)}</pre>{answer}<p><a href="/">Alle postkasser</a></p>'
    )


def _form(*, sender: str = "", to: str, subject: str = "", answers: str = "", text: str = "") -> str:
    return f"""<form method="post" action="/skriv">
<label for="fra">Din e-mailadresse</label><input id="fra" name="fra" type="email" required value="{escape(sender)}">
<input type="hidden" name="til" value="{escape(to)}"><input type="hidden" name="svar" value="{escape(answers)}">
<label for="emne">Emne</label><input id="emne" name="emne" required value="{escape(subject)}">
<label for="tekst">Tekst</label><textarea id="tekst" name="tekst" required>{escape(text)}</textarea>
<button>Send</button>
</form>"""


def _write(boxes: Boxes, form: dict[str, str], house: str) -> None:
    """An e-mail from a person to the municipality. Raises NoSuchBox, and ValueError for a header of two lines."""
    sender, to = box_of(form.get("fra", "")), form.get("til", "")
    if box_of(to) != house:
        raise NoSuchBox(to)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = form.get("emne", "")
    mail["Date"], mail["Message-ID"] = format_datetime(now()), make_msgid(domain="mail.example")
    if form.get("svar"):
        mail["In-Reply-To"] = mail["References"] = form["svar"]
    mail.set_content(form.get("tekst", ""))
    boxes.put(to, mail.as_bytes(), sender=sender)


def _as_json(mail: Mail) -> dict[str, str]:
    told = {
        name.lower().replace("-", "_"): str(mail.content[name] or "")
        for name in (
            "From",
            "To",
            "Reply-To",
            "Subject",
            "Message-ID",
            "Return-Path",
            "Delivered-To",
            "Auto-Submitted",
        )
    }
    return {"box": mail.box, "name": mail.name, "at": mail.at.isoformat(), "text": mail.text, **told}


def serve_pages(boxes: Boxes, *, port: int, house: str) -> str:
    """Serve the pages in a thread; returns their address."""

    class Asked(BaseHTTPRequestHandler):
        """One request."""

        def do_GET(self) -> None:  # the standard library's name
            """`/`, `/mail/<box>/<name>`, `/skriv`, `/messages.json`."""
            path = urlsplit(self.path).path
            if path == "/":
                self._say(_front(boxes.all(), house))
            elif path == "/style.css":
                self._say(STYLE, kind="text/css")
            elif path == "/messages.json":
                self._say(json.dumps([_as_json(mail) for mail in boxes.all()]), kind="application/json")
            elif path == "/skriv" and house:
                self._say(_page("Skriv en e-mail til kommunen", _form(to=house)))
            elif (mail := self._asked_for(path)) is not None:
                self._say(_one(mail, house))
            else:
                self._say(_page("Den side findes ikke", '<p><a href="/">Alle postkasser</a></p>'), status=404)

        def _asked_for(self, path: str) -> Mail | None:
            parts = [unquote(part) for part in path.split("/")]
            return boxes.one(parts[2], parts[3]) if len(parts) == 4 and parts[1] == "mail" else None

        def do_POST(self) -> None:
            """`/skriv`."""
            size = int(self.headers.get("Content-Length") or 0)
            if self.path != "/skriv" or not house or size > LARGEST_FORM:
                self._say("", status=404)
                return
            given = parse_qs(self.rfile.read(size).decode("utf-8", "replace"))
            form = {name: values[0] for name, values in given.items()}
            try:
                _write(boxes, form, house)
            except (NoSuchBox, ValueError):
                wrong = '<p class="wrong" role="alert">Skriv en e-mailadresse, som din@mail.dk.</p>'
                again = _form(
                    sender=form.get("fra", ""),
                    to=form.get("til", house),
                    subject=form.get("emne", ""),
                    answers=form.get("svar", ""),
                    text=form.get("tekst", ""),
                )
                self._say(_page("Skriv en e-mail til kommunen", wrong + again), status=422)
            else:
                self._say(_page("E-mailen er sendt", '<p><a href="/">Alle postkasser</a></p>'))

        def _say(self, text: str, *, kind: str = "text/html", status: int = 200) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: what people look at is their own business."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Asked)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"
