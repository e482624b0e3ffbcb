"""The address that the payment house calls; each payment has its own."""

from django.urls import path

from indgang.surfaces.api.payments import views

urlpatterns = [path("<uuid:payment_id>", views.notice, name="payment_notice")]
