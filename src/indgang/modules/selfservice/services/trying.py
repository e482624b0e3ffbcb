"""Trying a solution out: the same rules and registers, and nothing is stored."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from indgang.adapters.cpr.fake import FakeCpr
from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Finding, FollowUp
from indgang.modules.identity.vocabulary import Ground
from indgang.modules.selfservice.rules import asking, deciding
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked
from indgang.modules.selfservice.rules.reading import typed_of
from indgang.modules.selfservice.rules.reading_kinds import PERIOD_SIGN
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import RIGHT, WRONG, RowKey, Solution
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.addresses import resolve
from indgang.modules.selfservice.selectors.drafts import missing_in
from indgang.modules.selfservice.selectors.registers import Registers, for_trials
from indgang.modules.selfservice.selectors.versions import HAND_OVER, Version
from indgang.modules.selfservice.services.facts import fetched
from indgang.modules.selfservice.services.looking import Asker
from indgang.modules.selfservice.vocabulary import Outcome, QuestionKind

KEYS = {"today", "party", "facts", "answers"}


class BadTrial(ValueError):
    """What was handed in cannot be tried; the message says what to write."""


@dataclass(frozen=True)
class Trial:
    """What came of it. `errors` by question: then nothing was decided, as nothing could have been sent."""

    solution: str
    version: str
    outcome: str
    finding: Finding
    follow_ups: tuple[FollowUp, ...]
    errors: dict[str, Text]
    inputs: Inputs
    asks: tuple[str, ...] = ()
    """Whom the rules would ask by themselves."""
    exit: str = ""
    """Where the way ended: then nothing was decided either."""

    def as_json(self) -> dict[str, Any]:
        """The shape of `./indgang solution run --json` (architecture: command output)."""
        head = {"solution": self.solution, "version": self.version}
        if self.errors:
            lines = [{"question": key, **_both("message", text)} for key, text in self.errors.items()]
            return {**head, "errors": lines}
        if self.exit:
            return {**head, "exit": self.exit}
        return {
            **head,
            "outcome": self.outcome,
            "matched": [
                {"rule": row.rule, "paragraph": row.paragraph, **_both("because", row.because)}
                for row in self.finding.matched
            ],
            "unresolved": [
                {"rule": row.rule, **_both("because", row.because), "missing": _danish(row.missing)}
                for row in self.finding.unresolved
            ],
            "follow_ups": [
                {"kind": row.kind, "to": row.to, "due": row.due.isoformat(), **_both("title", row.title)}
                for row in self.follow_ups
            ],
        }


def _danish(text: Text | str) -> str:
    return text.da if isinstance(text, Text) else text


def _both(name: str, text: Text) -> dict[str, str]:
    """Danish under the name itself, English beside it."""
    return {name: text.da, f"{name}_en": text.en}


def try_out(
    *,
    solution: str,
    given: Mapping[str, Any],
    registers: Registers | None = None,
    version: Version | None = None,
) -> Trial:
    """Decide what was handed in: `{"today", "party", "facts": {}, "answers": {}}`.

    `party` is one of the demo's people, or `{"person": …, "ground": …, "company": …}`, the last the CVR number of the
    company that they act for. `facts` stand over what the
    registers say: a record is laid over field by field, null means not known. `answers` are as a citizen
    types them (or true, false, lists); nobody is thought to have sent anything before. Raises
    UnknownSolution, BadTrial.
    """
    found = version or versions.active(solution)
    unknown = set(given) - KEYS
    if unknown:
        raise BadTrial(f"`{min(unknown)}` is not known here. Write today, party, facts and answers.")
    today = _day(given.get("today"))
    person, ground, cvr = _party(given.get("party"))
    answers = _answers(found.solution, given.get("answers"))
    handed_in = _facts(found.solution, given.get("facts"))
    inputs = loading.inputs_of(found.solution, ground=ground, rows={}, facts={}, today=today)
    inputs = replace(inputs, answers=answers)
    asker = _asker(registers or for_trials(), person, today, found.solution)
    if asker is not None and cvr:
        asker = replace(asker, cpr="", cvr=cvr)
    inputs, situation = _looked_up(found.solution, inputs, asker, handed_in)
    chosen = {
        key: Given(_typed(typed_of(found.solution.questions[key].kind, value)))
        for key, value in situation.prefills().items()
        if key not in answers
    }
    if chosen:
        inputs, situation = _looked_up(
            found.solution, replace(inputs, answers={**chosen, **answers}), asker, handed_in
        )
    finding = deciding.find(situation, version=found.hash)
    errors = {line.key: line.message for shown in situation.steps for line in missing_in(situation, shown)}
    outcome = Outcome.HANDED_OVER.value if versions.mode(solution) == HAND_OVER else finding.outcome
    follow_ups = deciding.follow_ups(situation) if outcome == Outcome.GRANTED else ()
    asks = tuple(ask.id for ask in asking.to_ask(situation, finding))
    exit = situation.way_out.id if situation.way_out else ""
    return Trial(found.solution.slug, found.hash, outcome, finding, follow_ups, errors, inputs, asks, exit)


def _looked_up(
    solution: Solution, inputs: Inputs, asker: Asker | None, handed_in: Mapping[str, Any]
) -> tuple[Inputs, Situation]:
    """Facts from the registers with those that were handed in over them, until no new question can be put."""
    facts: dict[str, Looked] = {}
    while True:
        before = dict(facts)
        if asker is not None:
            known, _ = fetched(solution, replace(inputs, facts=facts), lambda: asker, anew=False)
            facts = {key: known[key] for key in known}
        for key, value in handed_in.items():
            under = facts.get(key)
            if under is None or under.asked is not None:
                facts[key] = Looked(
                    _over(under.value if under else None, value), None, under.at if under else None
                )
        if facts == before:
            done = replace(inputs, facts=facts)
            return done, Situation(solution, done)


def _over(under: Any, value: Any) -> Any:
    if isinstance(under, dict) and isinstance(value, dict):
        return {**under, **{key: _over(under.get(key), one) for key, one in value.items()}}
    return value


def _day(value: Any) -> date:
    if value is None:
        return clock.today()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadTrial("`today`: write a date as 2026-11-21.") from None


def _party(value: Any) -> tuple[str, str, str]:
    """The person, the ground, and the company's CVR number."""
    if isinstance(value, dict):
        person, ground = value.get("person", ""), value.get("ground", Ground.SELF.value)
        cvr = value.get("company", "")
    else:
        person, ground, cvr = value or "", Ground.SELF.value, ""
    known = ground in [one.value for one in Ground]
    if not known or not isinstance(person, str) or not isinstance(cvr, str):
        raise BadTrial(
            "`party`: write a person's id, or {person, ground} with a ground such as self or mandate."
        )
    return person, ground, cvr


def _asker(registers: Registers, person: str, today: date, solution: Solution) -> Asker | None:
    if not person:
        return None
    if not isinstance(registers.cpr, FakeCpr):
        raise BadTrial("`party`: only a demo's people can be named. Leave it out, and hand in the facts.")
    try:
        cpr = registers.cpr.cpr_of(person)
    except KeyError:
        raise BadTrial(f"`party`: `{person[:60]}` is nobody in the demo's people.yaml.") from None
    now = datetime.combine(today, time(12), COPENHAGEN)
    return Asker(registers, cpr, today, solution.slug, now, alone=True, asks=solution.asks)


def _facts(solution: Solution, value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    known = {use.id for use in solution.facts}
    if not isinstance(value, dict):
        raise BadTrial("`facts`: write an object with facts by name.")
    for key in value:
        if key not in known:
            raise BadTrial(f"`facts`: `{key}` is no fact. Use {', '.join(sorted(known))}.")
    return dict(value)


def _answers(solution: Solution, value: Any) -> dict[str, Given]:
    if not isinstance(value, dict):
        raise BadTrial("`answers`: write an object with answers by question.")
    known = set(solution.asked_names)
    known |= {fact + end for fact, card in solution.cards.items() if card.right for end in (WRONG, RIGHT)}
    found = {}
    for key, raw in _with_rows(solution, value):
        if key not in known and solution.question_at(key) is None and RowKey.of(key) is None:
            raise BadTrial(f"`answers`: `{key}` is no question. Use {', '.join(sorted(known))}.")
        typed = _typed(raw)
        question = solution.question_at(key)
        if question is not None and question.kind is QuestionKind.UPLOAD:
            found[key] = _files(key, raw)
            continue
        address = question is not None and question.kind is QuestionKind.ADDRESS
        found[key] = Given(typed, resolve(typed) if address and isinstance(typed, str) and typed else None)
    return found


def _with_rows(solution: Solution, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The answers, with the rows of a group (`wishes: [{school: …}]`) each under its own key."""
    for key, raw in value.items():
        if key not in solution.groups:
            yield key, raw
            continue
        rows = raw or []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadTrial(f"`answers`: `{key}` is asked several times. Write a list of rows with answers.")
        for number, row in enumerate(rows, 1):
            yield f"{key}.r{number}", "yes"
            for name, answer in row.items():
                if solution.groups[key].question(str(name)) is None:
                    raise BadTrial(f"`answers`: `{name}` is no question of `{key}`.")
                yield f"{key}.r{number}.{name}", answer


def _files(key: str, raw: Any) -> Given:
    """Files that are said to be attached, by name."""
    names = [raw] if isinstance(raw, str) and raw else raw or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadTrial(f"`answers`: `{key}` is a list of files. Write their names.")
    kept = {f"f{number}": {"name": name, "kind": "pdf", "pages": 1} for number, name in enumerate(names, 1)}
    return Given(tuple(kept), kept)


def _typed(raw: Any) -> str | tuple[str, ...]:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, list):
        return tuple(str(one) for one in raw)
    if raw is None:
        return ""
    if isinstance(raw, dict) and set(raw) == {"from", "to"}:
        return PERIOD_SIGN.join(str(raw[half]) for half in ("from", "to"))
    return raw if isinstance(raw, str) else json.dumps(raw)
