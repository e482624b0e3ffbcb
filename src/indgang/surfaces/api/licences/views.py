"""Whether a number plate has a licence now, for the machines of those who look at parked cars.

It tells nothing of who has the licence, nor which plates have one: one plate is asked about at a time.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.modules.selfservice import selectors as selfservice
from indgang.surfaces.common.people import for_machines

LONGEST = 20
"""Signs of a number plate, or of a zone's name, at most so many times three: a plate may be typed with spaces."""


def _secret() -> str:
    return settings.LICENCES_SECRET


@for_machines(_secret)
@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """`?nummerplade=AB12345`, and `&zone=` when only a licence of that zone counts.

    200 with `{"valid": true, "zone": "B", "until": "2027-11-20"}` (`until` null: no end of its own), or
    `{"valid": false}`. 400 without a plate, or with one that cannot be one.
    """
    plate, zone = request.GET.get("nummerplade", "").strip(), request.GET.get("zone", "").strip()
    if not plate or len(plate) > LONGEST or len(zone) > 3 * LONGEST or "\x00" in plate + zone:
        return JsonResponse({"error": "nummerplade"}, status=400)
    found = selfservice.licence_of_plate(plate, zone=zone, day=clock.today())
    answer = JsonResponse(
        {"valid": True, "zone": found.zone, "until": found.until.isoformat() if found.until else None}
        if found.valid
        else {"valid": False}
    )
    answer["Cache-Control"] = "no-store"
    return answer
