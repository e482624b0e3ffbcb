"""A file is taken in, sent, or thrown away: the deeds of whoever sends it."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours, Stale
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.ids import new_id
from indgang.kernel.tables import BadTable, Table, read_table, without_guard
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import ManyFile, ManyRow
from indgang.modules.selfservice.rules.many import Places, places_of, same_in_other_words
from indgang.modules.selfservice.rules.reading import LONGEST_KEPT
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.schema.solution.many import Many
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.many import file_of, most_rows
from indgang.modules.selfservice.selectors.many_cells import sealed
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.services.beginning import check_may_use, offered
from indgang.modules.selfservice.services.many.rows import WHOLE_ROW, Checker, check_allowed
from indgang.modules.selfservice.services.many.stepping import plan
from indgang.modules.selfservice.vocabulary import ManyState, RowState

AT_ONCE = 200
LONGEST_NAME = 120
TOO_WIDE = Text(
    "Rækken har flere celler, end filen har overskrifter. Se efter, om et tegn har delt en celle i to.",
    "The row has more cells than the file has headers. Check whether a character has split a cell in two.",
)

THE_EXAMPLE = Text(
    "Det er eksemplet fra den tomme fil. Slet rækken.",
    "This is the example from the empty file. Delete the row.",
)


class NoFileHere(NotYours):
    """The solution takes no file, or whoever asks does not act for a company."""


class SentBefore(Expected):
    """The same file was taken in before. `file_id` is where it is, None when a colleague brought it."""

    status = 409
    message = Text(
        "Den fil har I lagt op før. Vi sender den ikke en gang til. Har du rettet den, så gem den, og vælg den igen.",
        "You uploaded that file before. We do not send it again. If you corrected it, save it and choose it again.",
    )

    def __init__(self, file_id: UUID | None) -> None:
        super().__init__()
        self.file_id = file_id


class SentMeanwhile(Stale):
    """The file is not waiting any more."""

    message = Text("Filen bliver sendt, eller er sendt.", "The file is being sent, or was sent.")


def take_file(*, solution: str, name: str, content: BinaryIO, by: Acting) -> UUID:
    """Keep every row of a file, and begin to check them. Nothing is sent. All rows are kept, or none.

    Raises UnknownSolution, HandedOver, NotForYou, NoFileHere, BadTable, SentBefore.
    """
    version = offered(solution, by)
    many = version.solution.many
    if many is None or by.party.kind != "company":
        raise NoFileHere
    check_allowed(Checker(version.solution, many, by).check({}).situation)
    fingerprint = _fingerprint(content)
    _check_new(solution, fingerprint, by)
    table = read_table(content)
    places = _places(version.solution, many, table)
    try:
        with transaction.atomic():
            return _kept(version, many, by, name, fingerprint, table, places)
    except IntegrityError:
        _check_new(solution, fingerprint, by)  # the other of two clicks was first
        raise


def _fingerprint(content: BinaryIO) -> str:
    digest = sha256()
    while piece := content.read(1 << 20):
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()


def _check_new(solution: str, fingerprint: str, by: Acting) -> None:
    known = ManyFile.objects.filter(company_id=by.party.id, solution=solution, sha256=fingerprint).first()
    if known is not None:
        raise SentBefore(known.pk if str(known.actor_id) == by.actor.id else None)


def _places(solution: Solution, many: Many, table: Table) -> Places:
    places = places_of(solution, many, table.names)
    if places.twice:
        listed = ", ".join(without_cpr(one)[:60] for one in places.twice)
        raise BadTable(
            Text(
                f"Kolonnen {listed} står to gange. Giv den ene et andet navn, eller slet den.",
                f"The column {listed} stands twice. Give one of them another name, or delete it.",
            )
        )
    if places.missing:
        danish = ", ".join(one.da for one in places.missing)
        english = ", ".join(one.en or one.da for one in places.missing)
        raise BadTable(
            Text(
                f"Filen mangler: {danish}. Første række skal have kolonnernes navne, som de står her på siden.",
                f"The file lacks: {english}. The first row must have the names of the columns as on this page.",
            )
        )
    return places


def _kept(
    version: Version, many: Many, by: Acting, name: str, fingerprint: str, table: Table, places: Places
) -> UUID:
    now, most = clock.now(), most_rows(version.solution)
    file = ManyFile.objects.create(
        id=new_id(),
        version_id=version.hash,
        solution=version.solution.slug,
        company_id=by.party.id,
        actor_id=by.actor.id,
        ground=by.ground,
        mandate=by.mandate,
        name=without_cpr(cleaned(name))[:LONGEST_NAME] or "fil",
        sha256=fingerprint,
        columns=sorted(places.at, key=lambda one: places.at[one]),
        unused=list(places.unused),
        uploaded_at=now,
        seen_at=now,
    )
    rows: list[ManyRow] = []
    for line, cells in table.rows:
        file.total += 1
        if file.total > most:
            raise BadTable(_too_many(most))
        rows.append(_row(file, version.solution, many, places, line, cells, len(table.names)))
        if len(rows) == AT_ONCE:
            ManyRow.objects.bulk_create(rows)
            rows = []
    if not file.total:
        raise BadTable(
            Text(
                "Filen har kun overskrifter. Skriv mindst én række.",
                "The file has only headers. Write one row at least.",
            )
        )
    ManyRow.objects.bulk_create(rows)
    file.save(update_fields=["total"])
    _trace("many_file_taken", file, by, rows=file.total, version=version.hash)
    plan(file.pk, file.turn)
    return file.pk


def _too_many(most: int) -> Text:
    return Text(
        f"Filen har flere end {most} rækker. Del den i flere filer.",
        f"The file has more than {most} rows. Split it into several files.",
    )


def _row(
    file: ManyFile,
    solution: Solution,
    many: Many,
    places: Places,
    line: int,
    raw: Sequence[str],
    width: int,
) -> ManyRow:
    cells = {
        name: value
        for name, place in places.at.items()
        if place < len(raw) and (value := without_guard(cleaned(raw[place]))[:LONGEST_KEPT])
    }
    wrong = _wrong(many, cells, wide=any(cell.strip() for cell in raw[width:]))
    mark = salted_hmac(
        f"selfservice.many:{solution.slug}:{file.company_id}",
        same_in_other_words(solution, many, cells),
        algorithm="sha256",
    ).hexdigest()
    return ManyRow(
        file=file,
        line=line,
        cells=sealed(cells),
        mark=mark,
        state=(RowState.BAD if wrong else RowState.WAITING).value,
        errors={WHOLE_ROW: wrong.as_json()} if wrong else {},
        added_at=file.uploaded_at,
    )


def _wrong(many: Many, cells: Mapping[str, str], *, wide: bool) -> Text:
    """What is wrong with a row whatever it says; empty when nothing is."""
    if cells == {column.name: column.example for column in many.columns if column.example}:
        return THE_EXAMPLE
    return TOO_WIDE if wide else Text()


@transaction.atomic
def send_file(*, file_id: UUID | str, by: Acting) -> None:
    """Send the good rows, one after the other, from now on. Pressing twice is once. Raises NotYours, NotForYou."""
    file = file_of(file_id, by, lock=True)
    if file.state not in (ManyState.CHECKED, ManyState.STOPPED):
        return
    check_may_use(versions.version(file.version_id).solution, by)
    if not file.rows.filter(state=RowState.GOOD).exists():
        return
    now = clock.now()
    file.state, file.why, file.seen_at, file.turn = ManyState.SENDING.value, {}, now, file.turn + 1
    file.ground, file.mandate = by.ground, by.mandate
    file.sent_by, file.sent_by_name = by.actor.key, by.actor.name
    file.save()
    _trace("many_file_sent", file, by, rows=file.rows.filter(state=RowState.GOOD).count())
    plan(file.pk, file.turn)


@transaction.atomic
def discard_file(*, file_id: UUID | str, by: Acting) -> None:
    """Throw a file away of which nothing is sent. Raises NotYours, SentMeanwhile."""
    file = file_of(file_id, by, lock=True)
    if (
        file.state not in (ManyState.CHECKING, ManyState.CHECKED)
        or file.rows.filter(draft__isnull=False).exists()
    ):
        raise SentMeanwhile
    _trace("many_file_discarded", file, by, rows=file.total)
    ManyRow.objects.filter(file=file).delete()
    file.delete()


def _trace(action: str, file: ManyFile, by: Acting, **detail: object) -> None:
    audit.record(
        action=action,
        actor=by.actor.key,
        object=f"many_file:{file.pk}",
        party=by.party.key,
        purpose=f"selvbetjening: {file.solution}",
        detail={"ground": str(by.ground), **detail},
    )
