"""A code is looked up by somebody who was shown a certificate or a licence.

A row that hides an address is shown only when the registers say today that the address is not hidden: the paper may be
half a year old. A register that is silent hides it too.
"""

from collections.abc import Collection
from dataclasses import replace

from django.core.cache import cache

from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.selfservice.models import Proof, Submission
from indgang.modules.selfservice.rules.behind import facts_behind
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import proofs
from indgang.modules.selfservice.selectors.loading import party_of
from indgang.modules.selfservice.selectors.proofs import Checked
from indgang.modules.selfservice.services.facts import fetched
from indgang.modules.selfservice.services.reconsidering import asker_again, situation_of

WHY = "se, om en adresse er blevet skjult"
KEPT = 300
"""Seconds that an answer of the registers holds, so that the same code is not a look-up each time."""
KEPT_HIDDEN = 60
"""The same when something was hidden: a register that was silent may soon answer."""


def check_code(typed: str) -> Checked | None:
    """What a code says to whoever has it; None when nobody has such a code. Asks registers: call it outside a
    transaction.
    """
    row = proofs.with_code(typed)
    if row is None:
        return None
    veiled = proofs.veiled_rows(row)
    return proofs.checked(row, hidden=veiled - open_now(row, veiled) if veiled else frozenset())


def open_now(row: Proof, veiled: Collection[str]) -> frozenset[str]:
    """Those of the rows that hide an address which the registers say may be shown today."""
    if row.person is not None and row.person.protected:
        return frozenset()
    key = f"proof-open:{row.pk}"
    kept = cache.get(key)
    if kept is None:
        kept = _asked(row, veiled)
        cache.set(key, kept, KEPT if len(kept) == len(veiled) else KEPT_HIDDEN)
    return frozenset(kept)


def _asked(row: Proof, veiled: Collection[str]) -> list[str]:
    """The rows whose `hidden_when` is known not to hold, by what the registers say now."""
    rows = Submission.objects.select_related("person", "company").defer("person__cpr_encrypted")
    sent = rows.get(pk=row.submission_id)
    before = situation_of(sent)
    gives = before.solution.gives
    if gives is None:
        return []
    conditions = {one.id: one.hidden_when for one in gives.rows if one.hidden_when and one.id in veiled}
    anew = facts_behind(before.solution, conditions.values())
    kept = {name: looked for name, looked in before.inputs.facts.items() if name not in anew}
    inputs = replace(before.inputs, facts=kept)
    asker = asker_again(sent, before, party_of(sent), SYSTEM, f"{WHY}: {before.solution.slug}")
    facts, _ = fetched(before.solution, inputs, lambda: asker, anew=False)
    now = Situation(before.solution, replace(inputs, facts=facts))
    return [name for name, when in conditions.items() if now.compute(when).value is False]
