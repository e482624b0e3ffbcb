"""The shape of solution.yaml, part by part."""

from indgang.modules.selfservice.schema.shapes.asking import (
    AskChoiceShape,
    AskShape,
    TellShape,
)
from indgang.modules.selfservice.schema.shapes.basic import (
    Condition,
    Ground,
    KindName,
    Name,
    Path,
    Receiver,
)
from indgang.modules.selfservice.schema.shapes.calculations import (
    CalculationShape,
    LineShape,
    RateShape,
)
from indgang.modules.selfservice.schema.shapes.groups import GroupShape, StepShape
from indgang.modules.selfservice.schema.shapes.knowing import (
    FactShape,
    ParameterShape,
    TermShape,
)
from indgang.modules.selfservice.schema.shapes.proofs import (
    GivesShape,
    MarksShape,
    ProofRowShape,
)
from indgang.modules.selfservice.schema.shapes.questions import (
    CardRowShape,
    CardShape,
    CheckShape,
    ChoiceShape,
    NoticeShape,
    QuestionShape,
)
from indgang.modules.selfservice.schema.shapes.rules import (
    FollowUpShape,
    ReceiverShape,
    RuleShape,
    SentenceCaseShape,
    SentenceShape,
)
from indgang.modules.selfservice.schema.shapes.whole import (
    LettersShape,
    NotesShape,
    SolutionShape,
    WhoMayShape,
)

__all__ = [
    "AskChoiceShape",
    "AskShape",
    "CalculationShape",
    "CardRowShape",
    "CardShape",
    "CheckShape",
    "ChoiceShape",
    "Condition",
    "FactShape",
    "FollowUpShape",
    "GivesShape",
    "Ground",
    "GroupShape",
    "KindName",
    "LettersShape",
    "LineShape",
    "MarksShape",
    "Name",
    "NotesShape",
    "NoticeShape",
    "ParameterShape",
    "Path",
    "ProofRowShape",
    "QuestionShape",
    "RateShape",
    "Receiver",
    "ReceiverShape",
    "RuleShape",
    "SentenceCaseShape",
    "SentenceShape",
    "SolutionShape",
    "StepShape",
    "TellShape",
    "TermShape",
    "WhoMayShape",
]
