"""The national solution that a municipality hands over to, and how people are helped on their way there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.solution.national import National
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.versions import HAND_OVER


@dataclass(frozen=True)
class NationalView:
    """Where to go, what to have at hand, what to do there, and what happens afterwards. `host` is said before one
    goes.
    """

    slug: str
    service_id: str
    title: Text
    address: str
    need: tuple[Text, ...]
    steps: tuple[Text, ...]
    return_note: Text

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


def national(slug: str) -> NationalView | None:
    """The national solution in place of ours; None when we do it ourselves, or its content names none.

    Raises UnknownSolution. Asks no table within a generation.
    """
    solution = versions.active(slug).solution
    if versions.mode(slug) != HAND_OVER or solution.national is None:
        return None
    return _view(slug, solution.service_id, solution.national)


def national_of_service(slug: str) -> NationalView | None:
    """The same by a solution that a service of the catalogue names; None without one. Nothing is raised."""
    if not slug:
        return None
    try:
        return national(slug)
    except UnknownSolution:
        return None


def _view(slug: str, service_id: str, found: National) -> NationalView:
    return NationalView(
        slug, service_id, found.title, found.address, found.need, found.steps, found.return_note
    )
