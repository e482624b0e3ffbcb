"""The addresses of reports."""

from django.urls import path

from indgang.surfaces.steering.reports import views

urlpatterns = [
    path("rapporter/", views.reports, name="reports"),
    path("rapporter/lav/", views.make, name="report_make"),
    path("rapporter/aabne-tal/", views.publish, name="report_publish"),
    path("rapport/<uuid:report_id>/", views.report, name="report"),
    path("rapport/<uuid:report_id>/pdf/", views.pdf, name="report_pdf"),
]
