"""`./indgang bench NAME`: a performance figure, measured beside its limit or peer (`bench/NAME.py`)."""

import importlib
import os
import sys
import tempfile

from indgang.project.frontdoor import assets
from indgang.project.frontdoor.console import BAD_INPUT, GOOD, Stop
from indgang.project.frontdoor.places import ROOT


def names() -> list[str]:
    """The benches there are: the modules of `bench/` that do not begin with an underscore."""
    return sorted(path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))


def main(argv: list[str]) -> int:
    known = ", ".join(names()) or "none yet"
    if not argv or argv[0] in ("-h", "--help"):
        print(f"usage: indgang bench NAME [--json]\n\nNAME is one of: {known}")
        return GOOD if argv else BAD_INPUT
    name, *rest = argv
    if name not in names():
        raise Stop(BAD_INPUT, f"bench {name}: no such bench. There are: {known}.")
    assets.build()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="indgang-bench-") as data:
        os.environ.setdefault("INDGANG_DATA", data)  # a bench leaves the developer's own state alone
        return int(importlib.import_module(f"bench.{name}").main(rest))
