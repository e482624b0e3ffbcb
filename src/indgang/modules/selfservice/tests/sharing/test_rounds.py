"""A round from the day it opens until everybody is answered."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import lix
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.selectors.work_list import work_list
from indgang.modules.cases.services import NotAllowed
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Reconsideration, Round, RoundEntry, RoundRun, Submission
from indgang.modules.selfservice.rules.sharing_out import lot_of, seal_of
from indgang.modules.selfservice.selectors import rounds as asked
from indgang.modules.selfservice.services import carrying_out, round_signing, rounds
from indgang.modules.selfservice.services.reconsidering import reconsider
from indgang.modules.selfservice.services.rounds import BadRound, Place, RoundIsRun, TooEarly
from indgang.modules.selfservice.services.taking_back import TooLateForTheRound
from indgang.modules.selfservice.tests.conftest import NOW, Filling, People
from indgang.modules.selfservice.tests.sharing.conftest import GARDENS, LAST_DAY, Apply, fill, run, wishes
from indgang.modules.selfservice.vocabulary import RoundState

pytestmark = pytest.mark.django_db

FOR_ROSES = ("rosen", "bakken")


def case_of(submission: UUID) -> Case:
    return Case.objects.get(key=f"submission:{submission}")


# --- waiting ------------------------------------------------------------------------------------------------------


def test_who_takes_part_waits_and_reads_until_when_and_the_seal(
    opened: Round, apply: Apply, person: People
) -> None:
    sent = apply("mads", *FOR_ROSES)
    view = selectors.receipt(sent, person("mads"))
    assert "Du er med i fordelingen. Du får svar senest" in view.what_now.da
    assert "20. januar 2027" in view.what_now.da
    assert view.result.da == "Vi har fået det, du sendte. Du er med i fordelingen."
    [point] = view.open_points
    assert opened.seal in point.because.da
    assert point.title.da == "Fordeling af haver"
    assert view.timeline[-1].text.da.startswith("Du hører fra os senest")
    assert RoundEntry.objects.get().brought == {
        "id": str(sent),
        "wishes": [{"place": "rosen", "scores": [False, 100]}, {"place": "bakken", "scores": [False, 100]}],
        "fallback": "",
    }


def test_the_work_list_names_the_round_and_not_its_seal(
    opened: Round, apply: Apply, ole: EmployeeInfo
) -> None:
    apply("mads", *FOR_ROSES)
    [row] = work_list(ole).rows
    assert row.why.da == "Fordeling af haver"


def test_who_wishes_nothing_takes_no_part_and_is_granted(opened: Round, apply: Apply) -> None:
    assert case_of(apply("mads")).state == "decided"
    assert not RoundEntry.objects.exists()


def test_without_an_open_round_a_person_looks(apply: Apply) -> None:
    case = case_of(apply("mads", "rosen"))
    assert case.state == "new"
    assert case.finding["unresolved"][0]["because"]["da"].startswith("Der er ingen åben fordeling")


def test_what_the_order_builds_on_and_is_not_known_makes_a_case(opened: Round, apply: Apply) -> None:
    case = case_of(apply("mads", "rosen", metres=None))
    assert (case.state, case.finding["outcome"]) == ("new", "case")
    assert "Vi mangler: hvor langt bor du væk?" in case.finding["unresolved"][0]["because"]["da"]
    assert not RoundEntry.objects.exists()


def test_the_same_place_twice_makes_a_case(opened: Round, apply: Apply) -> None:
    assert case_of(apply("mads", "rosen", "rosen")).state == "new"
    assert not RoundEntry.objects.exists()


def test_a_round_with_another_order_takes_nobody(opened: Round, apply: Apply) -> None:
    Round.objects.update(order=list(reversed(opened.order)))
    assert case_of(apply("mads", "rosen")).state == "new"
    assert not RoundEntry.objects.exists()


# --- running ------------------------------------------------------------------------------------------------------


def test_the_dearest_wish_is_granted_at_once_and_anything_less_is_prepared(
    opened: Round, apply: Apply, ole: EmployeeInfo, person: People
) -> None:
    first = apply("mads", "rosen!", "bakken")
    later = apply("sofie", *FOR_ROSES, metres=10)
    kept = apply("amir", *FOR_ROSES, metres=20, keeps="rosen")
    out = apply("jonas", "rosen", metres=30)
    run(opened, ole)
    assert [case_of(one).state for one in (first, later, kept, out)] == ["decided", "new", "new", "new"]
    outcomes = [case_of(one).finding["outcome"] for one in (first, later, kept, out)]
    assert outcomes == ["granted", "prepared_part_grant", "prepared_part_grant", "prepared_refusal"]
    decision = Decision.objects.get()
    assert decision.automatic
    assert decision.outcome == "granted"
    letter = json.dumps(decision.letter, ensure_ascii=False)
    assert "Haven er Rosenhaven." in letter
    assert "4 ville gerne have plads. Du var nummer 1." in letter
    assert opened.seal in letter
    assert RoundRun.objects.get().seed in letter


def test_each_family_reads_who_went_before_by_what_and_how_to_check_the_lot(
    opened: Round, apply: Apply, ole: EmployeeInfo, person: People
) -> None:
    apply("mads", "rosen!")
    apply("sofie", "bakken", metres=10)
    mine = apply("amir", *FOR_ROSES, metres=20, keeps="rosen")
    run(opened, ole)
    view = selectors.receipt(mine, person("amir"))
    _signed, roses, hill, kept, lot = view.why
    assert roses.title.da == "Ønske 1: Rosenhaven"
    assert roses.because.da == (
        "Der var 1 plads på Rosenhaven. 2 ville gerne have plads. Du var nummer 2. "
        "1 gik foran, fordi de har hjulpet i haven."
    )
    assert hill.because.da.endswith("1 gik foran, fordi de bor tættere på.")
    assert kept.because.da == "Du får den plads, vi har holdt til dig: Rosenhaven."
    assert [(fact.label.da, fact.value.da) for fact in roses.facts] == [
        ("Pladser", "1"),
        ("Ville gerne have plads", "2"),
        ("Dit nummer i rækken", "2"),
        ("Foran: Har hjulpet", "1"),
        ("Foran: Meter", "0"),
        ("Foran ved lodtrækning", "0"),
    ]
    shown = {fact.label.da: fact.value.da for fact in lot.facts}
    seed = shown["Frø"]
    assert shown["Segl, som vi viste fra start"] == opened.seal == seal_of(seed)
    assert shown["Dit lodnummer"] == lot_of(seed, shown["Din indsendelses id"])
    assert roses.paragraph == "Haveloven § 3"
    text = " ".join(one.because.da for one in view.why)
    assert lix(text) < 35
    assert not any(name in json.dumps([one.because.da for one in view.why]) for name in ("Mads", "Sofie"))


def test_nobody_runs_it_before_the_last_day_is_past_nor_twice(
    opened: Round, apply: Apply, ole: EmployeeInfo
) -> None:
    apply("mads", "rosen")
    clock.freeze(NOW + timedelta(days=10))
    with pytest.raises(TooEarly):
        rounds.run_round(round_id=opened.pk, by=ole)
    digest = run(opened, ole)
    assert rounds.run_round(round_id=opened.pk, by=ole) == digest
    assert (RoundRun.objects.count(), Decision.objects.count()) == (1, 1)
    with pytest.raises(RoundIsRun):
        rounds.set_places(round_id=opened.pk, places=[Place("rosen", "Rosen", 9)], by=ole)


def test_who_withdrew_is_left_out(opened: Round, apply: Apply, ole: EmployeeInfo, person: People) -> None:
    gone, stays = apply("mads", "rosen!"), apply("sofie", "rosen")
    services.withdraw(case_id=case_of(gone).pk, why="", by=person("mads"))
    run(opened, ole)
    assert [one["id"] for one in RoundRun.objects.get().result] == [str(stays)]
    assert case_of(stays).state == "decided"
    assert case_of(gone).state == "withdrawn"


def test_who_corrects_in_time_stands_there_once_and_afterwards_it_is_too_late(
    opened: Round, apply: Apply, person: People
) -> None:
    mads = person("mads")
    first = apply("mads", "rosen")
    late = services.correct(submission_id=first, by=mads)
    draft = Filling(mads, late.id, late.revision)
    draft.step("oensker", wishes("bakken"))
    clock.freeze(NOW + timedelta(days=12))
    with pytest.raises(TooLateForTheRound):
        draft.send()
    with pytest.raises(TooLateForTheRound):
        services.correct(submission_id=first, by=mads)
    clock.freeze(NOW + timedelta(days=1))
    second = draft.send().id
    assert case_of(first).state == "withdrawn"
    assert RoundEntry.objects.get(pk=second).brought["wishes"][0]["place"] == "bakken"


def test_a_case_that_a_person_has_taken_is_left_to_them(
    opened: Round, apply: Apply, ole: EmployeeInfo
) -> None:
    sent = apply("mads", "rosen")
    Case.objects.filter(pk=case_of(sent).pk).update(handler_id=ole.id)
    run(opened, ole)
    case = case_of(sent)
    assert (case.state, case.finding["outcome"]) == ("open", "granted")


def test_a_worker_that_dies_in_the_middle_is_gone_on_after(
    opened: Round, apply: Apply, ole: EmployeeInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [apply("mads", "rosen"), apply("sofie", "bakken")]
    clock.freeze(NOW + timedelta(days=12))
    rounds.run_round(round_id=opened.pk, by=ole)
    seen = list[object]()

    def dies(submission: Submission, **said: object) -> bool:
        seen.append(submission.pk)
        if len(seen) == 2:
            raise RuntimeError
        return reconsider(submission, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying_out, "reconsider", dies)
    assert carrying_out.tell_some(opened.pk) == 1
    assert carrying_out.restart_rounds() == 1
    assert carrying_out.tell_some(opened.pk) == 1
    assert [case_of(one).state for one in both] == ["decided", "decided"]
    assert Reconsideration.objects.count() == 2
    assert carrying_out.restart_rounds() == 0
    assert Round.objects.get().state == RoundState.SIGNED  # nobody is left to answer


# --- again --------------------------------------------------------------------------------------------------------


def test_it_comes_out_again_and_so_does_each_decision(opened: Round, apply: Apply, ole: EmployeeInfo) -> None:
    for ref in ("mads", "sofie", "amir"):
        apply(ref, *FOR_ROSES, keeps="rosen")
    digest = run(opened, ole)
    verified = asked.verify(opened.pk)
    assert verified.same
    assert verified.again == digest
    assert all(not one.differs for one in selectors.replay_all("haver"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("seed", "the seal"),
        ("result", "the sharing out"),
        ("brought", "what they brought"),
        ("told", "they were told something else"),
    ],
)
def test_what_was_changed_afterwards_is_found(
    opened: Round, apply: Apply, ole: EmployeeInfo, change: str, says: str
) -> None:
    apply("mads", "rosen")
    apply("sofie", "rosen")
    run(opened, ole)
    stored = RoundRun.objects.get()
    inputs, result, seed = stored.inputs, stored.result, stored.seed
    entry = RoundEntry.objects.order_by("pk")[0]
    if change == "seed":
        seed = "0" * 64
    elif change == "result":
        result = [{**one, "wish": 1 - one["wish"]} for one in result]
    elif change == "brought":
        entry.brought["wishes"][0]["scores"] = [True, 1]
    elif change == "told":
        assert entry.result is not None
        entry.result["wish"] = 3
    entry.save()
    stored.delete()
    RoundRun.objects.create(
        id=stored.id,
        round=opened,
        inputs=inputs,
        seed=seed,
        result=result,
        digest=stored.digest,
        at=NOW,
        by="x",
    )
    assert any(says in one for one in asked.verify(opened.pk).differs)


# --- signing ------------------------------------------------------------------------------------------------------


def waiting(opened: Round, apply: Apply, ole: EmployeeInfo) -> dict[UUID, int]:
    """Three who wish the same one garden: two wait for a signature. By case, with the version that was seen."""
    for ref in ("mads", "sofie", "amir"):
        apply(ref, "rosen", keeps="bakken" if ref == "amir" else "")
    run(opened, ole)
    view = asked.round_view(opened.pk, ole)
    return {one.case.id: one.case.version for one in view.signings}


def test_a_named_caseworker_signs_all_that_are_shown(opened: Round, apply: Apply, ole: EmployeeInfo) -> None:
    seen = waiting(opened, apply, ole)
    assert len(seen) == 2
    signed = round_signing.sign(round_id=opened.pk, seen=seen, by=ole)
    assert (signed.now, signed.before, signed.not_signed) == (2, 0, ())
    by_hand = Decision.objects.filter(automatic=False)
    assert {row.decided_by_name for row in by_hand} == {"Ole Damgård"}
    assert all("Haveloven § 3" in row.reasons and "Du var nummer" in row.reasons for row in by_hand)
    assert not any("Du har søgt." in row.reasons for row in by_hand)  # what speaks for a yes is no reason
    assert Round.objects.get().state == RoundState.SIGNED
    assert not asked.round_view(opened.pk, ole).signings


def test_two_who_sign_at_once_sign_each_once(
    opened: Round, apply: Apply, ole: EmployeeInfo, lise: EmployeeInfo
) -> None:
    seen = waiting(opened, apply, ole)
    first, *_ = seen
    round_signing.sign(round_id=opened.pk, seen={first: seen[first]}, by=lise)
    both = round_signing.sign(round_id=opened.pk, seen=seen, by=ole)
    again = round_signing.sign(round_id=opened.pk, seen=seen, by=ole)
    assert (both.now, both.before) == (1, 1)
    assert (again.now, again.before) == (0, 2)
    assert Decision.objects.filter(automatic=False).count() == 2


def test_what_changed_since_it_was_seen_is_not_signed(opened: Round, apply: Apply, ole: EmployeeInfo) -> None:
    seen = waiting(opened, apply, ole)
    changed, _ = seen
    Case.objects.filter(pk=changed).update(version=99)
    signed = round_signing.sign(round_id=opened.pk, seen=seen, by=ole)
    assert signed.now == 1
    assert [one.case_id for one in signed.not_signed] == [changed]
    assert Round.objects.get().state == RoundState.RUN


def test_another_department_sees_and_signs_nothing(
    opened: Round, apply: Apply, ole: EmployeeInfo, tina: EmployeeInfo, maria: EmployeeInfo
) -> None:
    seen = waiting(opened, apply, ole)
    for deed in (
        lambda: asked.round_view(opened.pk, tina),
        lambda: round_signing.sign(round_id=opened.pk, seen=seen, by=tina),
        lambda: rounds.run_round(round_id=opened.pk, by=tina),
    ):
        with pytest.raises(NotYours):
            deed()
    with pytest.raises(NotAllowed):
        round_signing.sign(round_id=opened.pk, seen=seen, by=maria)
    assert asked.rounds(tina) == []


# --- opening ------------------------------------------------------------------------------------------------------


def test_a_round_is_opened_once_and_its_seed_is_secret_until_it_is_run(
    opened: Round, ole: EmployeeInfo
) -> None:
    with pytest.raises(BadRound, match="allerede"):
        rounds.open_round(
            solution="haver", label="Igen", opens=clock.today(), closes=LAST_DAY, places=GARDENS, by=ole
        )
    view = asked.round_view(opened.pk, ole)
    assert (view.seal, view.seed) == (opened.seal, "")
    assert [(place.name, place.free) for place in view.places] == [("Bakken", 1), ("Rosenhaven", 1)]
    assert Event.objects.filter(action="round_opened").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": " "}, "label"),
        ({"closes": NOW.date() - timedelta(days=1)}, "closes"),
        ({"opens": LAST_DAY + timedelta(days=1)}, "closes"),
        ({"places": [Place("rosen", "Rosen", 1, 2)]}, "rosen"),
        ({"places": [Place("rosen", "Rosen", -1)]}, "rosen"),
    ],
    ids=["no name", "past", "backwards", "keeps too many", "less than none"],
)
def test_a_bad_round_says_what_is_wrong(
    haver: None, ole: EmployeeInfo, changes: dict[str, object], field: str
) -> None:
    good = {"label": "Haver", "opens": NOW.date(), "closes": LAST_DAY, "places": GARDENS}
    with pytest.raises(BadRound) as wrong:
        rounds.open_round(solution="haver", by=ole, **{**good, **changes})  # type: ignore[arg-type]
    assert wrong.value.field == field
    assert not Round.objects.exists()


def test_a_draft_that_is_sent_twice_takes_part_once(opened: Round, mads: Acting, haver: None) -> None:
    draft = fill(mads, "rosen")
    assert draft.send().id == draft.send().id
    assert RoundEntry.objects.count() == 1
