"""The addresses of the rounds."""

from django.urls import path

from indgang.surfaces.desk.rounds import views

urlpatterns = [
    path("fordelinger/", views.rounds, name="rounds"),
    path("fordelinger/ny/", views.open_one, name="round_new"),
    path("fordelinger/<uuid:round_id>/", views.round_page, name="round"),
    path("fordelinger/<uuid:round_id>/pladser/", views.places, name="round_places"),
    path("fordelinger/<uuid:round_id>/koer/", views.run, name="round_run"),
    path("fordelinger/<uuid:round_id>/underskriv/", views.sign, name="round_sign"),
    path("sag/<uuid:case_id>/med-i-fordelingen/", views.admit, name="round_admit"),
]
