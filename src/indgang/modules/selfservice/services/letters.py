"""The letters that go with a submission, filled in from what was sent."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Ground
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Letter
from indgang.modules.selfservice.rules.codes import code_for, in_groups
from indgang.modules.selfservice.rules.deciding import letter_values
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors.writers import written_in


def prepared(
    situation: Situation,
    *,
    party_name: str,
    reported_by: Text,
    number: str,
    sent_on: date,
    answer_by: date,
    names: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> dict[str, Letter]:
    """The letter for each outcome, and the receipt, in plain words and two languages.

    `names`: other files than those of `letters`, by outcome; `more`: what they may name beside.
    """
    solution = situation.solution
    unit = identity.units()[solution.shape.unit]
    values: dict[str, object] = {**letter_values(situation)} | {
        "party_name": Text(party_name, party_name),
        "reported_by": reported_by,
        "receipt_number": Text(number, number),
        "sent_on": sent_on,
        "answer_by": answer_by,
        "unit_name": unit.name,
        "unit_phone": Text(unit.phone, unit.phone),
    }
    if solution.gives is not None:
        code = in_groups(code_for(number, sequence=1, key=settings.PARTY_KEY))
        values["proof_code"] = Text(code, code)
    values |= more or {}
    return {
        outcome: messages.compose(template=f"{solution.slug}/{name}", values=values)
        for outcome, name in (names or solution.shape.letters.model_dump()).items()
    }


def reporter(party_name: str, ground: str, actor_key: str, actor_name: str) -> Text:
    """Who sent it, as a letter says it: with the member of staff and the unit when one wrote it in."""
    if ground != Ground.STAFF:
        return Text(actor_name, actor_name)
    unit = written_in(actor_key)
    who = (
        Text(f"{actor_name}, {unit.da}", f"{actor_name}, {unit.en or unit.da}")
        if unit
        else Text(actor_name, actor_name)
    )
    return Text(f"{party_name}. Skrevet ind af {who.da}", f"{party_name}. Entered by {who.en}")
