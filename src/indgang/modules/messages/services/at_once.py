"""The way of a letter, decided at once where nobody need be asked: at the counter, where the citizen waits for it."""

from collections.abc import Iterable
from uuid import UUID

from indgang.kernel import clock
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Need
from indgang.modules.messages.models import Message
from indgang.modules.messages.services.climbing import climb
from indgang.modules.messages.services.ways import connected, fresh, party_of


def decide_ways(message_ids: Iterable[UUID]) -> None:
    """Take the first rung of each letter when what we know is enough; the others are left to the worker.

    Who is exempt or wishes paper gets a letter, whatever the register of Digital Post says.

    For a letter to print that is all: it stands on the list. Call it outside a transaction. Safe to repeat, and to run
    beside the worker.
    """
    for message in Message.objects.filter(pk__in=list(message_ids)):
        known = identity.post_facts(party_of(message))
        on_paper = known.exempt or Need.PAPER in known.needs
        if on_paper or not connected() or fresh(known):
            climb(message.pk, now=clock.now())
