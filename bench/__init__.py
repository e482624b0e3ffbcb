"""Every performance figure, side by side with its limit or peer.

`bench/NAME.py` has `main(argv: list[str]) -> int` and is run by `./indgang bench NAME [--json]`: a table, or
with `--json` JSON alone, on standard output; progress on standard error. INDGANG_DATA names an empty folder
that is removed afterwards.
"""
