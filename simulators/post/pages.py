"""Pages for people: mailboxes, letters, receipts and faults. Plain HTTP on loopback; nothing here needs a script."""

import email.parser
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from simulators.post import page_faults, page_letters, page_mail
from simulators.post.accepting import Counter
from simulators.post.books import books
from simulators.post.html import Page, Reply, frame
from simulators.post.web import Handler, Server
from simulators.post.writing import LARGEST_FILE, Attachment

STYLE = Path(__file__).with_name("style.css")
SAFETY = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
ID = r"[0-9a-f-]{16,36}"


@dataclass(frozen=True)
class Form:
    """What was sent from a page: fields, and a file when there was one."""

    fields: dict[str, str]
    file: Attachment | None = None


Show = Callable[..., Reply]
GET: tuple[tuple[str, Show], ...] = (
    (r"/", page_mail.front),
    (r"/postkasser/", page_mail.mailboxes),
    (rf"/postkasse/({ID})/", page_mail.mailbox),
    (rf"/postkasse/({ID})/skriv/", page_mail.write_form),
    (rf"/besked/({ID})/", page_mail.message),
    (rf"/besked/({ID})/fil/(\d{{1,3}})/", page_mail.file),
    (rf"/besked/({ID})/svar/", page_mail.reply_form),
    (r"/breve/", page_letters.letters),
    (rf"/brev/({ID})/", page_letters.letter),
    (rf"/brev/({ID})/pdf/", page_letters.pdf),
    (r"/kvitteringer/", page_letters.receipts_page),
    (r"/fejl/", page_faults.show),
)
POST: tuple[tuple[str, Show], ...] = (
    (rf"/postkasse/({ID})/skriv/", page_mail.write),
    (rf"/besked/({ID})/svar/", page_mail.reply),
    (rf"/brev/({ID})/retur/", page_letters.send_back),
    (r"/fejl/", page_faults.change),
)


def server(port: int, counter: Counter) -> Server:
    """The server for people, listening."""

    class Pages(Handler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if not self._ours():
                return
            if path == "/style.css":
                self.say(200, STYLE.read_bytes(), "text/css; charset=utf-8")
            elif path == "/healthz":
                self.say_json(200, {"ok": True})
            elif path == "/regnskab.json":
                self.say_json(200, books(counter.store))
            else:
                self._answer(GET, path)

        do_HEAD = do_GET

        def do_POST(self) -> None:
            sent = self.body(LARGEST_FILE + 1_000_000)
            if not self._ours(writing=True):
                return
            if sent is None:
                self.close_connection = True
                self._say(Reply(frame(Page("For stort", "<p>Filen må højst fylde 10 MB.</p>")), 413))
                return
            self._answer(POST, urlsplit(self.path).path, _form(self.headers.get("Content-Type", ""), sent))

        def _ours(self, *, writing: bool = False) -> bool:
            """Whether a browser asks for our own pages: no other site may lead it here to write."""
            host = self.headers.get("Host", "")
            origin = self.headers.get("Origin", f"http://{host}")
            if re.fullmatch(r"(127\.0\.0\.1|localhost)(:\d+)?", host) and (
                not writing or origin == f"http://{host}"
            ):
                return True
            self.say(403, b"", "text/plain")
            return False

        def _answer(self, table: tuple[tuple[str, Show], ...], path: str, *more: object) -> None:
            for pattern, show in table:
                if found := re.fullmatch(pattern, path):
                    self._say(show(counter, *found.groups(), *more))
                    return
            self._say(Reply(frame(Page("Siden findes ikke", "<p>Gå til <a href='/'>forsiden</a>.</p>")), 404))

        def _say(self, reply: Reply) -> None:
            headers = SAFETY + ((("Location", reply.to),) if reply.to else ())
            self.say(reply.status, reply.content, reply.kind, headers)

    return Server(port, Pages)


def _form(kind: str, sent: bytes) -> Form:
    """A form with or without a file."""
    if not kind.startswith("multipart/form-data"):
        found = parse_qs(sent.decode("utf-8", "replace"), keep_blank_values=True)
        return Form({name: values[-1] for name, values in found.items()})
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    whole = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + sent)
    fields, file = {}, None
    for part in whole.iter_parts():
        name = str(part.get_param("name", "", header="content-disposition"))
        content = part.get_payload(decode=True)
        bare = content if isinstance(content, bytes) else b""
        given = part.get_filename()
        if given is None:
            fields[name] = bare.decode("utf-8", "replace")
        elif given and bare:
            clean = re.sub(r'[/\\:*?"<>|\x00-\x1f]', "_", given)[-100:]
            file = Attachment(clean, part.get_content_type(), bare)
    return Form(fields, file)
