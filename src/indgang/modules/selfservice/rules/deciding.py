"""What the rules find: which held, which could not decide and why, and what follows from a grant."""

from collections.abc import Iterator, Mapping
from datetime import date

from indgang.kernel.expressions import Answer
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Finding, FollowUp, Matched, Unresolved
from indgang.modules.selfservice.rules import sharing
from indgang.modules.selfservice.rules.calculating import calculation_lines, calculations_of
from indgang.modules.selfservice.rules.paying import price_is_unknown
from indgang.modules.selfservice.rules.reading import joined
from indgang.modules.selfservice.rules.recalculating import recalculated
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.rules.unseen import unseen
from indgang.modules.selfservice.schema.solution import FollowUpRule, Rule
from indgang.modules.selfservice.vocabulary import EMPTY, Outcome

WE_LACK = Text(
    "Vi kan ikke se det i registrene lige nu, så en medarbejder ser på det. Vi mangler: {missing}.",
    "We cannot see this in the registers right now, so a person will look at it. We lack: {missing}.",
)
SOMETHING = Text("en oplysning", "a piece of information")
NO_RULE = Text(
    "Ingen af reglerne passer, så en medarbejder ser på det.", "No rule fits, so a person will look at it."
)
NO_RULE_TITLE = Text("Ingen regel passer", "No rule fits")
NO_PRICE = Text(
    "Vi kan ikke regne prisen ud lige nu, så en medarbejder ser på det.",
    "We cannot work out the price right now, so a person will look at it.",
)
NO_PRICE_TITLE = Text("Prisen er ikke kendt", "The price is not known")


def find(situation: Situation, *, version: str, to_be_heard: bool = True) -> Finding:
    """What the rules find, and what that means for a grant that is worked out again. Without `to_be_heard` nobody looks
    for what the party must be heard about: it is no part of what is decided.
    """
    found = what_rules_say(situation, version=version, to_be_heard=to_be_heard)
    return recalculated(situation, found) if situation.inputs.before is not None else found


def what_rules_say(situation: Situation, *, version: str, to_be_heard: bool = True) -> Finding:
    """Hold the rules against the situation, all of them or until the first decides (`decide` of the solution).

    Anything not known makes a case; so does any rule that asks for one. `granted` comes out only when no rule that was
    held is unknown, and none but those that grant speaks.
    """
    held = _Held(situation)
    if situation.solution.shape.decide == "first":
        held.until_one_decides()
    else:
        held.all()
    held.share()
    if not held.unresolved and not held.prepared and price_is_unknown(situation):
        held.unresolved.append(Unresolved("", NO_PRICE, title=NO_PRICE_TITLE))
    return Finding(
        outcome=_outcome(held.unresolved, held.prepared),
        matched=tuple(held.matched),
        unresolved=tuple(held.unresolved),
        version=version,
        today=situation.inputs.today,
        sensitive=_sensitive(situation),
        unseen=unseen(situation) if to_be_heard and (held.unresolved or held.prepared) else (),
        calculations=calculations_of(situation),
    )


class _Held:
    """Rules held against a situation: which held, which could not decide, and what is prepared."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.sentences = sentences_of(situation)
        self.matched: list[Matched] = []
        self.unresolved: list[Unresolved] = []
        self.prepared: set[str] = set()

    def all(self) -> None:
        for rule in self.situation.solution.rules:
            answer = self.situation.compute(rule.when)
            if not answer.known:
                self.unresolved.append(_not_known(self.situation, rule, answer))
            elif answer.value is True:
                self._holds(rule)
            elif rule.outcome == Outcome.GRANTED:
                self._speaks(rule, rule.otherwise)

    def until_one_decides(self) -> None:
        """The first rule that is known to hold decides alone; one before it that is not known makes a case."""
        passed = []
        for rule in self.situation.solution.rules:
            answer = self.situation.compute(rule.when)
            if not answer.known:
                self.unresolved.append(_not_known(self.situation, rule, answer))
            elif answer.value is True:
                self._holds(rule)
                return
            elif rule.outcome == Outcome.GRANTED:
                passed.append(rule)
        for rule in passed:
            self._speaks(rule, rule.otherwise)
        if not self.unresolved:
            self.unresolved.append(Unresolved("", NO_RULE, title=NO_RULE_TITLE))

    def share(self) -> None:
        """What came of a round in which places are shared out. It stands there for everybody who was in it; it decides,
        and is waited for, only where no rule stops them.
        """
        found = sharing.found(self.situation)
        self.matched += found.matched
        if self.unresolved or self.prepared:
            return
        if found.unresolved is not None:
            self.unresolved.append(found.unresolved)
        if found.prepared:
            self.prepared.add(found.prepared)

    def _holds(self, rule: Rule) -> None:
        if rule.outcome == Outcome.CASE:
            self._speaks(rule, rule.because)
            return
        self.matched.append(_held(self.situation, rule, self.sentences))
        if rule.outcome != Outcome.GRANTED:
            self.prepared.add(rule.outcome)

    def _speaks(self, rule: Rule, text: Text) -> None:
        """A rule that makes a case, with the text that says why."""
        because = self.situation.wording.fill(text, self.sentences)
        self.unresolved.append(Unresolved(rule.id, because, title=rule.title))


def _sensitive(situation: Situation) -> bool:
    """Whether the case must be protected. What is not known is thought to be so: nobody is shown by mistake."""
    expression = situation.solution.sensitive
    return expression is not None and situation.compute(expression).value is not False


def _outcome(unresolved: list[Unresolved], prepared: set[str]) -> str:
    if unresolved:
        return Outcome.CASE.value
    for outcome in (Outcome.PREPARED_REFUSAL, Outcome.PREPARED_PART_GRANT):
        if outcome in prepared:
            return outcome.value
    return Outcome.GRANTED.value


def _held(situation: Situation, rule: Rule, sentences: Mapping[str, Text]) -> Matched:
    wording = situation.wording
    facts = tuple(wording.fact(path) for path in rule.facts)
    because = wording.fill(rule.because, sentences)
    return Matched(rule.id, rule.paragraph, because, facts, rule.title, rule.outcome)


def _not_known(situation: Situation, rule: Rule, answer: Answer) -> Unresolved:
    """Which facts were lacking, by name and by the register that should have said them."""
    wording = situation.wording
    labels = dict.fromkeys((wording.label(path), wording.source(path)) for path in answer.missing)
    missing = joined(
        [Text(f"{label.da} ({source.da})", f"{label.en} ({source.en})") for label, source in labels]
    )
    lacking = joined([Text(label.da.lower(), label.en.lower()) for label, _ in labels]) or SOMETHING
    because = Text(WE_LACK.da.format(missing=lacking.da), WE_LACK.en.format(missing=lacking.en))
    return Unresolved(rule.id, because, missing, rule.title)


def follow_ups(situation: Situation) -> tuple[FollowUp, ...]:
    """What a grant brings about. A task whose condition is not known is made all the same: a person will
    see.
    """
    found = []
    for rule in situation.solution.follow_ups:
        answer = situation.compute(rule.when)
        if answer.value is True or (not answer.known and rule.kind == "task"):
            found.append(_follow_up(situation, rule))
    return tuple(found)


def _follow_up(situation: Situation, rule: FollowUpRule) -> FollowUp:
    due = situation.compute(rule.due).value
    sentences = sentences_of(situation)
    return FollowUp(
        kind=rule.kind,
        to=rule.to,
        due=due if isinstance(due, date) else situation.inputs.today,
        title=situation.wording.fill(rule.title),
        text=_tidy(situation.wording.fill(rule.text, sentences)) if rule.text else EMPTY,
        to_name=rule.to_name,
    )


def _tidy(text: Text) -> Text:
    """Without the gaps that sentences which do not fit leave behind."""
    return Text(" ".join(text.da.split()), " ".join(text.en.split()))


class _Sentences(Mapping[str, Text]):
    """Each sentence is made when somebody names it."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._all = {sentence.id: sentence for sentence in situation.solution.sentences}
        self._made: dict[str, Text] = {}

    def __getitem__(self, name: str) -> Text:
        if name not in self._made:
            sentence, holds = self._all[name], self._situation.holds
            fits = next((case.text for case in sentence.cases if holds(case.when)), sentence.otherwise)
            self._made[name] = self._situation.wording.fill(fits)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._all

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def sentences_of(situation: Situation) -> Mapping[str, Text]:
    """The sentences for letters: of each the first that is known to fit."""
    if situation.sentences is None:
        situation.sentences = _Sentences(situation)
    return situation.sentences


def letter_values(situation: Situation) -> dict[str, Text | tuple[Text, ...]]:
    """Everything that a letter may name, but for what only the deed knows (a number, a sender). The lines of a
    calculation come together, under its name.
    """
    solution = situation.solution
    paths = {name: name for name in solution.names if name not in ("municipality",)}
    for use in solution.facts:
        paths.pop(use.id, None)
        loop = "[]" if use.of.kind.item is not None else ""
        fields = (use.of.kind.item or use.of.kind).fields
        paths |= {f"{use.id}_{field}": f"{use.id}{loop}.{field}" for field in fields}
    values = {name: situation.wording.words(path) for name, path in paths.items()}
    return values | dict(sentences_of(situation)) | calculation_lines(situation)
