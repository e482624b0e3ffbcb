"""A submission that takes part when places are shared out: what it brings, and what the rules find of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Fact, Finding, Matched, Unresolved
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.sharing_out import Score, Wish
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import ROW
from indgang.modules.selfservice.schema.solution.shares import Shares
from indgang.modules.selfservice.vocabulary import EMPTY, Outcome, ShareState

NO_ROUND = Text(
    "Der er ingen åben fordeling lige nu, så en medarbejder ser på det.",
    "No sharing out is open right now, so a person will look at it.",
)
NOT_KNOWN = Text(
    "Vi kan ikke se alt, som fordelingen bygger på, så en medarbejder ser på det. Vi mangler: {missing}.",
    "We cannot see all that the sharing out builds on, so a person will look at it. We lack: {missing}.",
)
SOMETHING = Text("en oplysning", "a piece of information")
WAITS = Text(
    "Du er med i fordelingen. Du får svar senest {day}.", "You take part. You have an answer by {day}."
)
SEALED = Text(
    "Lodtrækningen er låst fra start med dette segl: {seal}.",
    "The lot was locked from the start by this seal: {seal}.",
)
SEATS = Text("Der var {seats} pladser på {name}.", "There were {seats} places at {name}.")
ONE_SEAT = Text("Der var 1 plads på {name}.", "There was 1 place at {name}.")
NO_SEATS = Text("Der var ingen ledige pladser på {name}.", "There were no free places at {name}.")
WANTED = Text(
    "{wanted} ville gerne have plads. Du var nummer {rank}.",
    "{wanted} wanted a place. You were number {rank}.",
)
ROOM = Text("Der var plads til dig.", "There was room for you.")
AHEAD = Text("{count} gik foran, fordi {because}.", "{count} went before you since {because}.")
BY_LOT = Text("{count} gik foran ved lodtrækning.", "{count} went before you by lot.")
KEPT = Text(
    "Du får den plads, vi har holdt til dig: {name}.", "You get the place that we kept for you: {name}."
)
OUT = Text("Vi har ingen plads, som vi kan holde til dig.", "There is no place that we could keep for you.")
LOT = Text(
    "Stod flere lige, trak vi lod. Det laveste nummer gik først. Dit er {lot}. Du kan regne efter. Frø: {seed}. "
    "Segl: {seal}.",
    "Where several stood alike, we drew lots. The lowest number went first. Yours is {lot}. You can work it out. "
    "Seed: {seed}. Seal: {seal}.",
)
WISH = Text("Ønske {number}: {name}", "Wish {number}: {name}")
LOT_TITLE = Text("Lodtrækning", "The lot")
KEPT_TITLE = Text("Den plads, vi holdt", "The place that we kept")
SOURCE = Text("Fordelingen", "the sharing out")


@dataclass(frozen=True)
class Brought:
    """What a submission brings to the round: its wishes with their scores, and the place that is kept for it."""

    wishes: tuple[Wish, ...]
    fallback: str


class NotKnown(Exception):
    """Something that the round builds on is not known; `missing` names it."""

    def __init__(self, missing: Sequence[str] = ()) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


def order_of(shares: Shares) -> list[dict[str, Any]]:
    """The criteria as a round keeps them."""
    return [
        {
            "id": one.id,
            "first": "highest" if one.highest else "lowest",
            "label": one.label.as_json(),
            "because": one.because.as_json(),
        }
        for one in shares.order
    ]


def same_order(one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two lists of criteria place everybody alike, whatever their words."""
    return [(row["id"], row["first"]) for row in one] == [(row["id"], row["first"]) for row in other]


def brought(situation: Situation, shares: Shares) -> Brought:
    """What it brings. Raises NotKnown when a wish, a score or the kept place is not known, or a place stands twice."""
    rows = situation.facts.get(shares.wishes)
    kind = situation.solution.names[shares.wishes].item
    if not rows or kind is None:
        raise NotKnown((shares.wishes,))
    wishes = []
    for row in rows:
        place = row.get(shares.place)
        if not place:
            raise NotKnown((f"{shares.wishes}.{shares.place}",))
        situation.facts.learn(ROW, kind, row)
        wishes.append(Wish(place, tuple(_score(situation, one.value) for one in shares.order)))
    if len({wish.place for wish in wishes}) < len(wishes):
        raise NotKnown((shares.wishes,))
    fallback = situation.compute(shares.fallback)
    if not fallback.known:
        raise NotKnown(fallback.missing)
    return Brought(tuple(wishes), str(fallback.value))


def _score(situation: Situation, expression: Any) -> Score:
    answer = situation.compute(expression)
    if not answer.known:
        raise NotKnown(answer.missing)
    value: Score | date = answer.value
    return value.toordinal() if isinstance(value, date) else value


def takes_part(situation: Situation) -> bool:
    """Whether the rules let it take part: it wishes to, and all that the round builds on is known."""
    shares = situation.solution.shares
    if shares is None or not situation.holds(shares.when):
        return False
    try:
        brought(situation, shares)
    except NotKnown:
        return False
    return isinstance(situation.compute(shares.until).value, date)


def waits(situation: Situation, finding: Finding) -> bool:
    """Whether the round is all that it waits for."""
    shares = situation.solution.shares
    if shares is None or [row.rule for row in finding.unresolved] != [shares.id]:
        return False
    return in_a_round(situation)


def in_a_round(situation: Situation) -> bool:
    """Whether it takes part in a round that is open, or will when everybody who is asked has said yes."""
    shares = situation.solution.shares
    return shares is not None and state_of(situation, shares) is ShareState.WAITING and takes_part(situation)


def waits_until(situation: Situation) -> date:
    """The day by which those who take part are answered. Raises LookupError when it is not known."""
    shares = situation.solution.shares
    day = situation.compute(shares.until).value if shares else None
    if not isinstance(day, date):
        raise LookupError("No day by which those who take part are answered.")
    return day


def _told(situation: Situation, shares: Shares) -> Mapping[str, Any]:
    looked = situation.inputs.facts.get(shares.id)
    return looked.value if looked is not None and isinstance(looked.value, dict) else {}


def state_of(situation: Situation, shares: Shares) -> ShareState:
    """Where the submission stands in the round, as the inputs say."""
    try:
        return ShareState(str(_told(situation, shares).get("state", "")))
    except ValueError:
        return ShareState.NONE


def round_of(situation: Situation, shares: Shares) -> str:
    """The id of the round that the inputs name; empty when they name none, as in a trial."""
    return str(_told(situation, shares).get("round", ""))


def with_a_place(situation: Situation, inputs: Inputs) -> Inputs:
    """The inputs as if a submission that waits for a round had got its dearest wish: what else does it lack?"""
    shares = situation.solution.shares
    if shares is None or not in_a_round(situation):
        return inputs
    before = inputs.facts[shares.id]
    got = {"state": ShareState.WISH.value, "wish": 1}
    return replace(inputs, facts={**inputs.facts, shares.id: Looked(got, before.asked, before.at)})


@dataclass(frozen=True)
class Shared:
    """What the rules find of a round: lines that hold, a line that makes a case, or an outcome to prepare."""

    matched: tuple[Matched, ...] = ()
    unresolved: Unresolved | None = None
    prepared: str = ""


NOTHING = Shared()


def found(situation: Situation) -> Shared:
    """What came of the round for this submission. `NOTHING` when it takes no part."""
    shares = situation.solution.shares
    if shares is None:
        return NOTHING
    answer = situation.compute(shares.when)
    if not answer.known:
        return Shared(unresolved=_not_known(situation, shares, answer.missing))
    if answer.value is not True:
        return NOTHING
    state, told = state_of(situation, shares), _told(situation, shares)
    if state is ShareState.NONE:
        return Shared(unresolved=Unresolved(shares.id, NO_ROUND, title=shares.title))
    if state is ShareState.WAITING:
        return Shared(unresolved=_waiting(situation, shares, told))
    wish = told.get("wish")
    prepared = ""
    if state is ShareState.OUT:
        prepared = Outcome.PREPARED_REFUSAL.value
    elif state is ShareState.KEPT or wish != 1:
        prepared = Outcome.PREPARED_PART_GRANT.value
    lines = _explained(shares, state, told)
    speaks_for = prepared or Outcome.GRANTED.value
    return Shared(tuple(replace(line, speaks_for=speaks_for) for line in lines), prepared=prepared)


def _waiting(situation: Situation, shares: Shares, told: Mapping[str, Any]) -> Unresolved:
    try:
        brought(situation, shares)
    except NotKnown as unknown:
        return _not_known(situation, shares, unknown.missing)
    until = situation.compute(shares.until)
    if not isinstance(until.value, date):
        return _not_known(situation, shares, until.missing)
    day = long_date(until.value)
    text = Text(WAITS.da.format(day=day.da), WAITS.en.format(day=day.en))
    if told.get("seal"):
        text = _and(text, SEALED.format(seal=told["seal"]))
    return Unresolved(shares.id, text, title=shares.title)


def _not_known(situation: Situation, shares: Shares, missing: Sequence[str]) -> Unresolved:
    labels = [situation.wording.label(path) for path in missing]
    lacking = Text(
        ", ".join(dict.fromkeys(label.da.lower() for label in labels)),
        ", ".join(dict.fromkeys((label.en or label.da).lower() for label in labels)),
    )
    because = _fill(NOT_KNOWN, missing=lacking or SOMETHING)
    return Unresolved(shares.id, because, lacking, shares.title)


def _explained(shares: Shares, state: ShareState, told: Mapping[str, Any]) -> list[Matched]:
    """Each place that it asked at, the place that was kept, and the lot with all that is needed to check it."""
    order = told.get("order", ())
    rows = [
        Matched(
            rule=f"{shares.id}_{number}",
            paragraph=shares.paragraph,
            because=_stood(one, order, got=number == told["wish"]),
            facts=tuple(_counts(one, order)),
            title=_fill(WISH, number=str(number), name=one["name"]),
        )
        for number, one in enumerate(told.get("stood", ()), 1)
    ]
    if state in (ShareState.KEPT, ShareState.OUT):
        because = _fill(KEPT, name=told.get("name", "")) if state is ShareState.KEPT else OUT
        rows.append(Matched(f"{shares.id}_kept", shares.paragraph, because, title=KEPT_TITLE))
    if told.get("lot"):
        because = LOT.format(lot=told["lot"], seed=told.get("seed", ""), seal=told.get("seal", ""))
        rows.append(Matched(f"{shares.id}_lot", shares.paragraph, because, tuple(_proof(told)), LOT_TITLE))
    return rows


def _stood(one: Mapping[str, Any], order: Sequence[Mapping[str, Any]], *, got: bool) -> Text:
    if not one["seats"]:
        return _fill(NO_SEATS, name=one["name"])
    seats = ONE_SEAT if one["seats"] == 1 else SEATS
    text = _fill(seats, seats=str(one["seats"]), name=one["name"])
    text = _and(text, WANTED.format(wanted=one["wanted"], rank=one["rank"]))
    if got:
        return _and(text, ROOM)
    *ahead, by_lot = one["ahead"]
    for count, row in zip(ahead, order, strict=True):
        if count:
            text = _and(text, _fill(AHEAD, count=str(count), because=Text.of(row["because"])))
    return _and(text, BY_LOT.format(count=by_lot)) if by_lot else text


def _counts(one: Mapping[str, Any], order: Sequence[Mapping[str, Any]]) -> list[Fact]:
    """The numbers by themselves; nobody's name."""
    rows = [
        (Text("Pladser", "Places"), one["seats"]),
        (Text("Ville gerne have plads", "Wanted a place"), one["wanted"]),
        (Text("Dit nummer i rækken", "Your number in line"), one["rank"]),
    ]
    *ahead, by_lot = one["ahead"]
    for count, row in zip(ahead, order, strict=True):
        label = Text.of(row["label"])
        rows.append((Text(f"Foran: {label.da}", f"Ahead: {label.en or label.da}"), count))
    rows.append((Text("Foran ved lodtrækning", "Ahead by lot"), by_lot))
    return [Fact(label, Text(str(count), str(count)), SOURCE) for label, count in rows]


def _proof(told: Mapping[str, Any]) -> list[Fact]:
    """What anybody needs to work the lot out again."""
    rows = (
        (Text("Dit lodnummer", "Your lot number"), told["lot"]),
        (Text("Din indsendelses id", "The id of your submission"), told.get("submission", "")),
        (Text("Frø", "Seed"), told.get("seed", "")),
        (Text("Segl, som vi viste fra start", "Seal, shown from the start"), told.get("seal", "")),
        (
            Text("Sådan regner du efter", "How to work it out"),
            Text(
                "Segl = SHA-256 af frøet. Lodnummer = de første 16 tegn af HMAC-SHA256 af id med frøet som nøgle.",
                "Seal = SHA-256 of the seed. Lot number = the first 16 signs of HMAC-SHA256 of the id, with the seed "
                "as the key.",
            ),
        ),
    )
    return [
        Fact(label, value if isinstance(value, Text) else Text(value, value), SOURCE) for label, value in rows
    ]


def _fill(text: Text, **values: Text | str) -> Text:
    """Filled in, each language with its own."""
    danish = {name: one if isinstance(one, str) else one.da for name, one in values.items()}
    english = {name: one if isinstance(one, str) else one.en or one.da for name, one in values.items()}
    return Text(text.da.format(**danish), text.en.format(**english))


def _and(one: Text, other: Text) -> Text:
    return Text(f"{one.da} {other.da}", f"{one.en} {other.en}") if one else other or EMPTY
