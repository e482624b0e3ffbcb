"""Checks what decides, and what follows."""

from indgang.kernel.expressions import DATE
from indgang.modules.selfservice.schema.build.base import NO_TEXT, Base
from indgang.modules.selfservice.schema.solution import FollowUpRule, Rule, Sentence


class Rules(Base):
    """Rules, follow-ups, sentences."""

    def rule(self, i: int) -> Rule:
        row, here = self.shape.rules[i], ("rules", i)
        for j, path in enumerate(row.facts):
            self.path(path, (*here, "facts", j))
        return Rule(
            row.id,
            row.title.text,
            row.outcome,
            self.condition(row.when, (*here, "when")),
            row.paragraph,
            self.text(row.because, (*here, "because"), self.sentence_names),
            self.text(row.otherwise, (*here, "otherwise"), self.sentence_names),
            row.facts,
        )

    def follow_up(self, i: int) -> FollowUpRule:
        row, here = self.shape.follow_ups[i], ("follow_ups", i)
        names = {receiver.id: receiver.label.text for receiver in self.shape.receivers}
        return FollowUpRule(
            row.id,
            row.kind,
            row.to,
            self.condition(row.due, (*here, "due"), DATE),
            self.condition(row.when, (*here, "when")),
            self.text(row.title, (*here, "title")),
            self.text(row.text, (*here, "text"), self.sentence_names),
            names.get(row.to, NO_TEXT),
        )

    def sentence(self, i: int) -> Sentence:
        row, here = self.shape.sentences[i], ("sentences", i)
        return Sentence(
            row.id,
            self.cases(row.cases, (*here, "cases")),
            self.text(row.otherwise, (*here, "otherwise")),
        )
