"""The addresses of what came in."""

from django.urls import path

from indgang.surfaces.desk.inbox import views

urlpatterns = [
    path("indbakke/", views.inbox, name="inbox"),
    path("indbakke/<uuid:inbound_id>/", views.letter, name="inbox_letter"),
    path("indbakke/<uuid:inbound_id>/fil/<int:number>/", views.file, name="inbox_file"),
    path("indbakke/<uuid:inbound_id>/sag/", views.to_case, name="inbox_to_case"),
    path("indbakke/<uuid:inbound_id>/svar/", views.answer, name="inbox_answer"),
    path("indbakke/<uuid:inbound_id>/til-side/", views.aside, name="inbox_aside"),
]
