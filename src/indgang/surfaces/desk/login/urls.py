"""The addresses of a staff login, under the desk's own."""

from django.urls import path

from indgang.surfaces.desk.login import views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("login/begynd/", views.Begin.as_view(), name="login_start"),
    path("login/tilbage/", views.Finish.as_view(), name="login_callback"),
    path("login/slut/", views.End.as_view(), name="logout"),
    path("login/ude/", views.logged_out, name="logged_out"),
]
