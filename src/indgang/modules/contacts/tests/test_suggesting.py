"""What closing suggests, from what happened: pure, so every combination can be tried."""

from hypothesis import given
from hypothesis import strategies as st

from indgang.modules.channels.vocabulary import Level
from indgang.modules.contacts.rules import StepSeen, Suggestion, minutes_of, suggest
from indgang.modules.contacts.tests.conftest import NOW
from indgang.modules.contacts.vocabulary import Kind, Outcome, RunningStepKind

OPENED, HANDED = RunningStepKind.OPENED, RunningStepKind.HANDED_OVER


def closed(
    *steps: tuple[RunningStepKind, str, str], call_back: bool = False, service: str = ""
) -> Suggestion:
    seen = [StepSeen(kind, key, about, NOW) for kind, key, about in steps]
    return suggest(
        steps=seen,
        channel="telephone",
        entrance="kontaktcenter",
        service=service,
        call_back=call_back,
        seconds=90,
    )


def test_a_short_answer() -> None:
    found = closed()
    assert (found.service_id, found.kind, found.level, found.outcome, found.minutes) == (
        "", Kind.INFORMATION, Level.INFORMATION, Outcome.RESOLVED, 1.5,
    )  # fmt: skip


def test_guidance_then_a_case_then_a_draft() -> None:
    guided = closed((OPENED, "guidance:pas", "pas"))
    assert (guided.service_id, guided.level) == ("pas", Level.GUIDANCE)
    asked = closed((OPENED, "guidance:pas", "pas"), (OPENED, "case:1", "flytning"))
    assert (asked.service_id, asked.kind, asked.level) == ("flytning", Kind.STATUS, Level.LIGHT_CASEWORK)
    assert asked.subjects == ("pas",)
    helped = closed((OPENED, "case:1", "flytning"), (OPENED, "draft:2", "flytning"))
    assert (helped.kind, helped.subjects) == (Kind.HELP, ())


def test_the_matter_that_was_chosen_wins_over_what_was_looked_at() -> None:
    found = closed((OPENED, "guidance:pas", "pas"), service="flytning")
    assert (found.service_id, found.subjects) == ("flytning", ("pas",))


def test_handed_over_and_a_promised_call() -> None:
    assert closed((HANDED, "", "")).outcome is Outcome.TRANSFERRED
    assert closed((HANDED, "", ""), call_back=True).outcome is Outcome.CALL_BACK


@given(st.lists(st.sampled_from(["pas", "flytning", "valg", ""]), max_size=12), st.sampled_from(["", "pas"]))
def test_every_service_that_was_looked_at_is_a_subject_once(services: list[str], chosen: str) -> None:
    found = closed(*((OPENED, f"guidance:{n}", name) for n, name in enumerate(services)), service=chosen)
    told = [one for one in (found.service_id, *found.subjects) if one]
    assert len(told) == len(set(told))
    assert set(told) == {one for one in (*services, chosen) if one}


@given(st.floats(min_value=0, max_value=43_200))
def test_minutes_are_whole_tenths_and_never_nothing(seconds: float) -> None:
    found = minutes_of(seconds)
    assert found >= 0.1
    assert abs(found * 10 - round(found * 10)) < 1e-9
    assert found <= max(0.1, seconds / 60 + 0.05 + 1e-9)
