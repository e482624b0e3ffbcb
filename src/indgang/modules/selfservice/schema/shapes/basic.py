"""The words that every part of solution.yaml is written with."""

from typing import Annotated, Literal

from pydantic import StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Path = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\[\])?(\.[a-z][a-z0-9_]*)*$", max_length=80)
]
Receiver = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", max_length=60)]
Condition = Annotated[str, StringConstraints(min_length=1)]
Ground = Literal["self", "parent", "guardian", "mandate", "company"]
KindName = Literal["whole", "decimal", "text", "money", "date"]
