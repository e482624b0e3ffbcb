"""The addresses of staff entry, under the desk's own. The contact stands in each of them.

A step is called by its key, so no solution may have a step called `opsummering`, `kvittering`, `bilag` or `slet`.
"""

from django.urls import path

from indgang.surfaces.desk.entry import attaching, begin, papers, receipt, sending, step

_ENTRY = "henvendelse/<uuid:contact_id>/skriv-ind/"
_DRAFT = f"{_ENTRY}<uuid:draft_id>/"

urlpatterns = [
    path(_ENTRY, begin.entry, name="entry"),
    path(f"{_DRAFT}opsummering/", sending.summary, name="entry_summary"),
    path(f"{_DRAFT}kvittering/", receipt.receipt, name="entry_receipt"),
    path(f"{_DRAFT}kvittering/brev/<uuid:message_id>/", receipt.letter, name="entry_letter"),
    path(f"{_DRAFT}bilag/", papers.add, name="entry_files"),
    path(f"{_DRAFT}bilag/<uuid:file_id>/", papers.fetch, name="entry_file"),
    path(f"{_DRAFT}bilag/<uuid:file_id>/fjern/", papers.remove, name="entry_file_remove"),
    path(f"{_DRAFT}slet/", sending.delete, name="entry_delete"),
    path(f"{_DRAFT}<slug:step_key>/filer/<str:question_key>/", attaching.attach, name="entry_attach"),
    path(f"{_DRAFT}<slug:step_key>/", step.step, name="entry_step"),
]
