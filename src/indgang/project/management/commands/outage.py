"""`manage outage [list | tell WHAT | end WHAT]`: what is down, said by operators when the web is hard to reach."""

import re
from argparse import ArgumentParser
from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.channels import selectors, services
from indgang.modules.channels.selectors import OutageInfo
from indgang.modules.channels.services import Told
from indgang.modules.channels.vocabulary import Down
from indgang.modules.identity.vocabulary import Actor

_MOMENT = re.compile(r"(?:(\d{4}-\d{2}-\d{2})[T ])?([01]\d|2[0-3])[:.]([0-5]\d)")


def moment(text: str) -> datetime:
    """`14.30` (today) or `2026-12-05 08.00`, Copenhagen time. Raises CommandError for anything else."""
    found = _MOMENT.fullmatch(text)
    try:
        day = datetime.strptime(found[1], "%Y-%m-%d").date() if found and found[1] else clock.today()  # noqa: DTZ007
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"{text} is no moment. Write for example 14.30 or '2026-12-05 08.00'.")
    return datetime.combine(day, time(int(found[2]), int(found[3])), COPENHAGEN)


class Command(BaseCommand):
    help = "Say what is down, that it works again, or see what is said."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", metavar="list | tell | end")
        deeds.add_parser("list", help="what is down, and what is planned")
        tell = deeds.add_parser("tell", help="say that something is down")
        end = deeds.add_parser("end", help="say that it works again, or call off what is planned")
        for one in (tell, end):
            one.add_argument(
                "what", choices=[str(word) for word in Down], metavar="WHAT", help=", ".join(Down)
            )
            one.add_argument(
                "--service", default="", metavar="ID", help="which service, when WHAT is service"
            )
            one.add_argument(
                "--entrance", default="", metavar="ID", help="which place, when WHAT is entrance"
            )
            one.add_argument("--by", default="drift", metavar="NAME", help="who says it, for the trail")
        tell.add_argument("--from", dest="begins", metavar="14.30", help="when it begins; left out: now")
        tell.add_argument(
            "--until", metavar="14.30", help="when it is over by itself; left out: when you say so"
        )
        tell.add_argument("--text", default="", help="what citizens are told, in Danish")
        tell.add_argument("--english", default="", help="the same in English")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["deed"] == "tell":
                self._tell(options)
            elif options["deed"] == "end":
                self._end(options)
        except Expected as refused:
            raise CommandError(refused.message.en) from refused
        self._list()

    def _tell(self, options: dict[str, Any]) -> None:
        services.tell_outage(
            told=Told(
                what=Down(options["what"]),
                service_id=options["service"],
                entrance_id=options["entrance"],
                begins_at=moment(options["begins"]) if options["begins"] else None,
                ends_at=moment(options["until"]) if options["until"] else None,
                text=Text(options["text"], options["english"]),
            ),
            by=_operator(options),
        )

    def _end(self, options: dict[str, Any]) -> None:
        wanted = (options["what"], options["service"], options["entrance"])
        found = [one for one in _live() if (one.what, one.service_id, one.entrance_id) == wanted]
        if not found:
            raise CommandError("Nothing of that sort is said to be down. See: manage outage list")
        services.end_outage(outage_id=found[0].id, by=_operator(options))

    def _list(self) -> None:
        now = clock.now()
        for one in _live():
            until = f"{one.ends_at.astimezone(COPENHAGEN):%Y-%m-%d %H.%M}" if one.ends_at else "-"
            self.stdout.write(
                f"{'down' if one.holds(now) else 'planned':8}{one.what:14}"
                f"{one.service_id or one.entrance_id or '-':24}"
                f"{one.begins_at.astimezone(COPENHAGEN):%Y-%m-%d %H.%M}  {until:18}{one.text.da}"
            )
        if not _live():
            self.stdout.write("Nothing is said to be down.")


def _live() -> list[OutageInfo]:
    """Down first, then planned."""
    now = clock.now()
    return [*selectors.outages_now(now), *selectors.outages_to_come(now)]


def _operator(options: dict[str, Any]) -> Actor:
    return Actor("system", "operator", str(options["by"])[:120])
