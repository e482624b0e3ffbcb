"""The municipality's mailbox over IMAP (RFC 3501 and MOVE, RFC 6851): as much of it as fetching and filing needs.

For a demo, where no other server is. It knows LOGIN, SELECT, UID SEARCH, UID FETCH (size, head, whole), UID MOVE and
CREATE; it answers BAD to anything else. Tests fetch from Dovecot, too.
"""

import json
import os
import re
import socketserver
from hmac import compare_digest
from pathlib import Path
from threading import Lock, Thread

CAPABILITIES = b"IMAP4rev1 MOVE"
LONGEST_LINE = 8192
_lock = Lock()


class Folder:
    """One Maildir with a number for each of its e-mails, which it keeps."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._numbers = path / "uids.json"

    def numbered(self) -> dict[int, Path]:
        """Number -> file, the oldest first. A number is given once and never again."""
        with _lock:
            try:
                known: dict[str, int] = json.loads(self._numbers.read_text())
            except (OSError, ValueError):
                known = {}
            files = {path.name: path for part in ("new", "cur") for path in (self.path / part).glob("*")}
            fresh = sorted(name for name in files if name not in known)
            top = max(known.values(), default=0)
            known |= {name: top + place for place, name in enumerate(fresh, 1)}
            if fresh:
                self._keep(known)
            return dict(sorted((known[name], path) for name, path in files.items()))

    def _keep(self, known: dict[str, int]) -> None:
        new = self._numbers.with_suffix(".new")
        with new.open("w") as file:
            file.write(json.dumps(known))
            file.flush()
            os.fsync(file.fileno())
        new.rename(self._numbers)

    def move(self, number: int, name: str) -> bool:
        """Into a folder beside this one; False when the folder is not there. One that is gone is no failure."""
        there = self.path / f".{name}" / "cur"
        if not there.is_dir():
            return False
        found = self.numbered().get(number)
        if found is not None:
            found.rename(there / found.name)
        return True

    def create(self, name: str) -> None:
        """A folder beside this one."""
        for part in ("tmp", "new", "cur"):
            (self.path / f".{name}" / part).mkdir(parents=True, exist_ok=True)


class Caller(socketserver.StreamRequestHandler):
    """One connection."""

    timeout = 120
    account = ""
    folder: Folder

    def handle(self) -> None:
        """Commands until LOGOUT."""
        self._inside = self._chosen = False
        self.wfile.write(b"* OK [CAPABILITY " + CAPABILITIES + b"] mail.example\r\n")
        while line := self.rfile.readline(LONGEST_LINE):
            tag, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            word, _, rest = rest.partition(" ")
            if word.upper() == "UID":
                word, _, rest = rest.partition(" ")
                word = f"UID {word}"
            answer = self._obey(word.upper(), rest)
            self.wfile.write(f"{tag} {answer}\r\n".encode())
            if word.upper() == "LOGOUT":
                return

    def _obey(self, word: str, rest: str) -> str:
        match word:
            case "CAPABILITY":
                self._tell("CAPABILITY " + CAPABILITIES.decode())
            case "NOOP":
                pass
            case "LOGOUT":
                self._tell("BYE good bye")
            case "LOGIN":
                given = " ".join(_unquoted(rest))
                self._inside = compare_digest(given.encode(), self.account.replace(":", " ", 1).encode())
                return "OK done" if self._inside else "NO [AUTHENTICATIONFAILED] no"
            case _ if not self._inside:
                return "NO first log in"
            case "SELECT" if _unquoted(rest)[:1] == ["INBOX"]:
                self._chosen = True
                self._tell(f"{len(self.folder.numbered())} EXISTS")
                self._tell("OK [UIDVALIDITY 1] ok")
            case "CREATE":
                return self._create(rest)
            case _ if not self._chosen:
                return "BAD first select INBOX"
            case "UID SEARCH":
                self._search(rest)
            case "UID FETCH":
                return self._fetch(rest)
            case "UID MOVE":
                return self._move(rest)
            case _:
                return "BAD not known"
        return "OK done"

    def _tell(self, text: str) -> None:
        self.wfile.write(f"* {text}\r\n".encode())

    def _create(self, rest: str) -> str:
        name = _folder_name(rest)
        if not name:
            return "NO that is no name of a folder"
        self.folder.create(name)
        return "OK done"

    def _search(self, rest: str) -> None:
        asked = re.search(r"UID (\d+)", rest)
        found = [number for number in self.folder.numbered() if not asked or number == int(asked[1])]
        self._tell(" ".join(["SEARCH", *map(str, found)]))

    def _fetch(self, rest: str) -> str:
        asked = re.fullmatch(r"(\d+) \((RFC822\.SIZE|BODY\.PEEK\[(HEADER)?\])\)", rest)
        if not asked:
            return "BAD only RFC822.SIZE and BODY.PEEK"
        path = self.folder.numbered().get(int(asked[1]))
        if path is None:
            return "OK done"
        content = path.read_bytes()
        if asked[2] == "RFC822.SIZE":
            self._tell(f"1 FETCH (UID {asked[1]} RFC822.SIZE {len(content)})")
            return "OK done"
        if asked[3]:
            content = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        part = asked[2].replace(".PEEK", "")
        self.wfile.write(f"* 1 FETCH (UID {asked[1]} {part} {{{len(content)}}}\r\n".encode())
        self.wfile.write(content + b")\r\n")
        return "OK done"

    def _move(self, rest: str) -> str:
        number, _, place = rest.partition(" ")
        name = _folder_name(place)
        if not name or not number.isdigit():
            return "BAD no"
        return "OK done" if self.folder.move(int(number), name) else "NO [TRYCREATE] no such folder"


def _unquoted(text: str) -> list[str]:
    return [
        re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
        for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    ]


def _folder_name(text: str) -> str:
    """The name of a folder; empty for one that could lead elsewhere."""
    found = _unquoted(text)
    return found[0] if len(found) == 1 and re.fullmatch(r"[A-Za-z0-9-]{1,40}", found[0]) else ""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve_imap(box: Path, *, port: int, account: str) -> int:
    """Serve one mailbox in a thread, to who logs in as `user:password`; returns the port."""
    folder = Folder(box)
    for part in ("tmp", "new", "cur"):
        (box / part).mkdir(parents=True, exist_ok=True)
    handler = type("One", (Caller,), {"account": account, "folder": folder})
    server = _Server(("127.0.0.1", port), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return int(server.server_address[1])
