"""A draft, its steps and its summary, as pages show them."""

from dataclasses import replace
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import Answer, Draft
from indgang.modules.selfservice.rules import reading
from indgang.modules.selfservice.rules.applying import rows_of
from indgang.modules.selfservice.rules.calculating import calculations_of
from indgang.modules.selfservice.rules.inputs import Given
from indgang.modules.selfservice.rules.read import covered
from indgang.modules.selfservice.rules.shown import Asked, ShownCard, ShownGroup, ShownStep, name_of_row
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import RIGHT, WRONG
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.addresses import options_for
from indgang.modules.selfservice.selectors.group_views import GroupView, RowView, WayOut
from indgang.modules.selfservice.selectors.helping import together_of
from indgang.modules.selfservice.selectors.loading import Loaded
from indgang.modules.selfservice.selectors.views import (
    Card,
    CardRow,
    DraftInfo,
    DraftView,
    ErrorLine,
    FieldView,
    Missing,
    Option,
    StepInfo,
    StepView,
    SummaryRow,
    SummarySection,
    SummaryView,
    Written,
)
from indgang.modules.selfservice.vocabulary import (
    EMPTY,
    SEVERAL_CHOSEN,
    AnswerSource,
    DraftState,
    QuestionKind,
    Shared,
    StepState,
)

AUTOCOMPLETE = {QuestionKind.PHONE: "tel", QuestionKind.EMAIL: "email", QuestionKind.ADDRESS: "off"}


def draft(draft_id: UUID | str, by: Acting) -> DraftView:
    """A draft with its step guide; a sent one too. Raises NotYours, DraftExpired."""
    loaded = _loaded(draft_id, by)
    steps = _steps(loaded)
    saved = next((step.key for step in steps if step.key == loaded.draft.step), "")
    return DraftView(_info(loaded), steps, saved, way_out_of(loaded.situation))


def check_reach(draft_id: UUID | str, by: Acting) -> None:
    """Whether the draft is theirs and can be gone on with. Raises NotYours, DraftExpired."""
    loading.check_not_gone(loading.draft_of(draft_id, by))


def drafts_of(by: Acting) -> list[DraftInfo]:
    """The open drafts that they can go on with, the newest first. Two queries, however many there are.

    The party sees every draft about themselves; who acts for the party, only those that they began.
    """
    return [_info(loaded, by.party.name) for loaded in loading.load_all(loading.open_drafts_of(by))]


def begun(solution: str, by: Acting) -> DraftInfo | None:
    """The draft of a solution that this actor has open for this party. Raises UnknownSolution."""
    row = open_draft(solution, by)
    if row is None or row.expires_at <= clock.now():
        return None
    return _info(loading.load(row), by.party.name)


def step_view(draft_id: UUID | str, step: str, by: Acting) -> StepView:
    """One step. `errors` holds everything that is not right or not answered; the page shows what is due.

    Raises NotYours (also for a step that is not there), DraftExpired.
    """
    loaded = _loaded(draft_id, by)
    view = step_of(loaded, step)
    if view is None:
        raise NotYours
    return replace(view, together=together_of(loaded, by.actor)) if loaded.draft.shared else view


def step_of(loaded: Loaded, step: str) -> StepView | None:
    """One step of a draft as it stands; None when it is not there."""
    steps = loaded.situation.steps
    at = next((i for i, shown in enumerate(steps) if shown.step.id == step), None)
    if at is None:
        return None
    shown = steps[at]
    fields = tuple(field_of(loaded.situation, asked, loaded.rows.get(asked.key)) for asked in shown.asked)
    cards = tuple(_card(loaded.situation, card) for card in shown.cards)
    lines = [
        ErrorLine(card.right_key, card.right_label, card.right_error) for card in cards if card.right_error
    ]
    lines += [ErrorLine(field.key, field.label, field.error) for field in fields if field.error]
    lines += [ErrorLine(one.group.id, one.group.title, one.error) for one in shown.groups if one.error]
    return StepView(
        draft=_info(loaded),
        key=shown.step.id,
        number=at + 1,
        total=len(steps),
        title=shown.step.title,
        intro=loaded.situation.wording.fill(shown.step.intro),
        steps=_steps(loaded, current=step),
        cards=cards,
        fields=fields,
        groups=tuple(_group(loaded.situation, group) for group in shown.groups),
        way_out=way_out_of(loaded.situation),
        errors=tuple(lines),
        revision=loaded.draft.revision,
        saved_at=loaded.draft.updated_at,
        previous=steps[at - 1].step.id if at else "",
        next=steps[at + 1].step.id if at + 1 < len(steps) else "",
    )


def summary(draft_id: UUID | str, by: Acting) -> SummaryView:
    """Everything that is to be sent, and what is missing. Raises NotYours, DraftExpired."""
    loaded = _loaded(draft_id, by)
    view = summary_of(loaded)
    return replace(view, together=together_of(loaded, by.actor)) if loaded.draft.shared else view


def summary_of(loaded: Loaded) -> SummaryView:
    """A draft as it stands, to be checked before it is sent."""
    situation = loaded.situation
    lacking = tuple(line for shown in situation.steps for line in missing_in(situation, shown))
    errors = {line.key: line.message for line in lacking}
    return SummaryView(
        draft=_info(loaded),
        steps=_steps(loaded),
        sections=tuple(_section(loaded, shown, errors) for shown in situation.steps),
        missing=lacking,
        ready=not lacking,
        revision=loaded.draft.revision,
        saved_at=loaded.draft.updated_at,
        key=loaded.draft.pk.hex,
        previous=situation.steps[-1].step.id if situation.steps else "",
        calculations=() if lacking else calculations_of(situation),
        way_out=way_out_of(situation),
    )


def way_out_of(situation: Situation) -> WayOut | None:
    """Where the way ends as the answers stand; None when it goes on."""
    found, wording = situation.way_out, situation.wording
    return WayOut(found.id, wording.fill(found.title), wording.fill(found.text)) if found else None


def missing_in(situation: Situation, shown: ShownStep) -> list[Missing]:
    """What must be answered or put right in a step."""
    step = shown.step.id
    found = [
        Missing(step, card.card.fact + RIGHT, card.card.right, card.right_error)
        for card in shown.cards
        if card.right_error
    ]
    for asked in shown.asked:
        if message := _error(asked):
            found.append(Missing(step, asked.key, situation.label_of(asked), message))
    found += [Missing(step, one.group.id, one.group.title, one.error) for one in shown.groups if one.error]
    return found


def _loaded(draft_id: UUID | str, by: Acting) -> Loaded:
    row = loading.draft_of(draft_id, by)
    loading.check_not_gone(row)
    return loading.load(row)


def _info(loaded: Loaded, party_name: str = "") -> DraftInfo:
    row, situation = loaded.draft, loaded.situation
    open_steps = [shown for shown in situation.steps if shown.problems]
    go_on = open_steps[0] if open_steps else None
    submission_id = row.submission.pk if row.state == DraftState.SENT else None
    return DraftInfo(
        id=row.pk,
        solution=row.solution,
        service_id=loaded.solution.service_id,
        title=loaded.solution.title,
        party_name=party_name or loaded.party.name,
        actor_name=row.actor.name if row.actor else row.entered_by.name if row.entered_by else "",
        step=go_on.step.id if go_on else "",
        step_title=go_on.step.title if go_on else EMPTY,
        done=len(situation.steps) - len(open_steps),
        total=len(situation.steps),
        revision=row.revision,
        saved_at=row.updated_at,
        expires_at=row.expires_at,
        state=DraftState(row.state),
        submission_id=submission_id,
        shared=Shared(row.shared),
        by_staff=row.entered_by is not None,
        entered_in=unit_of(row),
    )


def unit_of(row: Draft) -> Text:
    """The unit of the member of staff who writes a draft in; empty when a citizen fills it in."""
    unit = identity.units().get(row.entered_by.unit_id or "") if row.entered_by else None
    return unit.name if unit else EMPTY


def _steps(loaded: Loaded, current: str = "") -> tuple[StepInfo, ...]:
    found = []
    for number, shown in enumerate(loaded.situation.steps, 1):
        done = StepState.TODO if shown.problems else StepState.DONE
        state = StepState.CURRENT if shown.step.id == current else done
        found.append(StepInfo(shown.step.id, number, shown.step.title, state, shown.problems))
    return tuple(found)


def _error(asked: Asked) -> Text:
    return asked.error or (reading.missing(asked.question.kind) if asked.lacking else EMPTY)


def _as_it_is(text: Text) -> Text:
    """What a register says of an option: a brace in it is no place to fill in."""
    return text


def field_of(situation: Situation, asked: Asked, row: Answer | None) -> FieldView:
    """One question as it is drawn; `row` is where its answer was written down, when it was."""
    question = asked.question
    several = question.kind in SEVERAL_CHOSEN or question.kind is QuestionKind.UPLOAD
    typed = asked.typed if isinstance(asked.typed, tuple) else (asked.typed,) if asked.typed else ()
    value = "" if several else "".join(typed[:1])
    if question.kind is QuestionKind.CPR:
        value = covered(value)
    if question.kind is QuestionKind.ADDRESS:
        given = situation.inputs.answers.get(asked.key)
        options = options_for(value, given.found if given else None)
        value = asked.read.value or value
    elif question.kind is QuestionKind.UPLOAD:
        given = situation.inputs.answers.get(asked.key)
        options = files_in(given)
    else:
        fill = situation.wording.fill if question.choices else _as_it_is
        options = tuple(
            Option(one.value, one.label, fill(one.help), one.value in typed) for one in asked.options
        )
    limit = situation.facts.get(question.max_length) if question.max_length else 0
    wording = situation.wording
    return FieldView(
        key=asked.key,
        kind=question.kind,
        label=wording.fill(question.label, asked.row_words),
        help=wording.fill(question.help, asked.row_words),
        why=wording.fill(question.why, asked.row_words),
        required=asked.required,
        value=value,
        values=typed if several else (),
        shown_value=asked.read.shown,
        options=options,
        error=_error(asked),
        notice=asked.notice,
        autocomplete=AUTOCOMPLETE.get(question.kind, ""),
        max_length=limit or (reading.LONG if question.kind is QuestionKind.TEXT else reading.SHORT),
        written=_written(row) if row is not None else None,
        reusable=bool(question.reuse) and not typed,
        expected=question.soft,
        warning=wording.fill(asked.warning),
        group=asked.group.id if asked.group else "",
        within=name_of_row(asked),
    )


def files_in(given: Given | None) -> tuple[Option, ...]:
    """The files of an answer, each by its mark, with what it is."""
    kept = given.found if given is not None and isinstance(given.found, dict) else {}
    typed = given.typed if given is not None and isinstance(given.typed, tuple) else ()
    found = [(mark, kept[mark]) for mark in typed if isinstance(kept.get(mark), dict)]
    return tuple(
        Option(mark, Text(str(one.get("name", "")), str(one.get("name", ""))), chosen=True)
        for mark, one in found
    )


def _group(situation: Situation, shown: ShownGroup) -> GroupView:
    group = shown.group
    return GroupView(
        key=group.id,
        title=situation.wording.fill(group.title),
        one=group.one,
        help=situation.wording.fill(group.help),
        rows=tuple(RowView(row.key, row.number, tuple(one.key for one in row.asked)) for row in shown.rows),
        add_key=shown.next_key,
        may_remove=shown.spare,
        error=shown.error,
    )


def _written(row: Answer) -> Written:
    source = AnswerSource(row.source)
    proposed_by = row.value.get("proposed_by", "") if source is AnswerSource.PROPOSAL else ""
    return Written(
        by=proposed_by or row.actor_name,
        staff=bool(proposed_by),
        source=source,
        at=row.at,
        revision=row.revision,
    )


def _card(situation: Situation, shown: ShownCard) -> Card:
    card, wording = shown.card, situation.wording
    disputed = bool(card.right)
    return Card(
        key=card.fact,
        title=card.title,
        rows=tuple(CardRow(label, wording.fill(value)) for label, value in card.rows) if shown.known else (),
        source=next(use.of.source for use in situation.solution.facts if use.id == card.fact),
        fetched_at=shown.looked.at if shown.looked else None,
        available=shown.known,
        note=EMPTY if shown.known else card.missing,
        wrong_key=card.fact + WRONG if disputed and shown.known else "",
        wrong=shown.wrong,
        right_key=card.fact + RIGHT if disputed else "",
        right_label=card.right,
        right_value=shown.right,
        right_error=shown.right_error,
    )


def _section(loaded: Loaded, shown: ShownStep, errors: dict[str, Text]) -> SummarySection:
    rows, situation = [], loaded.situation
    keys = [
        *[""] * (len(rows_of(situation, shown)) - len(shown.asked)),
        *[a.key for a in shown.asked],
    ]
    for key, row in zip(keys, rows_of(situation, shown), strict=True):
        rows.append(
            SummaryRow(key, row.label, row.value, row.source, errors.get(key, EMPTY) if key else EMPTY)
        )
    return SummarySection(shown.step.id, shown.step.title, tuple(rows))


def open_draft(slug: str, by: Acting) -> Draft | None:
    """The draft that this actor has open for this party; for staff the one that any of them writes in.

    One that is too old counts, until it is expired.
    """
    versions.active(slug)
    actor = None if by.ground is Ground.STAFF else UUID(by.actor.id)
    return Draft.objects.filter(
        **{f"{by.party.kind}_id": by.party.id}, solution=slug, actor=actor, state=DraftState.OPEN
    ).first()
