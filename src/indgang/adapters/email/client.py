"""A mail server over SMTP (RFC 5321), by the standard library.

Each e-mail has a connection of its own. Until DATA has ended nothing is taken; from there to the answer the outcome is
unknown. 4xx means "not now", 5xx "never".
"""

import re
import smtplib
import ssl
from contextlib import suppress

from indgang.adapters.email.types import MailRefused, MailUnavailable, MailUnknown

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 20.0
GOODBYE_SECONDS = 1.0
ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*/=?^_`{|}~.+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
"""An address as people have them: the local part without quotes, a host with a dot. Nothing that ends a line."""
_BAD_ADDRESS = {550, 551, 553}


class SmtpClient:
    """One mail server. `tls`: from the first byte (smtps). `starttls`: demanded before anything is said.

    Safe to use from several threads: nothing is kept between calls.
    """

    def __init__(
        self,
        name: str,
        host: str,
        port: int,
        *,
        user: str = "",
        password: str = "",
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.name = name
        self._host, self._port = host, port
        self._user, self._password = user, password
        self._tls, self._starttls = tls, starttls
        self._answer_seconds = answer_seconds

    def send(self, mail: bytes, *, to: str, bounces_to: str) -> str:
        """See MailClient."""
        for one in (to, bounces_to):
            if not ADDRESS.fullmatch(one):
                raise ValueError("that is no e-mail address")
        server = self._connect()
        try:
            self._before(server, to, bounces_to)
            said = self._data(server, mail)
            with suppress(OSError, smtplib.SMTPException):
                if server.sock is not None:
                    server.sock.settimeout(GOODBYE_SECONDS)
                server.quit()
        finally:
            server.close()
        return said

    def _connect(self) -> smtplib.SMTP:
        try:
            if self._tls is not None:
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    self._host, self._port, timeout=CONNECT_SECONDS, context=self._tls
                )
            else:
                server = smtplib.SMTP(self._host, self._port, timeout=CONNECT_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable(_kind(error)) from error
        if server.sock is not None:
            server.sock.settimeout(self._answer_seconds)
        return server

    def _before(self, server: smtplib.SMTP, to: str, bounces_to: str) -> None:
        """Everything up to DATA: whatever goes wrong here, nothing was taken."""
        try:
            if self._starttls is not None:
                server.starttls(context=self._starttls)
            if self._user:
                server.login(self._user, self._password)
            server.ehlo_or_helo_if_needed()
            _yes(server.mail(bounces_to), address=False)
            _yes(server.rcpt(to), address=True)
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable(_kind(error)) from error

    def _data(self, server: smtplib.SMTP, mail: bytes) -> str:
        try:
            code, said = server.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable(_kind(error)) from error
        if code != 354:
            _yes((code, said), address=False)
            raise MailUnavailable(f"{code}")
        try:
            server.send(_dotted(mail))
            code, said = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnknown(_kind(error)) from error
        if not 200 <= code < 600:
            raise MailUnknown(f"{code}")
        _yes((code, said), address=False)
        return _plain(said)


def _dotted(mail: bytes) -> bytes:
    """The lines of the mail as DATA wants them: CRLF, a dot before a dot, and the end."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", mail)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _yes(answer: tuple[int, bytes], *, address: bool) -> None:
    """Nothing when the server said yes. The text of its answer is not kept: it repeats the address as a rule."""
    code, said = answer
    if 200 <= code < 400:
        return
    found = re.match(rb"[245]\.[0-9]{1,3}\.[0-9]{1,3}", said)  # RFC 3463
    enhanced = found.group().decode() if found else ""
    if code < 500:
        raise MailUnavailable(f"{code} {enhanced}".strip())
    bad = address and (code in _BAD_ADDRESS or enhanced.startswith("5.1."))
    raise MailRefused(str(code), enhanced, address=bad)


def _plain(said: bytes) -> str:
    """The server's answer to DATA, for a search in its log: its queue id stands there. Addresses are left out."""
    words = [word for word in said.decode("ascii", "replace").split() if "@" not in word]
    return re.sub(r"[^A-Za-z0-9 .:_=-]", "", " ".join(words))[:80]


def _kind(error: Exception) -> str:
    """What went wrong, without what was said."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
