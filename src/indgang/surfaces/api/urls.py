"""The addresses that other systems call."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("indgang.surfaces.api.post.urls"):
    urlpatterns.append(path("post/", include("indgang.surfaces.api.post.urls")))
if find_spec("indgang.surfaces.api.payments.urls"):
    urlpatterns.append(path("betaling/", include("indgang.surfaces.api.payments.urls")))
if find_spec("indgang.surfaces.api.licences.urls"):
    urlpatterns.append(path("licenser/", include("indgang.surfaces.api.licences.urls")))
