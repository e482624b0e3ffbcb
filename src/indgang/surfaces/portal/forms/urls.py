"""The addresses of a solution, under the portal's own.

A step is called by its key, so no solution may have a step called `kontroller`, `send`, `betal`, `slet`, `udgang` or
`gemt`.
"""

from django.urls import path

from indgang.surfaces.portal.forms.views import (
    attaching,
    begin,
    drafts,
    exits,
    onward,
    paying,
    receipt,
    sending,
    step,
)

urlpatterns = [
    path("selvbetjening/<slug:slug>/", begin.begin, name="begin"),
    path("videre/<slug:slug>/", onward.onward, name="onward"),
    path("kladde/<uuid:draft_id>/", drafts.go_on, name="draft"),
    path("kladde/<uuid:draft_id>/kontroller/", sending.summary, name="summary"),
    path("kladde/<uuid:draft_id>/send/", sending.send, name="send"),
    path("kladde/<uuid:draft_id>/betal/", paying.pay, name="pay"),
    path("kladde/<uuid:draft_id>/betaling/<uuid:payment_id>/", paying.back, name="paid"),
    path("kladde/<uuid:draft_id>/betaling/<uuid:payment_id>/afbrudt/", paying.given_up, name="pay_given_up"),
    path("kladde/<uuid:draft_id>/slet/", drafts.delete, name="draft_delete"),
    path("kladde/<uuid:draft_id>/gemt/", drafts.saved, name="draft_saved"),
    path("kladde/<uuid:draft_id>/udgang/", exits.way_out, name="way_out"),
    path("kladde/<uuid:draft_id>/<slug:step_key>/filer/<str:question_key>/", attaching.attach, name="attach"),
    path("kladde/<uuid:draft_id>/<slug:step_key>/", step.step, name="step"),
    path("kvittering/<uuid:submission_id>/", receipt.receipt, name="receipt"),
    path("kvittering/<uuid:submission_id>/betal/", paying.pay_granted, name="pay_granted"),
    path("kvittering/<uuid:submission_id>/let/", receipt.ease, name="ease"),
]
