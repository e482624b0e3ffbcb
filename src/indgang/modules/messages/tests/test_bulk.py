"""A letter to many: each gets it once, whatever stops it on the way."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Need, Role
from indgang.modules.messages import services
from indgang.modules.messages.models import (
    BulkRecipient,
    BulkRun,
    Delivery,
    Ladder,
    LetterFile,
    Message,
    Template,
)
from indgang.modules.messages.selectors import file_path
from indgang.modules.messages.selectors.bulk import OWNER, bulk_progress, bulk_run, first_letter
from indgang.modules.messages.services import bulk
from indgang.modules.messages.services.bulk import making, stepping
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import (
    ActionKind,
    Block,
    BulkState,
    Letter,
    LetterTemplate,
    PlannedAction,
    RecipientState,
)

Make = Callable[..., UUID]


@pytest.fixture
def leader(lyngsoe: None) -> EmployeeInfo:
    """A supervisor of the front desk."""
    return _staff("Hanne Lund", "borgerservice", Role.SUPERVISOR)


def _staff(name: str, unit: str, *roles: Role) -> EmployeeInfo:
    account = identity.account_for_staff(subject=name, name=name, roles=list(roles), unit=unit)
    assert account.employee is not None
    return people.employee(account.employee.pk)


def _register(text: str, *names: str, actions: tuple[PlannedAction, ...] = ()) -> UUID:
    letter = Letter(Text("Ny dag", "New day"), (Block("result", Text(text, text)),))
    services.register_letters(
        owner=OWNER, letters={"ny-dag": LetterTemplate(letter, frozenset(names), actions)}
    )
    return Template.objects.get(owner=OWNER, current=True).pk


def _csv(count: int, *, extra: str = "") -> str:
    lines = [f"61048{i:05d};Borger {i};dag {i}" for i in range(50001, 50001 + count)]
    return "cpr;navn;dag\n" + "\n".join(lines) + "\n" + extra


@pytest.fixture
def make(leader: EmployeeInfo) -> Make:
    """A letter to many that is ready."""

    def made(
        text: str = "Kære {name}: {dag}.",
        names: tuple[str, ...] = ("name", "dag"),
        count: int = 7,
        **more: object,
    ) -> UUID:
        template = _register(text, *names, actions=more.pop("actions", ()))  # type: ignore[arg-type]
        content = str(more.pop("csv", "") or _csv(count))
        return bulk.make_bulk(
            run_id=more.pop("run_id", None) or new_id(),  # type: ignore[arg-type]
            title="Ny dag for affald",
            template=template,
            unit="borgerservice",
            list_file=BytesIO(content.encode()),
            by=leader,
            **more,  # type: ignore[arg-type]
        )

    return made


def _whole(run_id: UUID) -> None:
    """What must hold at every moment: the numbers agree with the rows."""
    run = BulkRun.objects.get(pk=run_id)
    written = Message.objects.filter(key__startswith=f"bulk:{run_id}:")
    assert written.count() == run.made
    assert run.cursor == run.made + run.refused
    assert Ladder.objects.filter(message__in=written).count() == run.made
    assert Delivery.objects.filter(message__in=written).count() == run.made
    assert written.values("person", "company").distinct().count() == run.made
    states = BulkRecipient.objects.filter(run=run_id)
    assert states.filter(state=RecipientState.MADE, message__isnull=False).count() == run.made
    assert states.filter(state=RecipientState.WAITING).count() == run.total - run.cursor


def test_each_of_the_list_gets_the_letter_once(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(count=7)
    assert not Message.objects.exists(), "nothing is written before somebody starts it"
    bulk.start(run_id=run_id, by=leader)
    seen = [bulk.step(run_id, at_most=3).cursor for _ in range(4)]
    assert seen == [3, 6, 7, 7]
    _whole(run_id)
    run = BulkRun.objects.get(pk=run_id)
    assert (run.state, run.made, run.refused, run.ended_at) == (BulkState.DONE, 7, 0, NOW)
    letter = Message.objects.get(key=f"bulk:{run_id}:2")
    assert letter.letter["blocks"][0]["text"]["da"] == "Kære Borger 50002: dag 50002."
    assert (letter.actor, letter.unit, letter.template_id) == (
        leader.actor.key,
        "borgerservice",
        run.template_id,
    )


def test_the_list_says_line_by_line_who_gets_no_letter(make: Make) -> None:
    Company.objects.create(cvr="12345678", name="Lukket ApS", closed=True)
    csv = (
        "cpr;cvr;navn;dag\n6104850001;;Maja;man\n6104850001;;Maja;tir\n9999990000;;X;man\n104850001;;Y;man\n"
        "6204850002;;;man\n;12345678;;man\n;87654321;Åbent ApS;ons\n"
    )
    run_id = make(csv=csv)
    run = BulkRun.objects.get(pk=run_id)
    assert (run.state, run.total, run.rejected_count) == (BulkState.READY, 2, 5)
    said = {one["line"]: one["why"]["da"] for one in run.rejected}
    assert "i listen i forvejen" in said[3]
    assert said[4] == "Det er ikke et cpr-nummer."
    assert "9 cifre" in said[5]
    assert "Vi kender ikke modtageren" in said[6]
    assert "lukket" in said[7]
    assert {row.person.name if row.person else row.company.name for row in BulkRecipient.objects.all()} == {  # type: ignore[union-attr]
        "Maja",
        "Åbent ApS",
    }


def test_a_repeat_in_another_transaction_is_seen(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 2)
    run_id = make(csv=_csv(5, extra="6104850003;Borger igen;dag\n"))
    run = BulkRun.objects.get(pk=run_id)
    assert (run.total, [one["line"] for one in run.rejected]) == (5, [7])
    assert list(BulkRecipient.objects.values_list("position", flat=True).order_by("position")) == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_the_database_refuses_somebody_twice(make: Make, bo: object) -> None:
    run_id = make(count=2)
    first = BulkRecipient.objects.get(run=run_id, position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulkRecipient.objects.create(run_id=run_id, position=9, person=first.person, added_at=NOW)


def test_a_name_that_we_know_is_kept_and_no_number_is_read(make: Make) -> None:
    identity.know_person(cpr="6104850001", name="Maja Holm")
    make(csv="cpr;navn;dag\n6104850001;Majaa;man\n")
    assert Person.objects.get().name == "Maja Holm"
    assert not Event.objects.filter(action="cpr_used").exists()


def test_nobody_left_leaves_nothing_behind(make: Make) -> None:
    with pytest.raises(bulk.NobodyLeft) as error:
        make(csv="cpr;navn;dag\n1;A;man\n2;B;man\n")
    assert [one.line for one in error.value.lines] == [2, 3]
    assert not BulkRun.objects.exists()
    with pytest.raises(bulk.BadList):
        make(csv="cpr;navn;dag\n")


def test_a_list_that_breaks_in_the_middle_leaves_nothing_behind(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 2)
    with pytest.raises(bulk.BadList):
        make(csv=_csv(5, extra='6104859999;"A;man\n'))
    assert not BulkRun.objects.exists()
    assert not BulkRecipient.objects.exists()


def test_a_list_that_is_too_long_for_a_page_leaves_nothing_behind(make: Make) -> None:
    with pytest.raises(bulk.TooLong, match="mere end 3 linjer"):
        make(count=4, most=3)
    assert not BulkRun.objects.exists()
    make(count=3, most=3)


def test_the_same_form_twice_is_one(make: Make) -> None:
    run_id = new_id()
    assert make(run_id=run_id) == make(run_id=run_id) == run_id
    assert BulkRecipient.objects.count() == 7


def test_a_half_read_list_is_forgotten(make: Make) -> None:
    run_id = make()
    BulkRun.objects.filter(pk=run_id).update(state=BulkState.DRAFT, came_from="", total=0)
    assert bulk.forget_drafts() == 0
    clock.freeze(NOW + timedelta(hours=2))
    assert bulk.forget_drafts() == 1
    assert not BulkRecipient.objects.exists()


def test_a_list_that_was_read_to_its_end_meanwhile_keeps_its_receivers(make: Make) -> None:
    run = BulkRun.objects.get(pk=make(count=3))  # it was a draft when somebody thought its reader had died
    making.forget(run)
    assert BulkRecipient.objects.count() == BulkRun.objects.get().total == 3


def test_paused_nothing_is_written_and_resumed_it_goes_on(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(count=6)
    bulk.start(run_id=run_id, by=leader)
    bulk.step(run_id, at_most=2)
    bulk.pause(run_id=run_id, by=leader)
    assert bulk.step(run_id, at_most=2).cursor == 2
    assert bulk.pause(run_id=run_id, by=leader).state is BulkState.PAUSED, "pressed twice"
    with pytest.raises(bulk.CannotNow):
        bulk.start(run_id=run_id, by=leader)
    bulk.resume(run_id=run_id, by=leader)
    assert bulk.step(run_id).state is BulkState.DONE
    _whole(run_id)
    with pytest.raises(bulk.CannotNow):
        bulk.pause(run_id=run_id, by=leader)
    actions = Event.objects.filter(object=f"bulk:{run_id}").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["many_made", "many_started", "many_paused", "many_resumed"]


def test_stopped_is_for_good_and_takes_a_reason(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(count=4)
    bulk.start(run_id=run_id, by=leader)
    bulk.step(run_id, at_most=1)
    with pytest.raises(bulk.SayWhyStopped):
        bulk.stop(run_id=run_id, why="  ", by=leader)
    bulk.stop(run_id=run_id, why="Forkert dag for 610485-0001", by=leader)
    assert BulkRun.objects.get().why == "Forkert dag for [cpr]"
    assert bulk.step(run_id).cursor == 1
    with pytest.raises(bulk.CannotNow):
        bulk.resume(run_id=run_id, by=leader)
    _whole(run_id)


def test_another_department_sees_and_does_nothing(make: Make) -> None:
    run_id = make()
    other = _staff("Tina Vangede", "pladsanvisning", Role.SUPERVISOR)
    caseworker = _staff("Ole Damgård", "borgerservice", Role.CASEWORKER)
    for nosy in (other, caseworker):
        with pytest.raises(NotYours):
            bulk.start(run_id=run_id, by=nosy)
        with pytest.raises(NotYours):
            bulk_run(run_id, nosy)
    leader = _staff("Hanne Leder", "borgerservice", Role.SUPERVISOR)
    assert bulk_run(run_id, leader).title == "Ny dag for affald"


def _tasks() -> list[tuple[str, int]]:
    rows = DBTaskResult.objects.filter(task_path__endswith="go_on", status="READY")
    return [tuple(row.args_kwargs["args"]) for row in rows.order_by("enqueued_at")]


def test_each_step_plans_the_next_and_a_repeated_task_does_nothing(
    make: Make, leader: EmployeeInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepping, "A_TASK", 3)
    run_id = make(count=7)
    bulk.start(run_id=run_id, by=leader)
    assert _tasks() == [(str(run_id), 0)]
    assert set(DBTaskResult.objects.values_list("queue_name", flat=True)) == {"bulk"}
    assert "3 written" in stepping.go_on.call(str(run_id), 0)
    assert "0 written" in stepping.go_on.call(str(run_id), 0), "the same task once more"
    assert [cursor for _run, cursor in _tasks()] == [0, 3]
    stepping.go_on.call(str(run_id), 3)
    assert "done at 7" in stepping.go_on.call(str(run_id), 6)
    assert [cursor for _run, cursor in _tasks()] == [0, 3, 6], "who is done plans nothing"
    _whole(run_id)


def test_a_run_whose_worker_died_is_planned_again(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(count=7)
    bulk.start(run_id=run_id, by=leader)
    bulk.step(run_id, at_most=3)
    DBTaskResult.objects.all().delete()
    assert bulk.restart() == 0, "not silent for long enough"
    clock.freeze(NOW + timedelta(minutes=6))
    assert bulk.restart() == 1
    assert _tasks() == [(str(run_id), 3)]
    bulk.pause(run_id=run_id, by=leader)
    assert bulk.restart() == 0


def test_the_pace_is_kept(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(count=30, per_minute=60)
    bulk.start(run_id=run_id, by=leader)

    def run_at(seconds: int) -> int:
        clock.freeze(NOW + timedelta(seconds=seconds))
        stepping.go_on.call(str(run_id), bulk_progress(run_id).cursor)
        return bulk_progress(run_id).cursor

    assert [run_at(0), run_at(0), run_at(4), run_at(100), run_at(100)] == [10, 10, 14, 24, 24]


def test_a_letter_that_is_the_same_to_all_is_one_file(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(text="Ring til {unit_name} på {unit_phone}.", names=("unit_name", "unit_phone"), count=5)
    large = Person.objects.order_by("pk").first()
    assert large is not None
    Person.objects.filter(pk=large.pk).update(open_needs=[Need.LARGE_PRINT])
    bulk.start(run_id=run_id, by=leader)
    bulk.step(run_id)
    made = LetterFile.objects.filter(state="made")
    assert made.count() == 4
    assert made.values("sha256").distinct().count() == 1
    assert LetterFile.objects.get(state="wanted").message.person_id == large.pk
    run = BulkRun.objects.get(pk=run_id)
    assert run.pdf_sha256 == made[0].sha256
    services.remove_orphan_files()
    assert file_path(run.pdf_sha256).is_file()


def test_a_button_has_the_day_of_the_list(make: Make, leader: EmployeeInfo) -> None:
    button = PlannedAction(ActionKind.SELFSERVICE, Text("Meld", "Report"), "flytning", "dag")
    run_id = make(
        text="Senest {dag}.", names=("dag",), actions=(button,), csv="cpr;navn;dag\n6104850001;A;2026-12-01\n"
    )
    bulk.start(run_id=run_id, by=leader)
    bulk.step(run_id)
    message = Message.objects.get()
    assert message.letter["blocks"][0]["text"]["da"] == "Senest 1. december 2026."
    assert (message.actions[0]["url"], message.actions[0]["until"]) == (
        "/selvbetjening/flytning/",
        "2026-12-01",
    )


def test_a_company_that_closes_on_the_way_gets_none(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(csv="cvr;navn;dag\n87654321;Åbent ApS;ons\n87654322;To ApS;tor\n")
    Company.objects.filter(cvr="87654321").update(closed=True)
    bulk.start(run_id=run_id, by=leader)
    progress = bulk.step(run_id)
    assert (progress.state, progress.made, progress.refused) == (BulkState.DONE, 1, 1)
    assert BulkRecipient.objects.get(state="refused").why == "Virksomheden er lukket i CVR."
    _whole(run_id)


def test_the_letter_is_that_of_the_day_it_was_made(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(count=1)
    _register("En helt anden tekst.")
    letter = first_letter(run_id)
    assert letter is not None
    assert letter.result.da == "Kære Borger 50001: dag 50001."
    bulk.start(run_id=run_id, by=leader)
    bulk.step(run_id)
    assert Message.objects.get().letter["blocks"][0]["text"]["da"] == letter.result.da


def test_a_list_that_is_deleted_ends_the_run(make: Make, leader: EmployeeInfo) -> None:
    run_id = make(count=3)
    bulk.start(run_id=run_id, by=leader)
    BulkRecipient.objects.filter(run=run_id).delete()
    assert bulk.step(run_id).state is BulkState.STOPPED
