"""Conditions in content files: CEL, checked against declared names when the content is loaded.

    names = {"moving_date": DATE, "today": DATE, "latest": WHOLE, "household": list_of(record(ref=TEXT,
    age=WHOLE))} late = compile_expression("today - moving_date > latest", names, expect=BOOL)
    late.evaluate(Facts(names, {"moving_date": date(2026, 11, 1), "today": …, "latest": 5, "household":
    None}))

Only declared names, fields and functions are let in, and kinds must fit: a day minus a day is a whole
number of days, and a day is never compared with a number. Money is whole øre and never meets a bare number:
`income > kr(200)`. A value that is not known is not in the facts at
all; what needs it comes out as not known, and says which names were missing. It is never true or false by
accident. Nothing that a file or a citizen writes raises an exception when it is evaluated.
"""

from indgang.kernel.expressions.kinds import (
    BOOL,
    DATE,
    DECIMAL,
    MONEY,
    TEXT,
    WHOLE,
    Kind,
    Names,
    list_of,
    record,
)
from indgang.kernel.expressions.lexer import BadExpression
from indgang.kernel.expressions.parser import Checked, check
from indgang.kernel.expressions.program import Answer, Expression, Facts, compile_expression

__all__ = [
    "BOOL",
    "DATE",
    "DECIMAL",
    "MONEY",
    "TEXT",
    "WHOLE",
    "Answer",
    "BadExpression",
    "Checked",
    "Expression",
    "Facts",
    "Kind",
    "Names",
    "check",
    "compile_expression",
    "list_of",
    "record",
]
