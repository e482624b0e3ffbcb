"""The addresses of paper forms."""

from django.urls import path

from indgang.surfaces.portal.paper import views

urlpatterns = [
    path("selvbetjening/<slug:slug>/papir/", views.paper_form, name="paper_form"),
    path("selvbetjening/<slug:slug>/papir/blanket/", views.paper_form_file, name="paper_form_file"),
]
