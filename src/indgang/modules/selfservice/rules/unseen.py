"""What speaks against the party and was never shown to them: they are heard about it before anybody says no.

Forvaltningsloven § 19: facts that the party cannot be thought to know. What they answered, what stood on a card or was
there to choose, and what the register says of themselves, they know.
"""

import re
from collections.abc import Iterator

from indgang.modules.cases.vocabulary import Fact
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.look_ups import CONFIRMATIONS
from indgang.modules.selfservice.schema.solution import Rule
from indgang.modules.selfservice.vocabulary import Outcome, Standing

OF_THEMSELVES = frozenset({"person", "household", "doctor", "children", "child"})
"""Look-ups of the party's own circumstances, and of those whom they live with."""
NOTHING_SAID = (None, Standing.NOBODY, Standing.WAITING)
"""Others have said nothing that anything could be built on."""
_PLACE = re.compile(r"\{([^{}]+)\}")


def unseen(situation: Situation) -> tuple[Fact, ...]:
    """The facts behind each rule that speaks against a full grant, without those that the party knows."""
    shown = _shown(situation)
    found: dict[tuple[str, str], Fact] = {}
    for rule in situation.solution.rules:
        if not _speaks_against(situation, rule):
            continue
        for path in dict.fromkeys(_paths(situation, rule)):
            if _plain(path) in shown or not _is_hidden(situation, path):
                continue
            wording = situation.wording
            fact = Fact(wording.label(path), wording.words(path), wording.source(path))
            found.setdefault((fact.label.da, fact.value.da), fact)
    return tuple(found.values())


def _speaks_against(situation: Situation, rule: Rule) -> bool:
    """Known to speak against: what is not known is no fact that anything could be built on."""
    value = situation.compute(rule.when).value
    return value is False if rule.outcome == Outcome.GRANTED else value is True


def _paths(situation: Situation, rule: Rule) -> Iterator[str]:
    """What the rule names as its facts and what its condition reads, through terms too."""
    for path in (*rule.facts, *rule.when.paths):
        yield from _behind(situation, path)


def _behind(situation: Situation, path: str) -> Iterator[str]:
    term = situation.solution.terms.get(_root(path))
    if term is None:
        yield path
        return
    for inner in term.expression.paths:
        yield from _behind(situation, inner)


def _root(path: str) -> str:
    return path.split(".")[0].removesuffix("[]")


def _plain(path: str) -> str:
    return path.replace("[]", "")


def _is_hidden(situation: Situation, path: str) -> bool:
    """Whether it is one known value of a register that the party does not know of themselves."""
    use = situation.solution.uses.get(_root(path))
    if use is None or use.look_up in OF_THEMSELVES or _plain(path) == use.id:
        return False
    looked = situation.inputs.facts.get(use.id)
    if looked is None or looked.value is None:
        return False
    field = _plain(path).partition(".")[2]
    if field not in use.of.labels:
        return False  # a mark that only means something to us
    nothing = NOTHING_SAID if use.look_up == CONFIRMATIONS else (None,)
    rows = looked.value if isinstance(looked.value, list) else [looked.value]
    return any(isinstance(row, dict) and row.get(field) not in nothing for row in rows)


def _shown(situation: Situation) -> set[str]:
    """What stood on the cards, and what could be chosen."""
    found: set[str] = set()
    for step in situation.steps:
        for card in step.cards:
            if card.known:
                for _label, value in card.card.rows:
                    found |= {_plain(path) for path in _PLACE.findall(value.da)}
        for asked in step.asked:
            source = asked.question.options
            if source and asked.options:
                fields = ("ref", "name", "age", "address", "km")
                found |= {f"{_plain(source)}.{field}" for field in fields}
    return found
