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
from indgang.modules.cases.selectors.hearing import what_hearing_lacks
from indgang.modules.cases.selectors.keeping import keys_that_exist
from indgang.modules.cases.selectors.letters import (
    MissingParameter,
    goes_against,
    needs_reasons,
    prepared_reasons,
    preview,
    what_reasons_lack,
)
from indgang.modules.cases.selectors.outcomes import Ended, ends_of
from indgang.modules.cases.selectors.prepared import PreparedCase, prepared_cases
from indgang.modules.cases.selectors.renewing import day_past, follow_up_numbers, is_too_late
from indgang.modules.cases.selectors.samples import (
    Disagreement,
    SampleFigures,
    Samples,
    WaitingSample,
    samples,
    waiting_samples,
)
from indgang.modules.cases.selectors.shapes import (
    CaseForParty,
    CaseForStaff,
    CaseInfo,
    DecisionInfo,
    FilingInfo,
    HearingInfo,
    NoteInfo,
    ReviewInfo,
    SampleInfo,
    StepInfo,
    TaskInfo,
    TimelineEntry,
)
from indgang.modules.cases.selectors.situation import what_happens_now
from indgang.modules.cases.selectors.states import complaint_about, outcomes_of, settled_among, state_of
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
    "Disagreement",
    "Ended",
    "FilingInfo",
    "HearingInfo",
    "MissingParameter",
    "NoteInfo",
    "Pile",
    "PreparedCase",
    "ReviewInfo",
    "SampleFigures",
    "SampleInfo",
    "Samples",
    "StepInfo",
    "TaskInfo",
    "TeamCase",
    "TeamCases",
    "TeamTask",
    "TimelineEntry",
    "WaitingSample",
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
    "complaint_about",
    "day_past",
    "decision_of",
    "ends_of",
    "filing_of",
    "follow_up_numbers",
    "goes_against",
    "is_too_late",
    "keys_that_exist",
    "needs_reasons",
    "numbers_of",
    "outcomes_of",
    "own_attachment",
    "own_attachments",
    "prepared_cases",
    "prepared_reasons",
    "preview",
    "samples",
    "settled_among",
    "state_of",
    "team_case",
    "team_cases",
    "team_kinds",
    "team_tasks",
    "unresolved_in",
    "waiting_samples",
    "what_happens_now",
    "what_hearing_lacks",
    "what_reasons_lack",
    "work_list",
]
