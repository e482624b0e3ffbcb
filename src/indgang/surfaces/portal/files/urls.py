"""Addresses of a citizen's own files, under the portal's own."""

from django.urls import path

from indgang.surfaces.portal.files import views

urlpatterns = [
    path("min-side/sag/<uuid:case_id>/bilag/", views.send, name="case_files"),
    path("min-side/sag/<uuid:case_id>/bilag/<uuid:file_id>/", views.fetch, name="case_file"),
]
