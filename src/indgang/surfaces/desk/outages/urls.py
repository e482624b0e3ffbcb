"""The addresses of outages and of the procedure on paper."""

from django.urls import path

from indgang.surfaces.desk.outages import procedure, views

urlpatterns = [
    path("drift/", views.outages, name="outages"),
    path("drift/meld/", views.tell, name="outage_tell"),
    path("drift/ret/", views.change, name="outage_change"),
    path("drift/afslut/", views.end, name="outage_end"),
    path("nedbrud/", procedure.procedure, name="procedure"),
    path("nedbrud/taelleark/", procedure.tally_sheet, name="tally_sheet"),
    path("nedbrud/taelleark.csv", procedure.tally_file, name="tally_file"),
]
