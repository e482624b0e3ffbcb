"""A solution made ready: every condition compiled, every name known, every text with its places."""

from indgang.modules.selfservice.schema.solution.asking import (
    Ask,
    AskChoice,
    Tell,
)
from indgang.modules.selfservice.schema.solution.calculations import (
    Calculation,
    CalculationLine,
    Rate,
)
from indgang.modules.selfservice.schema.solution.knowing import (
    BUILT_IN,
    Case,
    FactUse,
    ParameterUse,
    Term,
    kind_at,
)
from indgang.modules.selfservice.schema.solution.proofs import (
    Gives,
    ProofRow,
)
from indgang.modules.selfservice.schema.solution.questions import (
    KIND_OF,
    MOST_ROWS,
    RIGHT,
    ROW,
    WRONG,
    CardUse,
    Choice,
    Group,
    Question,
    RowKey,
    Step,
    disputed_in,
    path_of,
)
from indgang.modules.selfservice.schema.solution.rules import (
    FollowUpRule,
    Rule,
    Sentence,
)
from indgang.modules.selfservice.schema.solution.whole import (
    Solution,
)

__all__ = [
    "BUILT_IN",
    "KIND_OF",
    "MOST_ROWS",
    "RIGHT",
    "ROW",
    "WRONG",
    "Ask",
    "AskChoice",
    "Calculation",
    "CalculationLine",
    "CardUse",
    "Case",
    "Choice",
    "FactUse",
    "FollowUpRule",
    "Gives",
    "Group",
    "ParameterUse",
    "ProofRow",
    "Question",
    "Rate",
    "RowKey",
    "Rule",
    "Sentence",
    "Solution",
    "Step",
    "Tell",
    "Term",
    "disputed_in",
    "kind_at",
    "path_of",
]
