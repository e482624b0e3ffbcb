"""The addresses of feedback on texts."""

from django.urls import path

from indgang.surfaces.desk.feedback import views

urlpatterns = [
    path("tilbagemeldinger/", views.feedback, name="feedback"),
    path("tilbagemeldinger/svar/", views.answer, name="feedback_answer"),
    path("tilbagemeldinger/giv/", views.give, name="feedback_give"),
    path("mine-meldinger/", views.mine, name="my_feedback"),
    path("mine-meldinger/laest/", views.seen, name="my_feedback_seen"),
]
