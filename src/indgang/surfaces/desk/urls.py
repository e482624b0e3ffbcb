"""The addresses of the staff area."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from indgang.surfaces.desk.cases import anew, deciding, deeds, hearing, letters, samples, views, what_if
from indgang.surfaces.desk.work_list import views as work_list

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("indgang.surfaces.desk.login.urls")),
    path("", work_list.work_list, name="work_list"),
    path("sag/<uuid:case_id>/", views.case, name="case"),
    path("sag/<uuid:case_id>/akter/", views.filing, name="case_filing"),
    path("sag/<uuid:case_id>/brev/<uuid:message_id>/", letters.letter, name="case_letter"),
    path("sag/<uuid:case_id>/brev/<uuid:message_id>/fil/", letters.letter_file, name="case_letter_file"),
    path("sag/<uuid:case_id>/tag/", deeds.take, name="case_take"),
    path("sag/<uuid:case_id>/afgoer/<slug:outcome>/", deciding.decide, name="case_decide"),
    path("sag/<uuid:case_id>/spoerg/", deeds.ask, name="case_ask"),
    path("sag/<uuid:case_id>/hoer/", hearing.hear, name="case_hear"),
    path("sag/<uuid:case_id>/hvad-nu-hvis/", what_if.what_if, name="case_what_if"),
    path("sag/<uuid:case_id>/regn-igen/", anew.work_out_anew, name="case_anew"),
    path("sag/<uuid:case_id>/stikproeve/", samples.sample, name="case_sample"),
    path("stikproever/", samples.samples, name="samples"),
    path("sag/<uuid:case_id>/spoerg-andre/", deeds.ask_others, name="case_ask_others"),
    path("sag/<uuid:case_id>/svar/<uuid:invitation_id>/", deeds.tell_answer, name="case_answer"),
    path("sag/<uuid:case_id>/send-videre/", deeds.forward, name="case_forward"),
    path("sag/<uuid:case_id>/genoptag/", deeds.reopen, name="case_reopen"),
    path("sag/<uuid:case_id>/gaelder-stadig/", deeds.answer_review, name="case_review"),
    path("sag/<uuid:case_id>/notat/", deeds.note, name="case_note"),
    path("opgave/<uuid:task_id>/loest/", deeds.finish_task, name="task_done"),
]
for _pages in (
    *("contacts", "shared", "entry", "needs", "printing", "files"),
    *("team", "access", "outages", "feedback", "screen"),
    *("counting", "staff_answers"),
    *("post", "inbox", "many", "templates_shown", "payments", "proofs", "designing", "rounds"),
):
    if find_spec(f"indgang.surfaces.desk.{_pages}") and find_spec(f"indgang.surfaces.desk.{_pages}.urls"):
        urlpatterns.append(path("", include(f"indgang.surfaces.desk.{_pages}.urls")))
