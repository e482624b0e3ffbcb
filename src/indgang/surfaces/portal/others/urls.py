"""Addresses for those who are asked, and for taking a case back or correcting it."""

from django.urls import path

from indgang.surfaces.portal.others import correcting, views

urlpatterns = [
    path("svar/<uuid:invitation_id>/", views.invitation, name="invitation"),
    path("kvittering/<uuid:submission_id>/ret/", correcting.correct, name="correct"),
    path("min-side/sag/<uuid:case_id>/traek/", views.withdraw, name="withdraw"),
]
