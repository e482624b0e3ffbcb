"""Addresses of certificates and licences."""

from django.urls import path

from indgang.surfaces.portal.proofs import checking, views

urlpatterns = [
    path("min-side/bevis/<uuid:proof_id>/", views.proof, name="proof"),
    path("min-side/bevis/<uuid:proof_id>/bevis.pdf", views.file, name="proof_file"),
    path("min-side/bevis/<uuid:proof_id>/traek-tilbage/", views.withdraw, name="proof_withdraw"),
    path("min-side/bevis/<uuid:proof_id>/slut/", views.end, name="proof_end"),
    path("bekraeft/", checking.ask, name="check_proof"),
    path("bekraeft/<str:code>/", checking.check, name="check_code"),
]
