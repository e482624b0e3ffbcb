"""Registers the wiring with Django, last of the house's own parts."""

from django.apps import AppConfig
from django.conf import settings
from django.utils import translation


class ProjectConfig(AppConfig):
    name = "indgang.project"
    label = "project"

    def ready(self) -> None:
        from indgang.kernel import clock, events, text
        from indgang.modules.messages import services as messages
        from indgang.project.wiring import HANDLERS, home

        clock.configure(settings.DATA_DIR / "clock.json" if settings.DEMO else None)
        text.speak(lambda: translation.get_language() or "da")
        events.connect(HANDLERS)
        messages.connect(home=home)
