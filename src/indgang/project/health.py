"""Whether this process can do its work."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

import indgang
from indgang.kernel import generation
from indgang.modules.identity import selectors as identity
from indgang.surfaces.common.people import for_everybody


@for_everybody
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with the content generation when database and content answer, else 503. Tells nothing else."""
    try:
        municipality = identity.municipality()
    except (DatabaseError, identity.NoContent):
        return JsonResponse({"status": "not ready", "version": indgang.__version__}, status=503)
    return JsonResponse(
        {
            "status": "ok",
            "version": indgang.__version__,
            "municipality": municipality.id,
            "content_generation": generation.current(),
        }
    )
