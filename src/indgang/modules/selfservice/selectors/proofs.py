"""Certificates and licences: for the holder all of them, for whoever has a code only what it opens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import Proof
from indgang.modules.selfservice.rules.codes import code_of, in_groups
from indgang.modules.selfservice.rules.proving import ProvenRow
from indgang.modules.selfservice.selectors.loading import check_ground
from indgang.modules.selfservice.vocabulary import ProofEndWhy, ProofKind, ProofState

MOST = 100
"""Proofs in a list."""


@dataclass(frozen=True)
class ProofInfo:
    """A certificate or licence. `ended`: when it ended before its time, and `why`. `at`: when it was made."""

    id: UUID
    code: str
    kind: ProofKind
    solution: str
    service_id: str
    title: Text
    language: str
    valid_from: date
    valid_until: date | None
    at: datetime
    state: ProofState
    ended: datetime | None
    why: ProofEndWhy | None

    @property
    def holds(self) -> bool:
        return self.state in (ProofState.VALID, ProofState.COMING)


@dataclass(frozen=True)
class ProofView:
    """All of it, for the holder."""

    info: ProofInfo
    party_name: str
    intro: Text
    note: Text
    rows: tuple[ProvenRow, ...]
    submission_id: UUID
    whole: bool = True
    """Nothing is left out: who acts for somebody with a hidden address does not see it, and cannot fetch the paper."""

    @property
    def shown_to_others(self) -> tuple[ProvenRow, ...]:
        return tuple(row for row in self.rows if row.open)


@dataclass(frozen=True)
class Checked:
    """What a code says to whoever has it. Rows only while it holds; `hidden`: something is not shown here."""

    info: ProofInfo
    rows: tuple[ProvenRow, ...]
    hidden: bool


def proofs_of(by: Acting, *, services: Collection[str] | None = None) -> list[ProofInfo]:
    """What somebody has been given, the newest first, what ended among it. `services`: only of these."""
    rows = _mine(by).select_related("end").order_by("-at", "-pk")[:MOST]
    found = [info_of(row) for row in rows]
    return [one for one in found if services is None or one.service_id in services]


def _mine(by: Acting) -> QuerySet[Proof]:
    """The party reaches all about themselves; who acts for them what they sent themselves."""
    rows = Proof.objects.filter(**{f"{by.party.kind}_id": by.party.id})
    return rows if by.ground is Ground.SELF else rows.filter(submission__actor=by.actor.key)


def own_proof(proof_id: UUID | str, by: Acting) -> Proof:
    """Raises NotYours, also when their ground no longer reaches the service."""
    rows = _mine(by).select_related("end", "person").defer("person__cpr_encrypted")
    row = rows.filter(pk=proof_id).first()
    if row is None:
        raise NotYours
    check_ground(by, row.service_id)
    return row


def proof(proof_id: UUID | str, by: Acting) -> ProofView:
    """One of them, all of it. Who acts for the party sees no hidden address. Raises NotYours."""
    row = own_proof(proof_id, by)
    return _view(row, hidden=by.ground is not Ground.SELF and by.party.kind == "person")


def proof_for_paper(proof_id: UUID | str) -> ProofView:
    """The same for a worker who sets it. Raises Proof.DoesNotExist."""
    return _view(
        Proof.objects.select_related("end", "person").defer("person__cpr_encrypted").get(pk=proof_id)
    )


def proofs_from(submission_id: UUID) -> list[ProofInfo]:
    """What a submission gave, the newest first. The caller has checked that it may be seen."""
    rows = Proof.objects.filter(submission=submission_id).select_related("end").order_by("-sequence")
    return [info_of(row) for row in rows]


def with_code(typed: str) -> Proof | None:
    """The row behind a code as somebody typed it; None when there is none."""
    code = code_of(typed)
    rows = Proof.objects.select_related("end", "person").defer("person__cpr_encrypted")
    return rows.filter(code=code).first() if code else None


def veiled_rows(row: Proof) -> frozenset[str]:
    """The ids of the rows that whoever has the code may see only while an address is not hidden. None when it has
    ended: then nothing is shown.
    """
    return (
        frozenset(one.id for one in _rows(row) if one.open and one.veil)
        if info_of(row).holds
        else frozenset()
    )


def checked(row: Proof, *, hidden: Collection[str]) -> Checked:
    """What a code says to whoever has it: nothing that the holder has not opened, and no row that is `hidden` now."""
    info = info_of(row)
    if not info.holds:
        return Checked(info, (), hidden=False)
    every = _rows(row)
    shown = tuple(one for one in every if one.open and one.id not in hidden)
    return Checked(info, shown, hidden=len(shown) < len(every))


def _view(row: Proof, *, hidden: bool = False) -> ProofView:
    every = _rows(row)
    protected = row.person is not None and row.person.protected
    rows = tuple(one for one in every if not (hidden and one.veil and (protected or not one.open)))
    return ProofView(
        info_of(row),
        row.party_name,
        Text.of(row.intro),
        Text.of(row.note),
        rows,
        row.submission_id,
        whole=len(rows) == len(every),
    )


def _rows(row: Proof) -> tuple[ProvenRow, ...]:
    return tuple(ProvenRow.of(one) for one in row.rows)


def info_of(row: Proof) -> ProofInfo:
    end = getattr(row, "end", None)
    return ProofInfo(
        id=row.pk,
        code=in_groups(row.code),
        kind=ProofKind(row.kind),
        solution=row.solution,
        service_id=row.service_id,
        title=Text.of(row.title),
        language=row.language,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        at=row.at,
        state=_state(row, ended=end is not None),
        ended=end.at if end else None,
        why=ProofEndWhy(end.why) if end else None,
    )


def _state(row: Proof, *, ended: bool) -> ProofState:
    day = clock.today()
    if ended:
        return ProofState.WITHDRAWN
    if row.valid_until is not None and row.valid_until < day:
        return ProofState.EXPIRED
    return ProofState.VALID if row.valid_from <= day else ProofState.COMING
