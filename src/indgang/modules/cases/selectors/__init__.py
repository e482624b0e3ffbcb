"""Questions about cases."""

from indgang.modules.cases.selectors.attachments import (
    Basket,
    attachments,
    basket_for_answer,
    basket_for_case,
    own_attachment,
    own_attachments,
)
from indgang.modules.cases.selectors.for_party import case_of, cases_of, decision_of
from indgang.modules.cases.selectors.for_staff import case_for_staff, filing_of
from indgang.modules.cases.selectors.keeping import keys_that_exist
from indgang.modules.cases.selectors.letters import (
    MissingParameter,
    goes_against,
    needs_reasons,
    prepared_reasons,
    preview,
    what_reasons_lack,
)
from indgang.modules.cases.selectors.shapes import (
    CaseForParty,
    CaseForStaff,
    CaseInfo,
    DecisionInfo,
    FilingInfo,
    NoteInfo,
    ReviewInfo,
    StepInfo,
    TaskInfo,
    TimelineEntry,
)
from indgang.modules.cases.selectors.situation import what_happens_now
from indgang.modules.cases.selectors.states import settled_among, state_of
from indgang.modules.cases.selectors.team import (
    CaseKind,
    Pile,
    TeamCase,
    TeamCases,
    TeamTask,
    numbers_of,
    team_case,
    team_cases,
    team_kinds,
    team_tasks,
)
from indgang.modules.cases.selectors.to_file_on import (
    CaseToFileOn,
    case_by_key,
    case_by_number,
    cases_to_file_on,
)
from indgang.modules.cases.selectors.unresolved import unresolved_in
from indgang.modules.cases.selectors.work_list import (
    COUNT_LIMIT,
    WorkFilter,
    WorkList,
    WorkRow,
    work_list,
)

__all__ = [
    "COUNT_LIMIT",
    "Basket",
    "CaseForParty",
    "CaseForStaff",
    "CaseInfo",
    "CaseKind",
    "CaseToFileOn",
    "DecisionInfo",
    "FilingInfo",
    "MissingParameter",
    "NoteInfo",
    "Pile",
    "ReviewInfo",
    "StepInfo",
    "TaskInfo",
    "TeamCase",
    "TeamCases",
    "TeamTask",
    "TimelineEntry",
    "WorkFilter",
    "WorkList",
    "WorkRow",
    "attachments",
    "basket_for_answer",
    "basket_for_case",
    "case_by_key",
    "case_by_number",
    "case_for_staff",
    "case_of",
    "cases_of",
    "cases_to_file_on",
    "decision_of",
    "filing_of",
    "goes_against",
    "keys_that_exist",
    "needs_reasons",
    "numbers_of",
    "own_attachment",
    "own_attachments",
    "prepared_reasons",
    "preview",
    "settled_among",
    "state_of",
    "team_case",
    "team_cases",
    "team_kinds",
    "team_tasks",
    "unresolved_in",
    "what_happens_now",
    "what_reasons_lack",
    "work_list",
]
