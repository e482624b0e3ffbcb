"""The addresses where contacts are ticked."""

from django.urls import path

from indgang.surfaces.desk.counting import views

urlpatterns = [
    path("taelleuge/", views.weeks, name="counting"),
    path("taelleuge/<slug:week>/<slug:entrance>/", views.entrance, name="counting_here"),
    path("taelleuge/<slug:week>/<slug:entrance>/fortryd/", views.take_back, name="counting_take_back"),
    path("taelleuge/<slug:week>/<slug:entrance>/dag/", views.mark_day, name="counting_day"),
]
