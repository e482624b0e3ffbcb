"""What time it is. The only place that asks; rules get their clock as an argument.

The demo can be moved forward: the offset stands in `clock.json` in the data folder, so that every process
of one demo sees the same time. It is read again when the file has changed.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@dataclass
class _Clock:
    file: Path | None = None
    offset: timedelta = field(default_factory=timedelta)
    stamp: int = -1
    frozen: datetime | None = None

    def refresh(self) -> None:
        if self.file is None:
            return
        try:
            stamp = self.file.stat().st_mtime_ns
        except FileNotFoundError:
            self.offset, self.stamp = timedelta(), -1
            return
        if stamp != self.stamp:
            self.offset = timedelta(seconds=int(json.loads(self.file.read_text())["offset_seconds"]))
            self.stamp = stamp


_clock = _Clock()


def configure(file: Path | None) -> None:
    """Say where the offset of the demo's clock stands; None: the machine's own time."""
    _clock.file, _clock.stamp, _clock.offset = file, -1, timedelta()


def forward(by: timedelta) -> timedelta:
    """Move the demo's clock and return the whole offset. Raises RuntimeError when no file is configured."""
    if _clock.file is None:
        raise RuntimeError("The clock has no file: only a demo can be moved in time.")
    _clock.refresh()
    offset = _clock.offset + by
    temporary = _clock.file.with_suffix(".new")
    temporary.write_text(json.dumps({"offset_seconds": int(offset.total_seconds())}))
    temporary.replace(_clock.file)
    _clock.stamp = -1
    return offset


def freeze(at: datetime | None) -> None:
    """For tests: stand still at `at` (aware); None lets time run again."""
    _clock.frozen = at


def now() -> datetime:
    """The time now, aware, UTC."""
    if _clock.frozen is not None:
        return _clock.frozen.astimezone(UTC)
    _clock.refresh()
    return datetime.now(UTC) + _clock.offset


def on_the_machine(*, after: timedelta) -> datetime:
    """The moment in so long by the machine's own clock, not a demo's: for a queue of tasks, which knows no other."""
    return datetime.now(UTC) + after


def today() -> date:
    """The date in Copenhagen."""
    return now().astimezone(COPENHAGEN).date()
