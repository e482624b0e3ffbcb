"""The addresses of imported figures."""

from django.urls import path

from indgang.surfaces.steering.imports import views

urlpatterns = [
    path("partier/", views.batches, name="imports"),
    path("partier/indlaes/", views.load, name="import_load"),
    path("partier/koersel/<uuid:run>/", views.run, name="import_run"),
    path("partier/koersel/<uuid:run>/afviste.csv", views.rejects, name="import_rejects"),
    path("partier/<slug:name>/fortryd/", views.undo, name="batch_undo"),
    path("partier/<slug:name>/igen/", views.redo, name="batch_redo"),
    path("partier/<slug:name>/slet/", views.remove, name="batch_remove"),
]
