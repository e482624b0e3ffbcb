"""The addresses of the screen."""

from django.urls import path

from indgang.surfaces.portal.screen import views

urlpatterns = [
    path("skaerm/", views.screen, name="screen"),
    path("skaerm/nyt/", views.news, name="screen_news"),
    path("skaerm/ja/", views.right, name="screen_right"),
]
