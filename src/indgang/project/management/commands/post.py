"""`manage post --message UUID | --failed | --providers | --verify UUID`: how letters fare, for operators.

It shows neither names nor texts nor numbers of anybody.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.messages import selectors, services
from indgang.modules.messages.vocabulary import CAUSE_NAMES, REMEDIES, REMEDY_NAMES, WAY_NAMES, Cause, Way

SHOWN = 200


def _moment(at: datetime) -> str:
    return f"{at.astimezone(clock.COPENHAGEN):%Y-%m-%d %H:%M:%S}"


class Command(BaseCommand):
    help = "One letter's way, what did not arrive, who brings our letters, and what can be proven."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked = parser.add_mutually_exclusive_group(required=True)
        asked.add_argument("--message", type=UUID, metavar="UUID", help="each step of one letter")
        asked.add_argument(
            "--failed", action="store_true", help="what did not arrive, why, and what can be done"
        )
        asked.add_argument("--providers", action="store_true", help="who rests, and until when")
        asked.add_argument("--verify", type=UUID, metavar="UUID", help="is what was sent what we have?")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a proof does not hold."""
        try:
            if options["message"]:
                self._message(options["message"])
            elif options["failed"]:
                self._failed()
            elif options["providers"]:
                self._providers()
            else:
                self._verify(options["verify"])
        except NotYours as nobody:
            raise CommandError("No message has this id.") from nobody

    def _message(self, message_id: UUID) -> None:
        trace = selectors.state_of(message_id)
        say: Callable[[str], None] = self.stdout.write
        say(f"{trace.state or 'came in'}: {trace.sentence.en}")
        for line in trace.steps:
            more = " ".join(part for part in (line.who.en, line.detail.en) if part)
            say(f"  {_moment(line.at)}  {line.words.en}{f' ({more})' if more else ''}")
        for remedy in trace.remedies:
            say(f"  you can: {REMEDY_NAMES[remedy].en}")

    def _failed(self) -> None:
        rows = selectors.undelivered(SHOWN)
        if not rows:
            self.stdout.write("Everything has arrived, or is on its way.")
        for row in rows:
            cause = Cause(row.cause)
            tries = sum(one.attempts for one in row.carried if one.way != Way.INBOX)
            remedies = ", ".join(REMEDY_NAMES[remedy].en for remedy in REMEDIES[cause])
            self.stdout.write(
                f"{row.message_id}  {CAUSE_NAMES[cause].en} Tries: {tries}. You can: {remedies}"
            )
        if len(rows) == SHOWN:
            self.stdout.write(f"These are the newest {SHOWN}.")

    def _providers(self) -> None:
        rows = selectors.providers()
        if not rows:
            self.stdout.write("Nothing has left the house yet.")
        now = clock.now()
        for row in rows:
            rests = row.opened_until is not None and row.opened_until > now
            state = f"rests until {_moment(row.opened_until)}" if rests and row.opened_until else "works"
            self.stdout.write(
                f"{WAY_NAMES[Way(row.way)].en}, {row.name}: {state}, weight {row.weight}, "
                f"{row.failures} failures in a row"
            )

    def _verify(self, message_id: UUID) -> None:
        selectors.state_of(message_id)
        proof = services.verify(message_id)
        if proof.pdf_sha256:
            state = "is there and unchanged" if proof.pdf_there else "IS NOT WHAT WAS MADE"
            self.stdout.write(f"letter {proof.pdf_sha256}: {state}")
        for one in proof.envelopes:
            words = {
                True: "made again, byte for byte",
                False: "CANNOT BE MADE AGAIN",
                None: "known by its hash alone",
            }
            self.stdout.write(
                f"{WAY_NAMES[one.way].en} {one.uuid}, {one.size} bytes, {_moment(one.made_at)}, "
                f"{one.sha256}: {words[one.rebuilt]}"
            )
        if not proof.pdf_sha256 and not proof.envelopes:
            self.stdout.write("Nothing was made of this message beside its text.")
        if (proof.pdf_sha256 and not proof.pdf_there) or any(one.rebuilt is False for one in proof.envelopes):
            raise CommandError("The proof does not hold.")
