"""The address of the question to staff."""

from django.urls import path

from indgang.surfaces.desk.staff_answers import views

urlpatterns = [path("svar/", views.answers, name="staff_answers")]
