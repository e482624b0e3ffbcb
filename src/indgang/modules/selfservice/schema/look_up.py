"""What one look-up in a register is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indgang.kernel.expressions import Kind
from indgang.kernel.text import Text


@dataclass(frozen=True)
class LookUp:
    """`asks`: what must be said to look it up, by name. `labels` name the fields; `words` name their
    values. `ours`: it stands in our own tables, and is asked once more inside the transaction that sends.
    """

    kind: Kind
    source: Text
    asks: Mapping[str, Kind] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    ours: bool = False
