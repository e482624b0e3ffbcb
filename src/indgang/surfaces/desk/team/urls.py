"""The addresses of the unit's page."""

from django.urls import path

from indgang.surfaces.desk.team import giving, views

urlpatterns = [
    path("enhed/", views.team, name="team"),
    path("enhed/henvendelser/", views.contacts, name="team_contacts"),
    path("enhed/opkald/", views.calls, name="team_calls"),
    path("enhed/sager/", views.cases, name="team_cases"),
    path("enhed/opgaver/", views.tasks, name="team_tasks"),
    path("enhed/henvendelse/<uuid:contact_id>/giv/", giving.give_contact, name="team_give_contact"),
    path("enhed/opkald/<uuid:call_back_id>/giv/", giving.give_call_back, name="team_give_call_back"),
    path("enhed/sag/<uuid:case_id>/giv/", giving.give_case, name="team_give_case"),
]
