"""A real mail server for tests: Dovecot with one mailbox, on a port and in a folder of its own, gone afterwards."""

import getpass
import grp
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indgang.adapters.email.mailbox import ImapBox

USER, PASSWORD = "post", "kun-til-tests"
_SECONDS = 10.0


@dataclass(frozen=True)
class MailServer:
    """Where it answers; `setting` is what INDGANG_IMAP would say."""

    port: int

    @property
    def setting(self) -> str:
        return f"dovecot=imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}"

    def box(self, *, largest: int = 25 * 1024 * 1024) -> ImapBox:
        return ImapBox(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, tls=False, largest=largest
        )

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Somebody's mail arrives."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=_SECONDS) as box:
            box.login(USER, PASSWORD)
            for mail in mails:
                said, _ = box.append(folder, "", "", mail)
                if said != "OK":
                    raise RuntimeError("Dovecot does not take the mail.")

    def in_folder(self, folder: str) -> list[bytes]:
        """What lies there now."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=_SECONDS) as box:
            box.login(USER, PASSWORD)
            if box.select(folder)[0] != "OK":
                return []
            found = box.uid("SEARCH", "UNDELETED")[1][0]
            shown = [box.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1] for uid in (found or b"").split()]
            # What was moved meanwhile is not shown.
            return [one[1] for parts in shown for one in parts if isinstance(one, tuple)]


def dovecot() -> str | None:
    """The program, or None when the machine has none."""
    return shutil.which("dovecot") or shutil.which(
        "dovecot", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"
    )


@contextmanager
def mail_server(*, can_move: bool = True) -> Iterator[MailServer]:
    """A running Dovecot with an empty mailbox. `can_move` False: one that knows no MOVE, as old servers.

    Raises RuntimeError with its log when it does not come up.
    """
    program = dovecot()
    if program is None:
        raise RuntimeError("Dovecot is not installed: sudo apt-get install dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))  # short: its sockets have no room for a long path
    try:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "dovecot.conf").write_text(_config(folder, port, can_move=can_move))
        running = subprocess.Popen(  # noqa: S603
            [program, "-F", "-c", str(folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(port, running, folder / "log")
            yield MailServer(port)
        finally:
            running.terminate()
            running.wait(_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and running.poll() is None:
        try:
            with imaplib.IMAP4("127.0.0.1", port, timeout=2) as box:
                box.login(USER, PASSWORD)
                return
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.05)
    raise RuntimeError("Dovecot did not come up:\n" + (log.read_text() if log.exists() else ""))


def _config(folder: Path, port: int, *, can_move: bool) -> str:
    """Everything in its own folder. Dovecot never handles mail as root, so root lends the mailbox to its own user."""
    mail = folder / "mail"
    mail.mkdir()
    if os.geteuid() == 0:
        owner = group = "dovecot"
        shutil.chown(mail, owner, group)
        folder.chmod(0o755)  # Dovecot's users come through it
        own = ""
    else:
        owner, group = getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
        own = f"default_internal_user = {owner}\ndefault_login_user = {owner}\ndefault_internal_group = {group}\n"
    capability = "" if can_move else "imap_capability = IMAP4rev1 LITERAL+\n"
    return f"""
base_dir = {folder}/base
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{mail}
first_valid_uid = 1
{own}{capability}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={mail}
}}
namespace inbox {{
  inbox = yes
}}
"""
