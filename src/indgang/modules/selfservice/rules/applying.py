"""The application as the citizen sent it: every answer in words, with its source."""

from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Row, Section
from indgang.modules.selfservice.rules.shown import ShownCard, ShownStep
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import RIGHT, WRONG
from indgang.modules.selfservice.vocabulary import EMPTY

NOT_ANSWERED = Text("Ikke svaret", "Not answered")
SAID_WRONG = Text("Du skriver, at det er forkert", "You say that this is wrong")


def sections(situation: Situation) -> tuple[Section, ...]:
    return tuple(Section(shown.step.title, tuple(rows_of(situation, shown))) for shown in situation.steps)


def rows_of(situation: Situation, shown: ShownStep) -> list[Row]:
    rows = [row for card in shown.cards for row in _card_rows(situation, card)]
    for asked in shown.asked:
        said = asked.read.shown
        label = situation.label_of(asked)
        rows.append(
            Row(label, said or NOT_ANSWERED, situation.wording.answered(asked.key) if said else EMPTY)
        )
    return rows


def _card_rows(situation: Situation, card: ShownCard) -> list[Row]:
    source = situation.wording.source(card.card.fact)
    wrong, right = (situation.wording.answered(card.card.fact + end) for end in (WRONG, RIGHT))
    if not card.known:
        rows = [Row(card.card.title, card.card.missing, source)]
        if card.right:
            rows.append(Row(card.card.right, Text(card.right, card.right), right))
    else:
        rows = [Row(label, situation.wording.fill(value), source) for label, value in card.card.rows]
    if card.wrong:
        rows.append(Row(SAID_WRONG, Text(card.right, card.right) if card.right else EMPTY, wrong))
    return rows
