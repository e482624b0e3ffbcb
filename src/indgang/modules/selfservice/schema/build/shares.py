"""Checks who takes part when places are shared out, and who goes first."""

from indgang.kernel.expressions import BOOL, DATE, DECIMAL, MONEY, TEXT, WHOLE, record
from indgang.modules.selfservice.schema import shapes
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.shapes.shares import OrderShape
from indgang.modules.selfservice.schema.share_look_up import SHARE, SHARE_LOOK_UP
from indgang.modules.selfservice.schema.solution import KIND_OF, ROW, FactUse
from indgang.modules.selfservice.schema.solution.shares import Order, Shares
from indgang.modules.selfservice.vocabulary import QuestionKind

HERE = "shares"
COMPARED = (BOOL, WHOLE, DECIMAL, MONEY, DATE)


class Sharing(Base):
    """Places that are shared out."""

    def share_fact(self) -> list[FactUse]:
        """The fact that says what came of it, under the name that `shares` gives it."""
        row = self.shape.shares
        if row is None:
            return []
        self.declare(row.id, SHARE_LOOK_UP.kind, (HERE, "id"))
        return [FactUse(row.id, SHARE, SHARE_LOOK_UP, row.title.text, {})]

    def shares(self) -> Shares | None:
        row = self.shape.shares
        if row is None:
            return None
        group = self._group(row.wishes)
        order: tuple[Order, ...] = ()
        if group is not None:
            kinds = {one.id: KIND_OF[QuestionKind(one.kind)] for one in group.questions}
            texts = {name for name, kind in kinds.items() if kind == TEXT}
            self.one_of(
                (HERE, "place"), row.place, texts, f"question of `{row.wishes}` with one answer in text"
            )
            self.names[ROW] = record(**kinds)
            order = tuple(self._order(one, i) for i, one in enumerate(row.order))
            del self.names[ROW]
        if len({one.id for one in row.order}) < len(row.order):
            self.wrong((HERE, "order"), "An `id` stands twice. Choose another.")
        return Shares(
            id=row.id,
            title=row.title.text,
            when=self.condition(row.when, (HERE, "when")),
            until=self.condition(row.until, (HERE, "until"), DATE),
            wishes=row.wishes,
            place=row.place,
            fallback=self.condition(row.fallback, (HERE, "fallback"), TEXT),
            order=order,
            paragraph=row.paragraph,
        )

    def _group(self, name: str) -> shapes.GroupShape | None:
        groups = {group.id: group for step in self.shape.steps for group in step.groups}
        if name in groups:
            return groups[name]
        self.one_of((HERE, "wishes"), name, set(groups), "group")
        return None

    def _order(self, row: OrderShape, i: int) -> Order:
        here = (HERE, "order", i)
        value = self.condition(row.value, (*here, "is"), expect=None)
        if value.kind not in COMPARED:
            self.wrong(
                (*here, "is"),
                f"A {value.kind} has no order. Write a yes or no, a number, an amount or a day.",
            )
        self.told(row.because, (*here, "because"), frozenset())
        return Order(row.id, row.label.text, value, row.first == "highest", row.because.text)
