"""The addresses of targets."""

from django.urls import path

from indgang.surfaces.steering.targets import views

urlpatterns = [
    path("strategi/<slug:id>/maal/", views.targets, name="targets"),
    path("strategi/<slug:id>/maal/<str:key>/", views.target, name="target"),
    path("strategi/<slug:id>/maal/<str:key>/grund/", views.reason, name="target_reason"),
    path("strategi/<slug:id>/maal/<str:key>/ejer/", views.owner, name="target_owner"),
]
