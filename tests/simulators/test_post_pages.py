"""The pages of the simulated post: a citizen reads and answers, a letter comes back, a fault is switched on."""

from uuid import uuid4

import pytest
import requests
from simulators.post.testing import Running

from tests.simulators.caller import MADS, Caller, letter, memo
from tests.simulators.conftest import Municipality, eventually


@pytest.fixture
def uuids(caller: Caller) -> tuple[str, str]:
    """A message in Mads' mailbox, and a letter on paper."""
    made = str(uuid4()), str(uuid4())
    assert caller.send(memo(made[0], title="Din <b>flytning</b>".replace("<", "&lt;"))).ok
    assert caller.send(letter(made[1])).ok
    return made


def test_a_mailbox_is_found_and_holds_the_letter(post: Running, uuids: tuple[str, str]) -> None:
    page = requests.get(f"{post.pages}/postkasser/", timeout=10).text
    assert "Mads Brinklund" in page
    assert MADS not in page
    read = requests.get(f"{post.pages}/besked/{uuids[0]}/", timeout=10).text
    assert "Din &lt;b&gt;flytning&lt;/b&gt;" in read
    file = requests.get(f"{post.pages}/besked/{uuids[0]}/fil/0/", timeout=10)
    assert (file.headers["Content-Type"], file.content) == ("application/pdf", b"%PDF-1.7 et brev")
    assert requests.get(f"{post.pages}/besked/{uuids[0]}/fil/1/", timeout=10).status_code == 404
    assert requests.get(f"{post.pages}/besked/{uuid4()}/", timeout=10).status_code == 404


def test_an_answer_reaches_the_municipality_with_its_file(
    post: Running, uuids: tuple[str, str], municipality: Municipality
) -> None:
    where = f"{post.pages}/besked/{uuids[0]}/svar/"
    sent = requests.post(
        where,
        data={"emne": "Mit svar", "tekst": "Æbler & øl"},
        files={"fil": ("å/b.pdf", b"%PDF-1.4")},
        timeout=10,
    )
    assert "Kommunen har den" in sent.text or "Venter" in sent.text
    eventually(lambda: bool(municipality.letters()))
    [memo_in] = municipality.letters()
    assert f"<memo:ReplyData><memo:messageUUID>{uuids[0]}</memo:messageUUID>" in memo_in
    assert "<memo:filename>å_b.pdf</memo:filename>" in memo_in
    assert "<memo:label>Mit svar</memo:label>" in memo_in


def test_what_was_typed_stays_when_something_is_missing(post: Running, uuids: tuple[str, str]) -> None:
    where = f"{post.pages}/besked/{uuids[0]}/svar/"
    refused = requests.post(where, data={"emne": "", "tekst": "Det her har jeg skrevet"}, timeout=10)
    assert refused.status_code == 400
    assert "Det her har jeg skrevet" in refused.text
    assert "Skriv et emne" in refused.text


def test_a_letter_is_sent_back(post: Running, uuids: tuple[str, str], municipality: Municipality) -> None:
    page = requests.get(f"{post.pages}/brev/{uuids[1]}/", timeout=10).text
    assert "Maja Holm\nKlokkeengen 2, 1. tv.\n9999" in page
    for _ in range(2):
        requests.post(f"{post.pages}/brev/{uuids[1]}/retur/", data={"aarsag": "2"}, timeout=10)
    eventually(lambda: "Opdatering fra Post Danmark" in municipality.statuses())
    eventually(lambda: post.books()["waiting"] == 0)
    assert municipality.statuses().count("Opdatering fra Post Danmark") == 1


def test_a_fault_is_switched_on_and_off(post: Running, caller: Caller) -> None:
    requests.post(f"{post.pages}/fejl/", data={"fejl": "on", "dobbelt": "on", "sen": "on"}, timeout=10)
    assert caller.send(memo(str(uuid4()))).status_code == 503
    assert requests.get(f"{post.pages}/fejl/", timeout=10).text.count(" checked") == 3
    requests.post(f"{post.pages}/fejl/", data={}, timeout=10)
    assert caller.send(memo(str(uuid4()))).status_code == 200


def test_no_other_site_may_write(post: Running, uuids: tuple[str, str]) -> None:
    where = f"{post.pages}/brev/{uuids[1]}/retur/"
    refused = requests.post(
        where, data={"aarsag": "1"}, headers={"Origin": "https://example.com"}, timeout=10
    )
    assert refused.status_code == 403
    assert requests.get(f"{post.pages}/", headers={"Host": "example.com"}, timeout=10).status_code == 403
