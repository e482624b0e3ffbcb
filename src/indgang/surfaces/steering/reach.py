"""Whose figures one may see: a right for a department reaches that department's services and entrances alone.

Everybody in steering sees the figures of the whole municipality. What is cut out of them is another matter: a cut
by service, department or entrance is that service, department or entrance, whatever page it stands on.
"""

from indgang.kernel.errors import NotYours
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy.vocabulary import Cut


class Seen:
    """What somebody's right reaches. `everything`: every department; else `department` alone (empty: none)."""

    def __init__(self, by: EmployeeInfo, right: Right = Right.SEE_STEERING) -> None:
        reach = by.reach(right)
        self._units = identity.units()
        unit = self._units.get(by.unit)
        self.everything = reach is Reach.MUNICIPALITY
        self.department = unit.department if unit is not None and reach is not None else ""

    def sees_department(self, id: str) -> bool:
        return self.everything or (bool(id) and id == self.department)

    def sees_service(self, id: str) -> bool:
        """A service that the catalogue does not have is of no department."""
        if self.everything:
            return True
        found = catalogue.services().get(id)
        return found is not None and self.sees_department(found.department)

    def sees_entrance(self, id: str) -> bool:
        """An entrance is of the department of its unit."""
        if self.everything:
            return True
        place = channels.entrance(id)
        unit = self._units.get(place.unit) if place is not None else None
        return unit is not None and self.sees_department(unit.department)


def must_reach(by: EmployeeInfo, cut: Cut, batch: str, right: Right = Right.SEE_STEERING) -> None:
    """A part of the municipality's own rows must be within one's reach. Raises NotYours, contacts.UnknownBatch.

    Rows of another municipality (a document, an import) are nobody's here: what they say is cut as one likes.
    """
    if not (cut.service or cut.department or cut.entrance):
        return
    seen = Seen(by, right)
    if seen.everything or contacts.batch(batch).municipality != identity.municipality().id:
        return
    if cut.department and not seen.sees_department(cut.department):
        raise NotYours
    if cut.service and not seen.sees_service(cut.service):
        raise NotYours
    if cut.entrance and not seen.sees_entrance(cut.entrance):
        raise NotYours
