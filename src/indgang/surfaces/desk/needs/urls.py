"""The address of a citizen's wishes, inside a contact."""

from django.urls import path

from indgang.surfaces.desk.needs import views

urlpatterns = [path("henvendelse/<uuid:contact_id>/oensker/", views.needs, name="needs")]
