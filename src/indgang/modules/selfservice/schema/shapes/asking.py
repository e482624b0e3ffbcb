"""Others who must say their part."""

from typing import Literal

from pydantic import Field, model_validator

from indgang.kernel.shapes import Bilingual, Slug, YesNo
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name, Path


class AskChoiceShape(Shape):
    """One answer of somebody who is asked. Anything but yes leads to a person."""

    value: Slug
    means: Literal["yes", "no", "doubt"]
    label: Bilingual


class TellShape(Shape):
    """One thing that somebody who is asked is told of the submission, and what it is called to them."""

    value: Path
    label: Bilingual


class AskShape(Shape):
    """Others who must say their part before rules alone can grant.

    `people`: `residents` (the adults who are registered at `notes.address` and are not in `notes.people`), or a
    condition that gives register marks. `stranger`: the applicant may not learn who it is. `needs`: whether one yes is
    enough (`any`). `tells`: all that the one who is asked is told of the submission. `days`, `reminders`: parameters.
    `letter`, `reminder`: files of letters/ that name nothing but what `tells` allows. `silence`: who was written to and
    says nothing by the last day has no objection; else silence never grants anything. `decided`: the letter they get
    when it is decided, whatever came out.
    """

    id: Name
    people: Condition
    stranger: YesNo
    needs: Literal["any", "all"]
    when: Condition
    days: Name
    reminders: Name
    label: Bilingual
    title: Bilingual
    intro: Bilingual
    tells: tuple[TellShape, ...] = Field(min_length=1)
    duty: Bilingual
    paragraph: str
    choices: tuple[AskChoiceShape, ...] = Field(min_length=2)
    letter: Name
    reminder: Name
    silence: YesNo = False
    decided: Name | None = None

    @model_validator(mode="after")
    def _can_say_yes(self) -> "AskShape":
        if not any(choice.means == "yes" for choice in self.choices):
            raise ValueError("One of `choices` must mean yes.")
        return self
