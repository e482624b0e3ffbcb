"""What staff do on paper when the systems fail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indgang.kernel.generation import per_generation
from indgang.kernel.text import Text
from indgang.modules.channels.models import Procedure
from indgang.modules.channels.vocabulary import Down

Lines = tuple[Text, ...]


@dataclass(frozen=True)
class ByService:
    """One service on paper. `paper` is empty when the form is our own."""

    service_id: str
    say: Text
    write_down: Lines
    afterwards: Text
    paper: Text


@dataclass(frozen=True)
class ProcedureInfo:
    """The whole procedure. `when`: what to do when one thing is down."""

    beforehand: Lines
    at_once: Lines
    always_write_down: Lines
    afterwards: Lines
    when: tuple[tuple[Down, Lines], ...]
    services: tuple[ByService, ...]


def _lines(rows: Iterable[Mapping[str, str]]) -> Lines:
    return tuple(Text.of(row) for row in rows)


@per_generation
def procedure() -> ProcedureInfo | None:
    """The procedure, or None when the municipality has written none. No query but the first in each process."""
    row = Procedure.objects.first()
    if row is None:
        return None
    data = row.data
    return ProcedureInfo(
        beforehand=_lines(data["beforehand"]),
        at_once=_lines(data["at_once"]),
        always_write_down=_lines(data["always_write_down"]),
        afterwards=_lines(data["afterwards"]),
        when=tuple((Down(one["down"]), _lines(one["do"])) for one in data["when"]),
        services=tuple(
            ByService(
                one["service"],
                Text.of(one["say"]),
                _lines(one["write_down"]),
                Text.of(one["afterwards"]),
                Text.of(one["paper"]),
            )
            for one in data["services"]
        ),
    )
