"""The houses round a demo, as processes of their own: post, SMS centre, mail server, payment house,
registers (`simulators/`).

They speak the real protocols. What a municipality sets for its own post, the demo sets for these.
"""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from indgang.project.frontdoor import ports, registers
from indgang.project.frontdoor.console import BAD_INPUT, DID_NOT_HOLD, Stop
from indgang.project.frontdoor.places import PACKAGE, ROOT
from indgang.project.frontdoor.stamps import write_whole
from indgang.project.frontdoor.state import State
from indgang.project.frontdoor.supervisor import Program

SIMULATORS = ROOT / "simulators"
SCHEMAS = PACKAGE / "adapters" / "digital_post" / "schemas"
CVR = "99990007"  # made up: it passes modulus 11, and lies far above the numbers given out so far
HOUSE_MAIL = "post@lyngsoe.example"
ACCOUNT = "indgang"


@dataclass(frozen=True)
class Ports:
    """Where they listen on the loopback address: for us, and for people with a browser."""

    post: int
    post_pages: int
    sms: int
    sms_pages: int
    mail: int
    mail_pages: int
    mailbox: int
    pay: int

    @classmethod
    def free(cls) -> "Ports":
        return cls(*(ports.free_port() for _ in fields(cls)))


@dataclass(frozen=True)
class Neighbours:
    """The houses of one installation. `pace`: seconds from one receipt to the next; `letters`: seconds an SMS takes."""

    state: State
    ports: Ports
    origin: str
    pace: float = 1.0
    registers: Mapping[str, int] = field(default_factory=dict)
    """The port of each register; without any, a demo reads its pack's own people."""

    @property
    def folder(self) -> Path:
        return self.state.path / "post"

    @property
    def pages_of_post(self) -> str:
        return f"http://127.0.0.1:{self.ports.post_pages}/"

    @property
    def pages(self) -> dict[str, str]:
        """Where people see them: what it is, and its address."""
        return {
            "Digital Post og breve": self.pages_of_post,
            "SMS": f"http://127.0.0.1:{self.ports.sms_pages}/",
            "E-mail": f"http://127.0.0.1:{self.ports.mail_pages}/",
            "Betalinger": f"http://127.0.0.1:{self.ports.pay}/",
        }

    def secrets(self) -> tuple[str, str]:
        """What the post must bring when it pushes to us, and our password at the others; made once."""
        path = self.state.path / "keys" / "neighbours"
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, f"{secrets.token_urlsafe(24)} {secrets.token_hex(4)}", mode=0o600)
        push, sms = path.read_text().split()
        return f"post:{push}", sms

    def payment_secrets(self) -> tuple[str, str]:
        """Our key at the payment house, and what its notices must bring; made once."""
        path = self.state.path / "keys" / "payment-house"
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, f"{secrets.token_hex(24)} {secrets.token_hex(24)}", mode=0o600)
        key, notices = path.read_text().split()
        return key, notices

    def make_certificates(self) -> None:
        """The post's authority and both certificates. Settings name these files, so that they must be there first."""
        script = SIMULATORS / "post" / "certificates.py"
        made = subprocess.run(
            [sys.executable, "-I", str(script), str(self.folder / "certificates"), CVR],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise Stop(DID_NOT_HOLD, f"The certificates of the post could not be made:\n{made.stderr}")

    def environment(self) -> dict[str, str]:
        """What an operator would set."""
        push, sms = self.secrets()
        key, notices = self.payment_secrets()
        address = f"https://127.0.0.1:{self.ports.post}"
        certificates = self.folder / "certificates"
        return {
            "INDGANG_POST": address,
            "INDGANG_POST_TOKENS": address,
            "INDGANG_POST_CVR": CVR,
            "INDGANG_POST_CERTIFICATE": str(certificates / "municipality.pem"),
            "INDGANG_POST_KEY": str(certificates / "municipality-key.pem"),
            "INDGANG_POST_CA": str(certificates / "ca.pem"),
            "INDGANG_POST_SECRET": push,
            "INDGANG_SMS": f"demo=smpp://{ACCOUNT}:{sms}@127.0.0.1:{self.ports.sms}",
            "INDGANG_SMTP": f"demo=smtp://127.0.0.1:{self.ports.mail}",
            "INDGANG_IMAP": f"demo=imap://{ACCOUNT}:{sms}@127.0.0.1:{self.ports.mailbox}",
            "INDGANG_MAIL_FROM": HOUSE_MAIL,
            "INDGANG_PAYMENT": f"http://127.0.0.1:{self.ports.pay}",
            "INDGANG_PAYMENT_KEY": key,
            "INDGANG_PAYMENT_SECRET": notices,
            "INDGANG_DEMO_POST": self.pages["Digital Post og breve"],
            **registers.environment(self.registers, certificates),
        }

    def programs(self) -> list[Program]:
        """The processes."""
        push, sms = self.secrets()
        bare = {"PATH": os.environ.get("PATH", ""), "SIM_CLOCK": str(self.state.path / "clock.json")}
        post = {
            **bare,
            "POST_PORT": str(self.ports.post),
            "POST_PAGES_PORT": str(self.ports.post_pages),
            "POST_STATE": str(self.folder),
            "POST_REGISTER": str(self.folder / "register.json"),
            "POST_CONTACTS": str(self.folder / "contacts.json"),
            "POST_SCHEMAS": str(SCHEMAS),
            "POST_PUSH": f"{self.origin}/maskine/post",
            "POST_PUSH_SECRET": push,
            "POST_CVR": CVR,
            "POST_NAME": "Lyngsø Kommune",
            "POST_PACE": str(self.pace),
        }
        centre = {
            **bare,
            "SMSC_PORT": str(self.ports.sms),
            "SMSC_PAGES_PORT": str(self.ports.sms_pages),
            "SMSC_STATE": str(self.state.path / "sms"),
            "SMSC_ACCOUNTS": f"{ACCOUNT}:{sms}",
            "SMSC_FAULTS": str(self.state.path / "sms" / "faults.json"),
            "SMSC_SECONDS": str(self.pace),
        }
        mail = {
            **bare,
            "MAIL_PORT": str(self.ports.mail),
            "MAIL_PAGES_PORT": str(self.ports.mail_pages),
            "MAIL_STATE": str(self.state.path / "mail"),
            "MAIL_HOUSE": HOUSE_MAIL,
            "MAIL_IMAP_PORT": str(self.ports.mailbox),
            "MAIL_IMAP_ACCOUNT": f"{ACCOUNT}:{sms}",
            "MAIL_FAULTS": str(self.state.path / "mail" / "faults.json"),
        }
        pay = {
            **bare,
            "PAY_PORT": str(self.ports.pay),
            "PAY_KEY": self.payment_secrets()[0],
            "PAY_STATE": str(self.state.path / "pay"),
            "PAY_FAULTS": str(self.state.path / "pay" / "faults.json"),
        }
        return [
            Program("the post", _python("post"), self.state.log("post"), post),
            Program(
                "SMS centre",
                [_node(), str(SIMULATORS / "smsc" / "server.mjs")],
                self.state.log("sms"),
                centre,
            ),
            Program("mail server", _python("mail"), self.state.log("mail"), mail),
            Program("payment house", _python("pay"), self.state.log("pay"), pay),
            *registers.programs(
                self.registers,
                self.folder,
                self.state.path / "registers" / "faults.json",
                self.state.log("registers"),
                self.state.path / "clock.json",
            ),
        ]

    def answer(self) -> bool:
        """Whether all of them listen."""
        listening = (self.ports.post, self.ports.sms, self.ports.mail, self.ports.pay)
        return all(ports.answers(port) for port in (*listening, *self.registers.values()))


def _python(name: str) -> list[str]:
    return [sys.executable, "-I", str(SIMULATORS / name / "server.py")]


def _node() -> str:
    node = shutil.which("node")
    if node is None:
        raise Stop(BAD_INPUT, "Node is not on the path. Start the demo by ./indgang demo.")
    return node
