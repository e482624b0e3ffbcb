"""`solution run SLUG --answers FILE`: what one set of answers leads to; nothing is stored."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from indgang.modules.selfservice import services
from indgang.project.solution_deeds.deed import BAD_INPUT, Deed, Said, Stopped

MAX_BYTES = 1_000_000


class Run(Deed):
    name = "run"
    help = "decide what a file hands in; nothing is stored"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument(
            "--answers",
            required=True,
            help='a JSON file {"today", "party", "facts", "answers"}; - reads standard input',
        )

    def do(self, options: dict[str, Any], said: Said) -> None:
        given = read(options["answers"])
        try:
            trial = services.try_out(solution=options["slug"], given=given)
        except services.BadTrial as bad:
            raise Stopped(BAD_INPUT, str(bad)) from None
        if options["json"]:
            said.json(trial.as_json())
        else:
            tell(trial, said)
        if trial.errors:
            raise Stopped(BAD_INPUT)


def read(name: str) -> dict[str, Any]:
    """The object of a JSON file. Raises Stopped."""
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(name, "rb") as file:
                raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        sentence = f"{name}: {error.strerror}. Name a JSON file that can be read."
        raise Stopped(BAD_INPUT, sentence) from None
    if len(raw) > MAX_BYTES:
        raise Stopped(BAD_INPUT, f"{name}: larger than {MAX_BYTES} bytes.")
    try:
        given = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Stopped(BAD_INPUT, f"{name}: this is not JSON: {error}.") from None
    if not isinstance(given, dict):
        raise Stopped(BAD_INPUT, f"{name}: write an object with today, party, facts and answers.")
    return given


def tell(trial: services.Trial, said: Said) -> None:
    """What came of it, rule by rule."""
    if trial.errors:
        said.out("This could not be sent:")
        for key, message in trial.errors.items():
            said.out(f"  {key}: {message.da}")
        return
    said.out(f"{trial.outcome}  ({trial.solution} {trial.version[:12]}, {trial.finding.today})")
    for held in trial.finding.matched:
        said.out(f"  + {held.rule}: {held.because.da} ({held.paragraph})")
    for point in trial.finding.unresolved:
        lack = f" [{point.missing!s}]" if point.missing else ""
        said.out(f"  ? {point.rule}: {point.because.da}{lack}")
    for follow_up in trial.follow_ups:
        said.out(f"  > {follow_up.kind} {follow_up.to} {follow_up.due}: {follow_up.title.da}")
