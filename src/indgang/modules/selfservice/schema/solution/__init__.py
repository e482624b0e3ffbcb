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
    RIGHT,
    WRONG,
    CardUse,
    Choice,
    Question,
    Step,
    keys_of,
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
    "RIGHT",
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
    "ParameterUse",
    "ProofRow",
    "Question",
    "Rate",
    "Rule",
    "Sentence",
    "Solution",
    "Step",
    "Tell",
    "Term",
    "keys_of",
    "kind_at",
]
