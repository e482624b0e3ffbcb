"""The addresses of a case's payments."""

from django.urls import path

from indgang.surfaces.desk.payments import views

urlpatterns = [
    path("sag/<uuid:case_id>/betaling/", views.payments, name="case_payments"),
    path("sag/<uuid:case_id>/betaling/regning/", views.bill, name="case_bill"),
    path("sag/<uuid:case_id>/betaling/betalt/", views.paid, name="case_paid"),
    path("sag/<uuid:case_id>/betaling/<uuid:payment_id>/tilbage/", views.give_back, name="case_give_back"),
]
