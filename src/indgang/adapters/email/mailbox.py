"""The mailbox that citizens write to, over IMAP (RFC 3501, MOVE by RFC 6851).

What lies in the inbox is what nobody has taken: whether somebody opened it with another program says nothing. A mail
is moved out only after it is stored with us; a listener that dies in between gets it again, and it is known again.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any

from indgang.adapters.email.read import LARGEST, TOO_LARGE
from indgang.adapters.email.types import MailUnavailable

SECONDS = 20.0


class ImapBox:
    """One mailbox, open from `with` to its end. Every call may raise MailUnavailable, whose text holds no password."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        user: str,
        password: str,
        tls: bool = True,
        starttls: bool = False,
        largest: int = LARGEST,
    ) -> None:
        self.host, self.port, self.user, self._password = host, port, user, password
        self._tls, self._starttls, self._largest = tls, starttls, largest
        self._box: imaplib.IMAP4 | None = None
        self._generation = ""

    def __enter__(self) -> "ImapBox":
        try:
            trust = ssl.create_default_context() if self._tls or self._starttls else None
            if self._tls:
                self._box = imaplib.IMAP4_SSL(self.host, self.port, ssl_context=trust, timeout=SECONDS)
            else:
                self._box = imaplib.IMAP4(self.host, self.port, timeout=SECONDS)
                if self._starttls:
                    self._box.starttls(trust)
            self._box.login(self.user, self._password)
            self._said(self._box.select("INBOX"), "select")
            _, generation = self._box.response("UIDVALIDITY")
            self._generation = (generation[0] or b"0").decode() if generation else "0"
        except (OSError, imaplib.IMAP4.error) as error:
            self._close()
            raise MailUnavailable(
                f"{self.host}:{self.port} did not let us in ({type(error).__name__})."
            ) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._close()

    def unseen(self) -> Iterator[tuple[str, bytes]]:
        """Each mail in the inbox, the oldest first: its id there, and its bytes.

        Of a mail that is larger than we take only the head comes, after a line that says its size.
        """
        for uid in self._call("SEARCH", "UNDELETED")[0].split():
            name = uid.decode()
            size = self._size(name)
            if size is None:  # somebody else took it meanwhile
                continue
            part = "BODY.PEEK[]" if size <= self._largest else "BODY.PEEK[HEADER]"
            raw = next(
                (one[1] for one in self._call("FETCH", name, f"({part})") if isinstance(one, tuple)), None
            )
            if raw is not None:
                marked = b"" if size <= self._largest else f"{TOO_LARGE}: {size}\r\n".encode()
                yield f"{self._generation}:{name}", marked + raw

    def done(self, uid: str, folder: str) -> None:
        """Move a mail out of the inbox; the folder is made when it is not there. Safe to repeat.

        A mailbox that was made anew gives the same ids to other mails: then nothing is moved.
        """
        generation, _, name = uid.partition(":")
        if generation != self._generation:
            return
        box = self._open()
        quoted = '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if not self._moved(box, name, quoted):
            box.create(quoted)
            if not self._moved(box, name, quoted):
                raise MailUnavailable(f"The mailbox does not move a mail to {folder}.")

    def _moved(self, box: imaplib.IMAP4, uid: str, folder: str) -> bool:
        try:
            if "MOVE" in self._can(box):
                return box.uid("MOVE", uid, folder)[0] == "OK"
            if not self._call("SEARCH", f"UID {uid} UNDELETED")[0]:
                return True
            if box.uid("COPY", uid, folder)[0] != "OK":
                return False
            box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
            if "UIDPLUS" in self._can(box):
                box.uid("EXPUNGE", uid)
        except imaplib.IMAP4.abort as error:
            raise MailUnavailable(f"{self.host} hung up.") from error
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailUnavailable(f"{self.host} did not answer ({type(error).__name__}).") from None
        return True

    def _can(self, box: imaplib.IMAP4) -> frozenset[str]:
        """What the server can do, asked after the login: many say more then."""
        _, found = box.capability()
        return frozenset(b" ".join(one for one in found if one).decode("ascii", "replace").upper().split())

    def _size(self, uid: str) -> int | None:
        for one in self._call("FETCH", uid, "(RFC822.SIZE)"):
            text = one[0] if isinstance(one, tuple) else one
            found = re.search(rb"RFC822\.SIZE (\d+)", text or b"")
            if found:
                return int(found[1])
        return None

    def _open(self) -> imaplib.IMAP4:
        if self._box is None:
            raise MailUnavailable("The mailbox is not open.")
        return self._box

    def _call(self, command: str, *arguments: str) -> list[Any]:
        box = self._open()
        try:
            if command == "SEARCH":
                return self._said(box.uid("SEARCH", None, *arguments), command)  # type: ignore[arg-type]
            return self._said(box.uid(command, *arguments), command)
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailUnavailable(f"{self.host} did not answer ({type(error).__name__}).") from None

    def _said(self, answer: tuple[str, list[Any]], what: str) -> list[Any]:
        if answer[0] != "OK":
            raise MailUnavailable(f"{self.host} said no to {what}.")
        return [one for one in answer[1] if one is not None] or [b""]

    def _close(self) -> None:
        if self._box is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                self._box.logout()
            self._box = None
