"""The addresses of prepared letters."""

from django.urls import path

from indgang.surfaces.desk.templates_shown import views

urlpatterns = [
    path("skabelon/", views.templates, name="templates"),
    path("skabelon/<slug:owner>/<slug:name>/", views.template, name="template"),
    path("skabelon/<slug:owner>/<slug:name>/pdf/", views.template_file, name="template_file"),
]
