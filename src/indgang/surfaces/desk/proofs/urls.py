"""The addresses of what a case gave."""

from django.urls import path

from indgang.surfaces.desk.proofs import views

urlpatterns = [
    path("sag/<uuid:case_id>/bevis/", views.proofs, name="case_proofs"),
    path("sag/<uuid:case_id>/bevis/<uuid:proof_id>/slut/", views.end, name="case_proof_end"),
]
