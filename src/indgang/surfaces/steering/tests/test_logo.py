"""The logo leads everybody to the page on which their work begins."""

import re

import pytest

from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.STRATEGIST, "/styring/"),
        (Role.BOARD, "/styring/"),
        (Role.CLERK, "/medarbejder/"),
    ],
)
def test_the_logo_leads_to_a_page_that_one_may_see(log_in: LogIn, role: Role, page: str) -> None:
    client = log_in(role)
    brand = re.search(r'<a class="brand" href="([^"]+)">', client.get(page, follow=True).content.decode())
    assert brand is not None
    assert brand[1].startswith(page)
    assert client.get(brand[1]).status_code == 200
