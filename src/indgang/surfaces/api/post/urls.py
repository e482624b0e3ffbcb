"""The addresses that Digital Post calls."""

from django.urls import path

from indgang.surfaces.api.post import views

urlpatterns = [
    path("kvittering", views.receipt, name="post_receipt"),
    path("memo", views.memo, name="post_memo"),
]
