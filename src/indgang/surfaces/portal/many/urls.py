"""The addresses of files of many."""

from django.urls import path

from indgang.surfaces.portal.many import views

urlpatterns = [
    path("selvbetjening/<slug:slug>/mange/", views.many, name="many"),
    path("selvbetjening/<slug:slug>/mange/skabelon.csv", views.empty, {"kind": "csv"}, name="many_csv"),
    path("selvbetjening/<slug:slug>/mange/skabelon.xlsx", views.empty, {"kind": "xlsx"}, name="many_xlsx"),
    path("mange/<uuid:rows_id>/", views.file, name="many_file"),
    path("mange/<uuid:rows_id>/send/", views.send, name="many_send"),
    path("mange/<uuid:rows_id>/slet/", views.discard, name="many_discard"),
    path("mange/<uuid:rows_id>/fejl.csv", views.bad_rows, name="many_bad_rows"),
]
