"""`manage listen [--every 20]`: fetches e-mail, and the receipts of SMS centres. One process is enough."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from indgang.adapters.email.types import MailUnavailable
from indgang.modules.messages import services as messages

logger = logging.getLogger(__name__)
EVERY_SECONDS = 20.0


def turn(seconds: float) -> int:
    """Empty each mailbox, then take receipts of text messages for `seconds`. Returns how many of both.

    What is away is passed over until the next turn: it keeps what it has for us.
    """
    close_old_connections()
    taken = 0
    for box in messages.mailboxes():
        try:
            with box:
                taken += messages.empty_mailbox(box)
        except MailUnavailable as error:
            logger.warning("A mailbox is away: %s", error)
    began = time.monotonic()
    taken += messages.listen_for_sms(seconds)
    time.sleep(max(0.0, seconds - (time.monotonic() - began)))
    return taken


class Command(BaseCommand):
    help = "Fetch e-mail (INDGANG_IMAP) and receipts of text messages (INDGANG_SMS), until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=EVERY_SECONDS, help="seconds between turns")
        parser.add_argument("--once", action="store_true", help="one turn, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            try:
                turn(options["every"])
            except Exception:
                logger.exception("A turn of the listener failed; it goes on with the next")
                time.sleep(min(options["every"], EVERY_SECONDS))
            if options["once"]:
                return
