"""The addresses of the open figures."""

from django.urls import path

from indgang.surfaces.portal.open_figures import views

urlpatterns = [
    path("aabne-tal/", views.figures, name="open_figures"),
    path("aabne-tal/<int:year>.csv", views.file, name="open_figures_file"),
]
