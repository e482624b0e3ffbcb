"""The portal's addresses alone, so that these tests need no other surface."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from indgang.surfaces.common import errors

urlpatterns = [
    path("", include("indgang.surfaces.common.urls")),
    *i18n_patterns(path("", include("indgang.surfaces.portal.urls")), prefix_default_language=False),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
