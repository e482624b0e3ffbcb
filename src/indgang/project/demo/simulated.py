"""What a simulation does from within: its town is made known, letters are sent to it, and its time moves on."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import SYSTEM, Need, Party
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Block, Letter, MessageKind
from indgang.project.demo.crowd import Member

KEY = "simulation:"
UNIT = "borgerservice"
KINDS = (
    (MessageKind.DECISION, 60),
    (MessageKind.QUESTION, 15),
    (MessageKind.NOTICE, 15),
    (MessageKind.RECEIPT, 10),
)
TITLES = {
    MessageKind.DECISION: Text("Vi har afgjort din sag", "We have decided your case"),
    MessageKind.QUESTION: Text("Vi mangler noget fra dig", "We need something from you"),
    MessageKind.NOTICE: Text("Nyt om din sag", "News about your case"),
    MessageKind.RECEIPT: Text("Vi har fået din besked", "We have got your message"),
}
BODY = Text(
    "Det her er et brev fra en øvelse. Du skal ikke gøre noget.",
    "This is a letter from an exercise. You need not do anything.",
)


@transaction.atomic
def know(members: Sequence[Member]) -> list[Party]:
    """Make the town known; the parties in the same order."""
    found = []
    for member in members:
        if member.is_company:
            identity.update_company_from_register(cvr=member.number, name=member.name, closed=False)
            company = identity.know_company(cvr=member.number, name=member.name)
            found.append(Party("company", str(company.pk), member.name))
            continue
        person = identity.know_person(cpr=member.number, name=member.name)
        identity.update_from_register(person_id=person.pk, exempt=member.exempt, protected=False)
        if member.kind == "wishes_paper":
            identity.declare_need(person_id=person.pk, need=Need.PAPER, by=SYSTEM)
        found.append(Party("person", str(person.pk), member.name))
    return found


def send(parties: Sequence[Party], count: int, seed: int) -> Iterator[str]:
    """Send letter after letter, each in a transaction of its own; gives the key of each when it is committed."""
    rng = random.Random(seed)  # noqa: S311  # a choice of letters, not a secret
    kinds = rng.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS], k=count)
    for place, kind in enumerate(kinds):
        key = f"{KEY}{place}"
        title = TITLES[kind]
        messages.send(
            to=parties[place % len(parties)],
            letter=Letter(title, (Block("text", BODY),)),
            kind=kind,
            by=SYSTEM,
            key=key,
            unit=UNIT,
            reference=f"Øvelse {place + 1}",
            reply_expected=kind is MessageKind.QUESTION,
        )
        yield key


def forward(to: datetime) -> timedelta:
    """Move the demo's clock to a moment, a second at least; by how much it was moved."""
    by = max(to - clock.now(), timedelta(seconds=1))
    clock.forward(by)
    return by
