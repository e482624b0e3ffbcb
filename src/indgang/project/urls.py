"""The addresses of the platform. Danish has no prefix; English stands under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from indgang.project.health import healthz
from indgang.surfaces.common import errors

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("maskine/", include("indgang.surfaces.api.urls")),
    path("", include("indgang.surfaces.common.urls")),
    *i18n_patterns(
        path("medarbejder/", include("indgang.surfaces.desk.urls")),
        path("styring/", include("indgang.surfaces.steering.urls")),
        path("", include("indgang.surfaces.portal.urls")),
        prefix_default_language=False,
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
