"""A session that ends in the middle of a letter loses nothing."""

from html import unescape

from django.conf import settings
from django.test import Client

from indgang.modules.cases import selectors
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.surfaces.desk.conftest import STAFF

REASONS = "Du bor der ikke, siger værten. Se CPR-lovens § 6 🙂"


def test_the_reasons_are_there_again_after_the_login(web: Client, case: CaseInfo, ole: EmployeeInfo) -> None:
    address = f"/medarbejder/sag/{case.id}/afgoer/refused/"
    assert web.get(address).status_code == 200
    del web.cookies[settings.SESSION_COOKIE_NAME]
    posted = {"step": "send", "seen_version": "1", "reasons": REASONS}
    answer = web.post(address, posted, headers={"referer": f"http://testserver{address}"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/medarbejder/login/")
    assert selectors.case_for_staff(case.id, ole).decisions == ()
    web.force_login(Account.objects.get(employee_id=ole.id), backend=STAFF)
    assert REASONS in unescape(web.get(address).content.decode())
