"""The addresses of the designers' pages."""

from django.urls import path

from indgang.surfaces.desk.designing import views, what_if

urlpatterns = [
    path("loesninger/", views.solutions, name="designing"),
    path("loesninger-zip/", views.zip_in, name="designing_zip_in"),
    path("loesninger/<slug:slug>/", views.solution, name="designing_solution"),
    path("loesninger/<slug:slug>/eksempler/", views.examples, name="designing_examples"),
    path("loesninger/<slug:slug>/vis/", views.preview, name="designing_preview"),
    path("loesninger/<slug:slug>/hvad-nu-hvis/", what_if.what_if, name="designing_what_if"),
    path("loesninger/<slug:slug>/forskel/", views.versions, name="designing_versions"),
    path("loesninger/<slug:slug>/zip/", views.zip_out, name="designing_zip"),
]
