"""The addresses of letters on paper."""

from django.urls import path

from indgang.surfaces.desk.printing import views

urlpatterns = [
    path("breve/", views.letters_to_print, name="letters_to_print"),
    path("breve/sendt/", views.letters_posted, name="letters_posted"),
    path("breve/aabn/", views.open_all, name="letters_open"),
    path("breve/lagt-i-kuvert/", views.note_posted, name="letters_note_posted"),
    path("breve/print/<uuid:run_id>/", views.print_file, name="print_file"),
    path("breve/<uuid:delivery_id>/", views.letter_on_paper, name="letter_on_paper"),
]
