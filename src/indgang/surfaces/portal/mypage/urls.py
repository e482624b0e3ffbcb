"""Addresses of the citizen's own pages, under the portal's own."""

from django.urls import path

from indgang.surfaces.portal.mypage import deeds, inbox, needs, notices, views, writing

urlpatterns = [
    path("min-side/", views.my_page, name="my_page"),
    path("min-side/handl-for/", views.act_for, name="act_for"),
    path("min-side/hjaelp/", needs.my_needs, name="my_needs"),
    path("min-side/besked-til-mig/", notices.my_notices, name="my_notices"),
    path("min-side/hvem-har-set/", views.seen, name="seen"),
    path("min-side/sag/<uuid:case_id>/", views.case, name="case"),
    path("min-side/sag/<uuid:case_id>/menneske/", deeds.ask_for_review, name="ask_for_review"),
    path("min-side/sag/<uuid:case_id>/let/", deeds.ease, name="case_ease"),
    path("min-side/beskeder/", inbox.inbox, name="inbox"),
    path("min-side/skriv/", writing.write, name="write_to_us"),
    path("min-side/besked/<uuid:message_id>/ulaest/", inbox.mark_unread, name="message_unread"),
    path("min-side/besked/<uuid:message_id>/", views.message, name="message"),
    path("min-side/besked/<uuid:message_id>/brev.pdf", views.letter, name="letter"),
]
