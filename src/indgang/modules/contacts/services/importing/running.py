"""An import from end to end: scan, read, judge, write, enter."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.contacts.models import Batch
from indgang.modules.contacts.schema.mapping import Mapping
from indgang.modules.contacts.services.copy import NewPart
from indgang.modules.contacts.services.importing import entering, sniffing
from indgang.modules.contacts.services.importing.columns import column_reports
from indgang.modules.contacts.services.importing.judging import Judgement, judge
from indgang.modules.contacts.services.importing.reading import stage_rows
from indgang.modules.contacts.services.importing.report import ImportReport, Progress, TooManyRejected
from indgang.modules.contacts.services.importing.sniffing import Scanning
from indgang.modules.contacts.services.importing.sources import Source, load
from indgang.modules.contacts.services.importing.stage import Stage, stage
from indgang.modules.contacts.services.importing.there import files_of
from indgang.modules.contacts.vocabulary import ImportState

STEPS = 4
READ = Text("Læser filen", "Reading the file")
JUDGE = Text("Ser hver række efter", "Checking every row")
WRITE = Text("Skriver rækkerne", "Writing the rows")
ENTER = Text("Gør partiet gældende", "Making the batch count")
NO_KEY = Text(
    "Mappingen har ingen nøgle. Derfor kan vi ikke se, om en anden fil har de samme rækker.",
    "The mapping has no key, so it cannot be seen whether another file holds the same rows.",
)
NO_PARTY_EDGE = Text(
    "Gentagne henvendelser kan kun ses inden for filen, ikke fra den ene fil til den næste.",
    "Repeat contacts can be seen within the file only, not from one file to the next.",
)
Tell = Callable[[Progress], None]


def _silent(progress: Progress) -> None:
    """Nobody wants to know."""


def import_file(
    *,
    path: Path,
    mapping: Mapping,
    dry_run: bool,
    by: str,
    file_name: str = "",
    accept_rejects: bool = False,
    progress: Tell = _silent,
) -> ImportReport:
    """Read a file into the ledger as a batch of the mapping's series. `by` is `employee:<id>` or `system`.

    A trial (`dry_run`) tells the same and leaves nothing behind. A file whose rows are all there adds nothing; without
    a key the same file by a mapping of the same id adds nothing, whatever else the mapping says by now. Raises BadFile,
    TooManyRejected (unless `accept_rejects`), OtherRule, SomebodyElse, PartMissing; then nothing was added either.
    """
    name = cleaned(without_cpr(file_name or path.name))[:255]
    sniffing.kind_of(path, mapping.shape.format.kind)
    entering.check_rule(mapping)
    with stage() as work:
        run = _Run(work, mapping, name, by, progress, time.monotonic(), clock.now())
        return run.go(path, dry_run=dry_run, accept_rejects=accept_rejects)


@dataclass
class _Run:
    """One import while it lasts."""

    stage: Stage
    mapping: Mapping
    file: str
    by: str
    progress: Tell
    began: float
    begun: datetime

    def go(self, path: Path, *, dry_run: bool, accept_rejects: bool) -> ImportReport:
        seen = entering.counting(self.mapping.series)
        self.progress(Progress(1, STEPS, READ))
        scanning, services = Scanning(path), _catalogue(self.mapping)
        source = self._read(path, scanning, services)
        fingerprint = sha256(f"{scanning.done().fingerprint}{self.mapping.id}".encode()).hexdigest()
        same = Batch.objects.filter(series=self.mapping.series, current=True, hash=fingerprint).first()
        self.progress(Progress(2, STEPS, JUDGE, int(self.stage.one("SELECT count(*) FROM rows"))))
        there = files_of(seen) if self.mapping.shape.key else []
        found = judge(self.stage, self.mapping, today=clock.today(), there=there)
        if found.accepted and self.mapping.shape.key:
            same = None  # some of its rows stood in a batch that was undone since: they may come back
        report = self._report(found, source, services, same.name if same else "")
        if dry_run:
            return self._timed(report, ImportState.DRY_RUN)
        if same is not None:
            return self._timed(report, ImportState.DONE)
        if found.rejected * 2 > found.read and not accept_rejects:
            failed = self._timed(report, ImportState.FAILED)
            kept = entering.keep_rejects(self.stage, self.mapping, source, failed)
            raise TooManyRejected(entering.tell_run(self.mapping, failed, kept, begun=self.begun, batch=None))
        return self._entered(source, found, report, seen, fingerprint)

    def _read(self, path: Path, scanning: Scanning, services: dict[str, str]) -> Source:
        salt = secrets.token_hex(16)

        def into(source: Source) -> int:
            return stage_rows(self.stage, self.mapping, source, services, salt)

        return load(self.stage, path, self.mapping, scanning, into)

    def _report(
        self, found: Judgement, source: Source, services: dict[str, str], already: str
    ) -> ImportReport:
        warnings = [*source.warnings]
        if self.mapping.shape.key is None:
            warnings.append(NO_KEY)
        if self.mapping.shape.party is not None:
            warnings.append(NO_PARTY_EDGE)
        return ImportReport(
            file=self.file,
            mapping=self.mapping.id,
            batch="",
            state=ImportState.DONE,
            already=already,
            read=found.read,
            accepted=0 if already else found.accepted,
            rejected=found.rejected,
            duplicates=found.duplicates + (found.accepted if already else 0),
            reasons=found.reasons,
            channels={} if already else found.channels,
            columns=column_reports(self.stage, self.mapping, source, services),
            first_day=found.first_day,
            last_day=found.last_day,
            warnings=tuple(warnings),
        )

    def _timed(self, report: ImportReport, state: ImportState) -> ImportReport:
        return replace(report, state=state, seconds=time.monotonic() - self.began)

    def _entered(
        self, source: Source, found: Judgement, report: ImportReport, seen: tuple[int, ...], fingerprint: str
    ) -> ImportReport:
        parts: tuple[NewPart, ...] = ()
        key, batch = 0, None
        if found.accepted:
            self.progress(Progress(3, STEPS, WRITE, found.accepted))
            key = entering.reserve(self.mapping)
            parts = entering.write(self.stage, self.mapping, found, key)
        kept = entering.keep_rejects(self.stage, self.mapping, source, report)
        self.progress(Progress(4, STEPS, ENTER, found.accepted))
        with transaction.atomic():
            if found.accepted:
                batch = entering.enter_batch(
                    self.mapping, report, parts, key=key, seen=seen, fingerprint=fingerprint, by=self.by
                )
                report = replace(report, batch=batch.name)
            return entering.tell_run(
                self.mapping, self._timed(report, ImportState.DONE), kept, begun=self.begun, batch=batch
            )


def _catalogue(mapping: Mapping) -> dict[str, str]:
    """What services are called and their ids, when the mapping asks the catalogue."""
    shape = mapping.shape.service
    if shape is None or shape.by == "values":
        return {}
    found = catalogue.services().values()
    if shape.by == "code":
        return {one.id: one.id for one in found}
    return {name: one.id for one in found for name in (one.name.da, one.name.en) if name}
