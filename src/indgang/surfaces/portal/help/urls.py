"""The addresses of help in a draft, under the portal's own."""

from django.urls import path

from indgang.surfaces.portal.help import views

urlpatterns = [
    path("hjaelp/<uuid:draft_id>/", views.ask, name="help"),
    path("hjaelp/<uuid:draft_id>/nyt/", views.news, name="news"),
    path("hjaelp/<uuid:draft_id>/stop/", views.stop, name="help_stop"),
    path("hjaelp/<uuid:draft_id>/ja-nej/<uuid:joining_id>/", views.confirm, name="help_confirm"),
    path("hjaelp/<uuid:draft_id>/forslag/<uuid:proposal_id>/", views.proposal, name="help_proposal"),
]
