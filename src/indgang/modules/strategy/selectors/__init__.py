"""The questions of strategy."""

from indgang.modules.strategy.rules.forecast import SUMS, Forecast
from indgang.modules.strategy.rules.scenario_words import (
    BadScenario,
    Closing,
    GroupResult,
    Range,
    ScenarioResult,
    Shift,
    YearPlan,
    YearResult,
)
from indgang.modules.strategy.schema import LISTS, json_schema
from indgang.modules.strategy.schema import StrategyShape as StrategyContent
from indgang.modules.strategy.selectors.behind import RowsPage, every_row_behind, rows_behind
from indgang.modules.strategy.selectors.breakdown import By, Part, breakdown
from indgang.modules.strategy.selectors.factors import LARGEST as LARGEST_FILE
from indgang.modules.strategy.selectors.factors import (
    Correlation,
    FactorInfo,
    Hint,
    Place,
    correlation,
    factors,
    read_places,
)
from indgang.modules.strategy.selectors.figures import (
    answers,
    definition,
    definitions,
    figure,
    figures,
    trend,
)
from indgang.modules.strategy.selectors.funnel import THEN, Funnel, FunnelRows, funnel, funnel_rows
from indgang.modules.strategy.selectors.prices import price_sheet
from indgang.modules.strategy.selectors.report_data import NoFiguresThatYear, NothingMeasured, report_years
from indgang.modules.strategy.selectors.reports import (
    ReportData,
    ReportInfo,
    ReportName,
    UnknownReport,
    report,
    reports,
)
from indgang.modules.strategy.selectors.scenarios import ScenarioAnswer, UnknownScenario, scenario, what_if
from indgang.modules.strategy.selectors.segments import HOW, Segment, segments
from indgang.modules.strategy.selectors.small_cells import for_readers
from indgang.modules.strategy.selectors.strategies import question, strategies, strategy
from indgang.modules.strategy.selectors.targets import (
    OwnerNote,
    TargetNote,
    TargetState,
    UnknownTarget,
    target_log,
    target_state,
    target_states,
)

__all__ = [
    "HOW",
    "LARGEST_FILE",
    "LISTS",
    "SUMS",
    "THEN",
    "BadScenario",
    "By",
    "Closing",
    "Correlation",
    "FactorInfo",
    "Forecast",
    "Funnel",
    "FunnelRows",
    "GroupResult",
    "Hint",
    "NoFiguresThatYear",
    "NothingMeasured",
    "OwnerNote",
    "Part",
    "Place",
    "Range",
    "ReportData",
    "ReportInfo",
    "ReportName",
    "RowsPage",
    "ScenarioAnswer",
    "ScenarioResult",
    "Segment",
    "Shift",
    "StrategyContent",
    "TargetNote",
    "TargetState",
    "UnknownReport",
    "UnknownScenario",
    "UnknownTarget",
    "YearPlan",
    "YearResult",
    "answers",
    "breakdown",
    "correlation",
    "definition",
    "definitions",
    "every_row_behind",
    "factors",
    "figure",
    "figures",
    "for_readers",
    "funnel",
    "funnel_rows",
    "json_schema",
    "price_sheet",
    "question",
    "read_places",
    "report",
    "report_years",
    "reports",
    "rows_behind",
    "scenario",
    "segments",
    "strategies",
    "strategy",
    "target_log",
    "target_state",
    "target_states",
    "trend",
    "what_if",
]
