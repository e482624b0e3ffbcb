"""Operators say what is down from the command line, when the web is hard to reach."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.channels.models import Outage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe", "tuesday")]


def outage(*words: str) -> str:
    out = StringIO()
    call_command("outage", *words, stdout=out)
    return out.getvalue()


def test_told_seen_and_ended(django_capture_on_commit_callbacks: object) -> None:
    assert outage() == "Nothing is said to be down.\n"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        outage("tell", "login", "--until", "14.30", "--text", "MitID er nede.", "--by", "Vagten")
    row = Outage.objects.get()
    assert row.ends_at == datetime(2026, 12, 1, 14, 30, tzinfo=clock.COPENHAGEN)
    assert row.told_by_name == "Vagten"
    assert Event.objects.get(action="channels.tell_outage").actor == "system:operator"
    assert outage("list").split()[:2] == ["down", "login"]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        outage("end", "login")
    assert outage("list") == "Nothing is said to be down.\n"


def test_planned_with_a_date(django_capture_on_commit_callbacks: object) -> None:
    words = ("--from", "2026-12-05 08.00", "--until", "2026-12-05T12:00", "--service", "flytning-indland")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        outage("tell", "service", *words)
    assert outage("list").split()[:3] == ["planned", "service", "flytning-indland"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tell", "login", "--until", "later"), "no moment"),
        (("tell", "login", "--until", "2026-13-40 08.00"), "no moment"),
        (("tell", "service"), "Choose the service"),
        (("end", "login"), "Nothing of that sort"),
        (("tell", "everything"), "everything"),
    ],
)
def test_what_cannot_be_so_is_refused(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        outage(*words)
    assert not Outage.objects.exists()
