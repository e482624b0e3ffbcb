"""A clerk, an editor, and the demo's texts."""

from collections.abc import Callable

import pytest
from django.test import Client

from indgang.modules.cases.tests.conftest import employee
from indgang.modules.channels.tests.lyngsoe import put_lyngsoe
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role

AsStaff = Callable[[EmployeeInfo], Client]


@pytest.fixture
def lyngsoe(db: None) -> None:
    put_lyngsoe()


@pytest.fixture
def clerk(as_staff: AsStaff, lyngsoe: None) -> Client:
    return as_staff(employee("Maria Kongshøj", "borgerservice", Role.CLERK))


@pytest.fixture
def editor(as_staff: AsStaff, lyngsoe: None) -> Client:
    return as_staff(employee("Eva Lind", "kontaktcenter", Role.EDITOR))
