"""Rounds as staff see them, and whether one comes out again from what is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import PreparedCase
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Round, RoundEntry, RoundPlace, RoundRun, Submission
from indgang.modules.selfservice.rules import sharing, sharing_out
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.vocabulary import RoundState

PAGE_SIZE = 25
AT_A_TIME = 200


@dataclass(frozen=True)
class RoundLine:
    """One round in the list."""

    id: UUID
    label: str
    title: Text
    state: RoundState
    opens: date
    closes: date
    entries: int


@dataclass(frozen=True)
class PlaceLine:
    """One place: `free` of its seats are shared out. `first`: how many have it as their dearest wish; `got`: how many
    got a seat there by a wish; `back`: how many go to the place that was kept for them there.
    """

    ref: str
    name: str
    seats: int
    kept: int
    free: int
    first: int
    got: int
    back: int


@dataclass(frozen=True)
class Signing:
    """One application whose decision is prepared: the case, and what it got."""

    case: PreparedCase
    wish: int
    name: str


@dataclass(frozen=True)
class RoundView:
    """A round. `seed`, `digest`, `run_at`, `run_by` are empty until it is run. `entries`: who takes part; after the
    run who was in it. `by_state`: how many got what: `first`, `later`, `kept`, `out`. `told`: how many cases know.
    `unsigned`: how many answers are not given yet, of those that are told; `signings` one page of them.
    `not_in_it`: places that somebody wishes and the round does not have.
    """

    id: UUID
    label: str
    solution: str
    title: Text
    state: RoundState
    opens: date
    closes: date
    seal: str
    seed: str
    digest: str
    run_at: datetime | None
    run_by: str
    order: tuple[Text, ...]
    places: tuple[PlaceLine, ...]
    not_in_it: tuple[tuple[str, int], ...]
    entries: int
    by_state: Mapping[str, int]
    told: int
    unsigned: int
    signings: tuple[Signing, ...]
    page: int
    pages: int

    @property
    def automatic(self) -> int:
        """How many got their dearest wish."""
        return self.by_state.get("first", 0)


def reaches(unit: str, by: EmployeeInfo) -> bool:
    """Whether a unit's rounds are of the employee's department."""
    units = identity.units()
    mine, theirs = units.get(by.unit), units.get(unit)
    return mine is not None and theirs is not None and mine.department == theirs.department


def rounds(by: EmployeeInfo) -> list[RoundLine]:
    """The rounds of the employee's department, the newest first. Two queries."""
    return _lines([row for row in Round.objects.order_by("-made_at", "-pk")[:100] if reaches(row.unit, by)])


def every_round() -> list[RoundLine]:
    """Every round there is, the newest first: for the command."""
    return _lines(list(Round.objects.order_by("-made_at", "-pk")))


def _lines(rows: list[Round]) -> list[RoundLine]:
    taking_part = RoundEntry.objects.filter(round__in=[row.pk for row in rows], stands=True)
    counts = Counter(taking_part.values_list("round_id", flat=True))
    return [
        RoundLine(
            row.pk, row.label, _title(row), RoundState(row.state), row.opens, row.closes, counts[row.pk]
        )
        for row in rows
    ]


def shared_solutions(by: EmployeeInfo) -> list[tuple[str, Text]]:
    """The solutions of the employee's department that share places out, by name."""
    found = []
    for slug in versions.solutions():
        solution = versions.active(slug).solution
        if solution.shares is not None and reaches(solution.shape.unit, by):
            found.append((solution.slug, solution.title))
    return found


def _title(row: Round) -> Text:
    try:
        return versions.active(row.solution).solution.title
    except UnknownSolution:
        return Text(row.solution, row.solution)


def round_in_reach(round_id: UUID | str, by: EmployeeInfo) -> Round:
    """Raises NotYours."""
    row = Round.objects.filter(pk=round_id).first()
    if row is None or not reaches(row.unit, by):
        raise NotYours
    return row


def round_view(round_id: UUID | str, by: EmployeeInfo, page: int = 1) -> RoundView:
    """A round with one page of the decisions that are to be signed; leaves a trace. Raises NotYours."""
    row = round_in_reach(round_id, by)
    run = RoundRun.objects.filter(round=row).defer("inputs").first()
    places = list(RoundPlace.objects.filter(round=row).order_by("name", "ref"))
    entries = RoundEntry.objects.filter(round=row)
    brought = entries.filter(stands=True).values_list("brought", flat=True)
    first = Counter(one["wishes"][0]["place"] for one in brought if one["wishes"])
    wished = Counter(wish["place"] for one in brought for wish in one["wishes"])
    got = Counter((one["place"], bool(one["wish"])) for one in run.result) if run else Counter()
    waiting = _waiting(row) if run else []
    pages = max(1, -(-len(waiting) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = _signings(waiting[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], by)
    known = {place.ref for place in places}
    audit.record(
        action="round_seen",
        actor=by.actor.key,
        object=f"round:{row.pk}",
        purpose=f"fordele pladser: {row.solution}",
        detail={"cases": [one.case.number for one in shown]},
    )
    return RoundView(
        id=row.pk,
        label=row.label,
        solution=row.solution,
        title=_title(row),
        state=RoundState(row.state),
        opens=row.opens,
        closes=row.closes,
        seal=row.seal,
        seed=run.seed if run else "",
        digest=run.digest if run else "",
        run_at=run.at if run else None,
        run_by=run.by_name if run else "",
        order=tuple(Text.of(one["label"]) for one in row.order),
        places=tuple(
            PlaceLine(
                ref=place.ref,
                name=place.name,
                seats=place.seats,
                kept=place.kept,
                free=place.free,
                first=first[place.ref],
                got=got[place.ref, True],
                back=got[place.ref, False],
            )
            for place in places
        ),
        not_in_it=tuple((ref, count) for ref, count in sorted(wished.items()) if ref not in known),
        entries=len(run.result) if run else len(brought),
        by_state=_by_state(run),
        told=entries.filter(carried_at__isnull=False).count(),
        unsigned=len(waiting),
        signings=tuple(shown),
        page=page,
        pages=pages,
    )


def _by_state(run: RoundRun | None) -> dict[str, int]:
    if run is None:
        return {}
    found = Counter(
        "first" if one["wish"] == 1 else "later" if one["wish"] else "kept" if one["place"] else "out"
        for one in run.result
    )
    return {name: found[name] for name in ("first", "later", "kept", "out")}


def _waiting(row: Round) -> list[UUID]:
    """The submissions that are told what they got, and whose answer is not given."""
    told = RoundEntry.objects.filter(round=row, carried_at__isnull=False, submission__case_id__isnull=False)
    rows = told.order_by("pk").values_list("submission__case_id", "pk")
    by_case = {case_id: submission for case_id, submission in rows if case_id is not None}
    settled = cases.settled_among(by_case)
    return [submission for case_id, submission in by_case.items() if case_id not in settled]


def _signings(submissions: list[UUID], by: EmployeeInfo) -> list[Signing]:
    entries = RoundEntry.objects.filter(pk__in=submissions).select_related("submission").order_by("pk")
    rows = {
        row.submission.case_id: row.result or {}
        for row in entries.only("result", "submission__case_id")
        if row.submission.case_id is not None
    }
    return [
        Signing(case, rows[case.id]["wish"], rows[case.id]["name"])
        for case in cases.prepared_cases(list(rows), by)
    ]


@dataclass(frozen=True)
class Verified:
    """Whether a round came out again from what is stored. `differs` says in English what did not; it names nobody."""

    round: UUID
    digest: str
    again: str
    entries: int
    differs: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.differs


def verify(round_id: UUID | str) -> Verified:
    """Work a round out again from what is stored: the seal, what each brought, the sharing out, and what each was told.

    Raises NotYours for a round that is not there or not run.
    """
    try:
        row = Round.objects.filter(pk=UUID(str(round_id))).first()
    except ValueError:
        raise NotYours from None
    run = RoundRun.objects.filter(round=row).first() if row else None
    if row is None or run is None:
        raise NotYours
    differs = []
    again = ""
    try:
        result = sharing_out.run_again(run.inputs, run.seed)
        again = sharing_out.digest_of(run.inputs, result)
        if result != run.result:
            changed = sum(1 for old, new in zip(run.result, result, strict=False) if old != new)
            differs.append(f"the sharing out: {max(changed, 1)} come out otherwise")
    except (ValueError, KeyError, TypeError):
        differs.append("what went in cannot be read")
    if again != run.digest:
        differs.append("the digest")
    if sharing_out.seal_of(run.seed) != row.seal:
        differs.append("the seal: it was not made from this seed")
    differs += _entries_differ(row, run)
    return Verified(row.pk, run.digest, again, len(run.result), tuple(differs))


def _entries_differ(row: Round, run: RoundRun) -> Iterator[str]:
    """Where what a submission brought, or was told, is not what stands in the run."""
    inputs = {one["id"]: one for one in run.inputs.get("entries", ())}
    results = {one["id"]: one for one in run.result}
    brought = told = otherwise = 0
    entries = RoundEntry.objects.filter(round=row, result__isnull=False).select_related("submission")
    for entry in entries.order_by("pk").iterator(chunk_size=AT_A_TIME):
        key = str(entry.pk)
        result = results.get(key)
        brought += inputs.get(key) != entry.brought
        otherwise += not _brings(entry.submission, entry.brought)
        was_told = entry.result or {}
        told += result is None or any(was_told[name] != result[name] for name in ("place", "wish", "lot"))
    for count, words in (
        (brought, "what they brought is not what was shared out by"),
        (otherwise, "their answers and facts bring something else"),
        (told, "they were told something else"),
    ):
        if count:
            yield f"{count} of those who took part: {words}"


def _brings(submission: Submission, brought: Mapping[str, Any]) -> bool:
    """Whether the submission's stored answers and facts, by its own version of the rules, bring the same."""
    solution = versions.version(submission.version_id).solution
    situation = Situation(solution, Inputs.of(holding(submission).inputs))
    shares = situation.solution.shares
    if shares is None:
        return False
    try:
        what = sharing.brought(situation, shares)
    except sharing.NotKnown:
        return False
    entry = sharing_out.Entry(str(submission.pk), what.wishes, what.fallback)
    return entry.as_json() == dict(brought)


STATE_WORDS = {
    RoundState.OPEN: Text("Åben", "Open"),
    RoundState.RUN: Text("Kørt", "Run"),
    RoundState.SIGNED: Text("Alle har fået svar", "Everybody is answered"),
}
