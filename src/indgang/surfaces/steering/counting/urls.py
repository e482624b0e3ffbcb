"""The addresses of counting weeks."""

from django.urls import path

from indgang.surfaces.steering.counting import views

urlpatterns = [
    path("taelleuger/", views.weeks, name="counting_weeks"),
    path("taelleuger/<slug:week>/", views.week, name="counting_week"),
    path("taelleuger/<slug:week>/luk/", views.close, name="counting_close"),
    path("taelleuger/<slug:week>/dag/", views.mark_day, name="counting_mark_day"),
    path("taelleuger/<slug:week>/taelleuge.csv", views.export, name="counting_export"),
]
