"""The addresses of contacts. The contact's id is in the address of every page, so several can be open at once."""

from django.urls import path

from indgang.surfaces.desk.contacts import call_backs, deeds, finding, views

_ONE = "henvendelse/<uuid:contact_id>"

urlpatterns = [
    path("henvendelser/", views.contacts, name="contacts"),
    path("henvendelse/ny/", deeds.begin, name="contact_begin"),
    path(f"{_ONE}/", views.contact, name="contact"),
    path(f"{_ONE}/find/", finding.find, name="contact_find"),
    path(f"{_ONE}/hvem/", finding.identify, name="contact_identify"),
    path(f"{_ONE}/id/", deeds.check_id, name="contact_check_id"),
    path(f"{_ONE}/vis/", deeds.unmask, name="contact_unmask"),
    path(f"{_ONE}/emne/<slug:service_id>/", deeds.choose_matter, name="contact_matter"),
    path(f"{_ONE}/vejledning/<slug:service_id>/", deeds.open_guidance, name="contact_guidance"),
    path(f"{_ONE}/sag/<uuid:case_id>/", deeds.open_case, name="contact_case"),
    path(f"{_ONE}/stil-videre/", deeds.hand_over, name="contact_hand_over"),
    path(f"{_ONE}/tag/", deeds.take_over, name="contact_take"),
    path(f"{_ONE}/ring-tilbage/", call_backs.plan, name="contact_call_back"),
    path(f"{_ONE}/luk/", deeds.close, name="contact_close"),
    path(f"{_ONE}/husk/", deeds.jot, name="contact_jot"),
    path(f"{_ONE}/fortryd/", deeds.cancel, name="contact_cancel"),
    path("tilbageringer/", call_backs.call_backs, name="call_backs"),
    path("tilbagering/<uuid:call_back_id>/ring/", call_backs.call, name="call_back_call"),
    path("tilbagering/<uuid:call_back_id>/ringet/", call_backs.called, name="call_back_called"),
]
