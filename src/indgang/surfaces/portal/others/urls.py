"""Addresses for those who are asked, and for taking a case back."""

from django.urls import path

from indgang.surfaces.portal.others import views

urlpatterns = [
    path("svar/<uuid:invitation_id>/", views.invitation, name="invitation"),
    path("min-side/sag/<uuid:case_id>/traek/", views.withdraw, name="withdraw"),
]
