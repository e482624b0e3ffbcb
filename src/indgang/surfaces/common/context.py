"""What the base template needs on every page. Everything is looked up only when a template asks for it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import ActingOption, EmployeeInfo, MunicipalityInfo
from indgang.modules.identity.vocabulary import GROUND_NAMES, Right
from indgang.surfaces.common import people
from indgang.surfaces.common.staff_nav import staff_home, staff_nav
from indgang.surfaces.common.theme import theme_address


@dataclass
class Page:
    """The page as its frame sees it. Not an error when nobody is logged in or no content is loaded."""

    request: HttpRequest

    @cached_property
    def surface(self) -> str:
        """`portal`, `desk` or `steering`, by the view's namespace."""
        match = self.request.resolver_match
        found = match.app_names[0] if match is not None and match.app_names else ""
        return found if found in ("desk", "steering") else "portal"

    @property
    def for_staff(self) -> bool:
        return self.surface != "portal"

    @cached_property
    def employee(self) -> EmployeeInfo | None:
        return people.employee_or_none(self.request)

    @property
    def staff_nav(self) -> SafeString:
        """Where the member of staff can go; empty for everybody else."""
        match = self.request.resolver_match
        name = match.url_name or "" if match is not None else ""
        return staff_nav(self.employee, self.surface, name) if self.employee else SafeString("")

    @property
    def staff_home(self) -> str:
        """Where the logo leads: the first page of the member of staff; empty for everybody else."""
        return staff_home(self.employee)

    @cached_property
    def sees_desk(self) -> bool:
        return self.employee is not None and self.employee.may(Right.SEE_WORK_LIST)

    @cached_property
    def sees_steering(self) -> bool:
        return self.employee is not None and self.employee.may(Right.SEE_STEERING)

    @cached_property
    def options(self) -> list[ActingOption]:
        """Whom the citizen may act for; empty when no citizen is logged in."""
        return people.acting_options(self.request)

    @cached_property
    def option(self) -> ActingOption | None:
        """The present choice; None when no citizen is logged in. A choice that ran out shows as oneself."""
        if not self.options:
            return None
        key = self.request.session.get(people.ACTING, self.options[0].key)
        return next((option for option in self.options if option.key == key), self.options[0])

    @property
    def ground(self) -> str:
        return str(GROUND_NAMES[self.option.acting.ground]) if self.option else ""

    @cached_property
    def language(self) -> str:
        return "en" if (get_language() or "da").startswith("en") else "da"

    @cached_property
    def other_language(self) -> str:
        return "da" if self.language == "en" else "en"

    @cached_property
    def other_language_address(self) -> str:
        """This page in the other language; the front page when this address takes no GET."""
        here = self.request.get_full_path() if self.request.method in ("GET", "HEAD") else self.request.path
        match = self.request.resolver_match
        if match is not None and match.app_name == "common":  # stands in one language only
            return here
        return here.removeprefix("/en") if self.language == "en" else f"/en{here}"

    @cached_property
    def theme(self) -> str:
        return theme_address(municipality())


def municipality() -> MunicipalityInfo | None:
    """The municipality, or None before any content is loaded."""
    try:
        return identity.municipality()
    except Exception:  # a page must have a frame even when the content or the database is away
        return None


def page(request: HttpRequest) -> dict[str, object]:
    """`page` (see Page) and `municipality` for every template."""
    return {"page": Page(request), "municipality": municipality()}
