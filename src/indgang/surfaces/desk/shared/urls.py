"""The addresses of co-service and of answers told to a clerk, under the desk's own. The contact stands in each.

A step is called by its key, so no solution may have a step called `ja`, `forlad` or `nyt`.
"""

from django.urls import path

from indgang.surfaces.desk.shared import asked, joining, news, proposing, step

_DRAFT = "henvendelse/<uuid:contact_id>/kladde/<uuid:draft_id>/"

urlpatterns = [
    path("henvendelse/<uuid:contact_id>/kode/", joining.use_code, name="use_code"),
    path("henvendelse/<uuid:contact_id>/spurgt/", asked.asked, name="asked"),
    path(
        "henvendelse/<uuid:contact_id>/spurgt/<uuid:invitation_id>/", asked.write_answer, name="write_answer"
    ),
    path(_DRAFT, joining.shared_draft, name="shared_draft"),
    path(f"{_DRAFT}ja/", joining.yes_at_counter, name="yes_at_counter"),
    path(f"{_DRAFT}forlad/", joining.leave, name="leave_draft"),
    path(f"{_DRAFT}nyt/", news.news, name="news"),
    path(f"{_DRAFT}forslag/<uuid:proposal_id>/", proposing.withdraw, name="withdraw_proposal"),
    path(f"{_DRAFT}<slug:step_key>/", step.step, name="shared_step"),
    path(f"{_DRAFT}<slug:step_key>/<str:question_key>/", proposing.propose, name="propose"),
]
