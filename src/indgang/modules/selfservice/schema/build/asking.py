"""Checks who else is asked, and what they are told."""

from collections.abc import Set

from indgang.kernel.expressions import TEXT, list_of
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.look_ups import CONFIRMATIONS
from indgang.modules.selfservice.schema.solution import Ask, AskChoice, Tell
from indgang.modules.selfservice.vocabulary import Meaning

RESIDENTS = "residents"
"""What `people` of an ask says when it is the adults who are registered at the address."""


class Asking(Base):
    """Others who are asked."""

    def ask(self, i: int, letters: Set[str]) -> Ask:
        row, here = self.shape.asks[i], ("asks", i)
        known = {use.id for use in self.shape.parameters if use.kind == "whole"}
        for field in ("days", "reminders"):
            self.one_of((*here, field), getattr(row, field), known, "whole parameter")
        for field in ("letter", "reminder", "decided"):
            if getattr(row, field) is not None:
                self.one_of((*here, field), getattr(row, field), letters, "file in letters/")
        if row.decided and row.stranger:
            self.wrong((*here, "decided"), "A stranger is not told what came out. Remove it, or `stranger`.")
        for j, told in enumerate(row.tells):
            self.path(told.value, (*here, "tells", j, "value"))
        if len({choice.value for choice in row.choices}) < len(row.choices):
            self.wrong((*here, "choices"), "A `value` stands twice. Choose another.")
        if row.silence and row.stranger:
            self.wrong(
                (*here, "silence"),
                "With `stranger: yes` somebody with a hidden address counts as silent. Silence cannot be a yes there.",
            )
        if not any(fact.look_up == CONFIRMATIONS for fact in self.shape.facts):
            self.wrong(here, f"No fact looks up `{CONFIRMATIONS}`, so no rule learns the answers. Add one.")
        allowed = {*(told.value for told in row.tells), *(use.id for use in self.shape.parameters)}
        people = None
        if row.people == RESIDENTS:
            if self.shape.notes is None:
                self.wrong(
                    (*here, "people"), f"`{RESIDENTS}` needs `notes`, which say where and who. Add it."
                )
        else:
            people = self.condition(row.people, (*here, "people"), expect=None)
            if people.kind not in (list_of(TEXT), list_of(list_of(TEXT))):
                self.wrong((*here, "people"), "These are no register marks. Write a list of them.")
        return Ask(
            id=row.id,
            people=people,
            stranger=row.stranger,
            needs_all=row.needs == "all",
            when=self.condition(row.when, (*here, "when")),
            days=row.days,
            reminders=row.reminders,
            label=row.label.text,
            title=self.told(row.title, (*here, "title"), allowed),
            intro=self.told(row.intro, (*here, "intro"), allowed),
            tells=tuple(Tell(told.value, told.label.text) for told in row.tells),
            duty=self.told(row.duty, (*here, "duty"), allowed),
            paragraph=row.paragraph,
            choices=tuple(AskChoice(one.value, Meaning(one.means), one.label.text) for one in row.choices),
            letter=row.letter,
            reminder=row.reminder,
            silence=row.silence,
            decided=row.decided or "",
        )
