"""How to go on without the systems: a page to print beforehand, and a sheet to count contacts on.

Everybody may open them, and they ask neither who is there nor the database for more than it already told: they are
needed most when logins and databases fail.
"""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import DOWN_NAMES
from indgang.surfaces.common.outages import paper_form
from indgang.surfaces.common.people import for_everybody

LINES = 20
"""What fits a sheet of A4 on its side with room to write."""
BOM = "\ufeff"
"""So that a spreadsheet reads the Danish letters."""


@for_everybody
@require_safe
def procedure(request: HttpRequest) -> HttpResponse:
    """What to do, say, write down, and enter afterwards."""
    found = channels.procedure()
    known = catalogue.services()
    values = {
        "procedure": found,
        "when": [(DOWN_NAMES[down], lines) for down, lines in found.when] if found else [],
        "services": [
            {"name": known[one.service_id].name, "row": one, "paper": paper_form(one.service_id)}
            for one in (found.services if found else ())
            if one.service_id in known
        ],
        "printed": clock.now(),
    }
    return _kept_nowhere(render(request, "desk/outages/procedure.html", values))


@for_everybody
@require_safe
def tally_sheet(request: HttpRequest) -> HttpResponse:
    """An empty sheet, one line a contact."""
    values = {"columns": columns(), "lines": range(1, LINES + 1)}
    return _kept_nowhere(render(request, "desk/outages/tally_sheet.html", values))


@for_everybody
@require_safe
def tally_file(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet on a machine of one's own."""
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="taelleark.csv"'
    sheet = csv.writer(answer, delimiter=";")
    sheet.writerow(columns())
    for number in range(1, LINES + 1):
        sheet.writerow([number, *[""] * (len(columns()) - 1)])
    return _kept_nowhere(answer)


def columns() -> list[str]:
    """What closing a contact asks about afterwards, in its order."""
    return [
        _("Nr."),
        _("Kl."),
        _("Telefon, skranke eller andet"),
        _("Hvad ville borgeren?"),
        _("Løst? Ja, nej eller ring tilbage"),
        _("Navn og nummer, hvis I skal ringe"),
        _("Havde prøvet hjemmesiden?"),
        _("Minutter"),
    ]


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    """Always as the content is now; and no search engine needs it."""
    patch_cache_control(answer, private=True, no_cache=True)
    answer["X-Robots-Tag"] = "noindex"
    return answer
