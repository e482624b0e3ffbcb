"""Anna and her case, as on my page."""

from indgang.surfaces.portal.mypage.tests.conftest import (
    anna,
    bo,
    drafts,
    logged_in,
    lyngsoe,
    mandate,
    opened,
    per,
    plain_pages,
    third_of_december,
)

__all__ = [
    "anna",
    "bo",
    "drafts",
    "logged_in",
    "lyngsoe",
    "mandate",
    "opened",
    "per",
    "plain_pages",
    "third_of_december",
]
