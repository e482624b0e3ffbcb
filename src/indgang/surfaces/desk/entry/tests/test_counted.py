"""What a clerk wrote in and the conversation around it, as steering counts them."""

from datetime import timedelta

from indgang.kernel import clock
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import Outcome
from indgang.surfaces.desk.entry.tests.conftest import Clerk

CLOSED = {
    "website_first": "no",
    "minutes": "12,5",
    "service": "flytning-indland",
    "channel": "in_person",
    "entrance": "",
    "level": "light_casework",
    "kind": "transaction",
    "outcome": "resolved",
    "cause": "",
}


def test_written_in_by_staff_is_one_completion_and_one_conversation(clerk: Clerk) -> None:
    """The conversation is the touch: the application that was sent in it is not a second one."""
    clerk.writes_it_all_in().sends()
    closed = clerk.web.post(f"/medarbejder/henvendelse/{clerk.contact}/luk/", CLOSED)
    assert closed.status_code == 302
    now = clock.now()
    figures = contacts.service_figures("flytning-indland", now - timedelta(days=1), now + timedelta(days=1))
    assert {how: share.part for how, share in figures.completed.items()} == {
        "alone": 0,
        "co_served": 0,
        "by_staff": 1,
    }
    assert (figures.desk.count, figures.desk.minutes, figures.desk.without_minutes) == (1, 12.5, 0)
    assert figures.desk.outcomes == {Outcome.RESOLVED: 1}
    assert figures.desk.resolved.percent == 100
    assert [one.channel for one in figures.channels] == ["in_person"]
    assert (figures.website_first.part, figures.website_first.whole) == (0, 1)
    assert figures.graduation.whole == 0
