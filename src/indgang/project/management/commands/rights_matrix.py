"""`manage rights_matrix [--check]`: write who may do what, and who reaches which address, or see that it is so."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import URLPattern, URLResolver, get_resolver

from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import REACH_NAMES, RIGHT_NAMES, Right
from indgang.surfaces.common.people import CITIZENS, EVERYBODY, MACHINES, mark_of

PLACE = settings.ROOT / "docs" / "municipality" / "rettigheder.md"
HEAD = """# Rettigheder

Lavet af rollerne i `modules/identity/rules/roles.py` og af mærket på hver side, med `./indgang manage rights_matrix`.
Ret dem dér, ikke her. En test prøver hver adresse med hver rolle og med det, der er andres.

En medarbejder kan have flere roller og har så alle deres rettigheder. Rollerne kommer fra kommunens eget login, hver
gang en medarbejder logger ind. Enhver må se det, som er åbent for alle. En borger når kun sit eget og det, en fuldmagt
eller et værgemål dækker.

En ret rækker til:
- **sine egne**: det, man gør i et opkald eller besøg, man selv har i hånden, og det, borgeren har sagt ja til at vise
- **enheden**: de opkald og besøg, man selv har i hånden, dem, der er stillet videre til ens enhed, og de opkald, som
  enheden har lovet; aldrig det, en kollega har i hånden. En teamleder ser desuden, hvem i enheden der har hvad, uden
  borgerens navn, og kan tage det, som ingen har rørt i en time
- **forvaltningen**: sager, breve, og tal for ydelser, i ens egen forvaltning
- **kommunen**: alt af den slags

"""


@dataclass(frozen=True)
class Place:
    """One address: its full name, how it is written, and whom it is for (a Right, `citizens` or `everybody`)."""

    name: str
    route: str
    mark: str


def places() -> list[Place]:
    """Every address of the platform, in the order of their routes."""
    return sorted(_walked(get_resolver().url_patterns, (), "/"), key=lambda one: one.route)


def _walked(patterns: Sequence[Any], spaces: tuple[str, ...], route: str) -> Iterator[Place]:
    for one in patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walked(one.url_patterns, (*spaces, one.namespace) if one.namespace else spaces, here)
        elif isinstance(one, URLPattern):
            yield Place(":".join((*spaces, str(one.name))), _plain(here), mark_of(one.callback))


def _plain(route: str) -> str:
    """`/sag/<uuid:case_id>/` as `/sag/<case_id>/`."""
    parts = [part.partition(":") if part.startswith("<") else ("", "", part) for part in _pieces(route)]
    return "".join(f"<{name}" if kind else name for kind, _, name in parts)


def _pieces(route: str) -> list[str]:
    return route.replace("<", "\0<").split("\0")


def matrix() -> str:
    """The whole document."""
    return HEAD + "\n\n".join([_roles(), _rights(), _addresses()]) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _roles() -> str:
    rows = [(f"**{card.title.da}**", f"`{role}`", card.about.da) for role, card in identity.roles().items()]
    return "## Roller\n\n" + _table(("Rolle", "Ord i login", "Hvad den er til"), rows)


def _rights() -> str:
    rows = [
        (
            RIGHT_NAMES[right].da,
            *(
                REACH_NAMES[card.rights[right]].da if right in card.rights else "–"
                for card in identity.roles().values()
            ),
        )
        for right in Right
    ]
    return "## Rolle og ret\n\n" + _table(("Ret", *_titles()), rows)


def _titles() -> list[str]:
    return [card.title.da for card in identity.roles().values()]


def _addresses() -> str:
    found = places()
    staff = [
        (
            f"`{one.route}`",
            RIGHT_NAMES[Right(one.mark)].da,
            *("ja" if Right(one.mark) in card.rights else "–" for card in identity.roles().values()),
        )
        for one in found
        if one.mark not in (EVERYBODY, CITIZENS, MACHINES)
    ]
    citizens = "\n".join(f"- `{one.route}`" for one in found if one.mark == CITIZENS)
    everybody = "\n".join(f"- `{one.route}`" for one in found if one.mark == EVERYBODY)
    machines = "\n".join(f"- `{one.route}`" for one in found if one.mark == MACHINES)
    return (
        "## Rolle og adresse\n\n"
        + _table(("Adresse", "Ret", *_titles()), staff)
        + "\n\n## Adresser for borgere, der er logget ind\n\n"
        + f"Ingen medarbejder kommer ind her, uanset rolle.\n\n{citizens}"
        + f"\n\n## Adresser for alle\n\n{everybody}"
        + "\n\n## Adresser for andre systemer\n\n"
        + f"De åbner kun for den hemmelighed, som er aftalt med systemet. Ingen kommer ind med et login.\n\n{machines}"
    )


class Command(BaseCommand):
    help = "Write docs/municipality/rettigheder.md from the roles and the marks of the views."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the file is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        unmarked = [one.name for one in places() if not one.mark]
        if unmarked:
            raise CommandError(f"Say whom these are for (surfaces/common/people.py): {', '.join(unmarked)}")
        written = matrix()
        if options["check"]:
            if not PLACE.exists() or PLACE.read_text() != written:
                raise CommandError(f"{PLACE.relative_to(settings.ROOT)} is old. Run: manage rights_matrix")
            return
        PLACE.write_text(written)
        self.stdout.write(str(PLACE.relative_to(settings.ROOT)))
