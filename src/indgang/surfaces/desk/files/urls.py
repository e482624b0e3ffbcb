"""Addresses of a case's files."""

from django.urls import path

from indgang.surfaces.desk.files import views

urlpatterns = [
    path("sag/<uuid:case_id>/bilag/", views.add, name="case_files"),
    path("sag/<uuid:case_id>/bilag/<uuid:file_id>/", views.fetch, name="case_file"),
    path("sag/<uuid:case_id>/bilag/<uuid:file_id>/tag-ud/", views.take_out, name="case_file_out"),
]
