"""The simulator of the post keeps the real rules: who may call, what is taken, once, and what is told afterwards."""

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from simulators.post.testing import Running

from tests.simulators.caller import ISSUE, LOOK_UP, MADS, Caller, letter, memo
from tests.simulators.conftest import SECRET, Municipality, eventually

FOLDER = Path(__file__).resolve().parents[2] / "simulators" / "post"


def advice(answer: requests.Response) -> str:
    found = re.search(r"<AdvisId>([^<]*)</AdvisId>", answer.text)
    return found[1] if found else answer.text


def test_it_knows_nothing_of_us() -> None:
    for file in FOLDER.rglob("*.py"):
        assert not re.search(r"^\s*(from|import) indgang", file.read_text(), re.MULTILINE), file


def test_nobody_calls_without_a_certificate_of_its_authority(post: Running) -> None:
    with requests.Session() as session:
        session.trust_env = False
        with pytest.raises(requests.exceptions.SSLError):
            session.get(f"{post.address}/", verify=str(post.ca), timeout=10)


def test_a_token_is_for_one_service_one_municipality_and_one_certificate(caller: Caller) -> None:
    stranger = {**caller.wish(), "AnvenderKontekst": {"Cvr": "99999999"}}
    assert caller.ask(ISSUE, json=stranger).status_code == 403
    assert caller.ask(ISSUE, json={**caller.wish(), "UseKey": "AAAA"}).status_code == 400
    other = caller.headers(caller.token(LOOK_UP))
    refused = caller.ask("/service/KombiPostAfsend_1/kombi", data=memo(str(uuid4())), headers=other)
    assert refused.status_code == 401
    made_up = caller.headers("eyJ.made-up")
    assert caller.ask("/service/KombiPostAfsend_1/kombi", data=b"", headers=made_up).status_code == 401
    assert caller.post.books()["taken"] == []


def test_the_register_says_who_has_what(caller: Caller) -> None:
    assert caller.has(f"cprNumber={MADS}").json() == {"result": True}
    assert caller.has("cprNumber=7206902102").json() == {"result": False}
    assert caller.has("cprNumber=7206902102", "nemsms").json() == {"result": False}
    assert caller.has("cvrNumber=99991518").json() == {"result": False}
    assert caller.has("cprNumber=12").status_code == 400
    caller.post.faults(register={MADS: False})
    assert caller.has(f"cprNumber={MADS}").json() == {"result": False}


def test_the_same_message_is_taken_once_even_after_a_kill(post: Running, caller: Caller) -> None:
    uuid = str(uuid4())
    assert advice(caller.send(memo(uuid))) == "RECEIVED"
    post.kill()
    post.start()
    assert advice(caller.send(memo(uuid))) == "ALREADY_RECEIVED"
    assert advice(caller.send(memo(uuid, title="Noget andet"))) == "DUPLICATE_UUID"
    [taken] = post.books()["taken"]
    assert (taken["uuid"], taken["way"], taken["times"]) == (uuid, "digital_post", 2)


def _changed(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(request: bytes) -> bytes:
        assert old.encode() in request
        return request.replace(old.encode(), new.encode())

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_changed("<memo:mandatory>true</memo:mandatory>", ""), "HEADER"),
        (_changed('memoVersion="1.2"', 'memoVersion="2.0"'), "MEMO"),
        (_changed("<memo:label>", "<memo:lable>"), "NOT_XML"),
        (_changed("<memo:reply>true", "<memo:reply>måske"), "MEMO"),
        (_changed("<memo:senderID>99990007", "<memo:senderID>99991518"), "SENDER"),
        (_changed(f"<memo:recipientID>{MADS}", "<memo:recipientID>12"), "RECIPIENT"),
        (_changed("08:00:00Z", "08:00:00+00:00"), "MEMO"),
        (_changed("<memo:filename>brev.pdf", "<memo:filename>../brev.pdf"), "FILENAME"),
        (_changed("<kombi_request>", "<!DOCTYPE x><kombi_request>"), "DOCTYPE"),
        (_changed("<KombiValgKode>Digital Post", "<KombiValgKode>NemSMS"), "KOMBI"),
    ],
)
def test_what_breaks_the_format_is_not_taken(
    caller: Caller, change: Callable[[bytes], bytes], code: str
) -> None:
    assert advice(caller.send(change(memo(str(uuid4()))))) == code
    assert caller.post.books()["taken"] == []


def test_who_has_no_mailbox_gets_nothing(caller: Caller) -> None:
    assert advice(caller.send(memo(str(uuid4()), to="7206902102"))) == "NOT_REGISTERED"


def test_a_letter_needs_a_pdf_and_no_cpr_number(caller: Caller) -> None:
    assert advice(caller.send(letter(str(uuid4()), pdf=b"<html>"))) == "LETTER"
    assert advice(caller.send(letter(str(uuid4()), cpr=MADS))) in ("LETTER", "FJERNPRINT")
    assert advice(caller.send(letter(str(uuid4())))) == "RECEIVED"


def test_the_municipality_is_told_until_it_answers(
    caller: Caller, municipality: Municipality, post: Running
) -> None:
    municipality.refuses = 2
    caller.send(memo(str(uuid4())))
    eventually(lambda: post.books()["waiting"] == 0)
    assert sorted(municipality.statuses()) == ["Afleveret Digital Post", "Modtaget Digital Post"]
    secret = "Basic " + b64encode(SECRET.encode()).decode()
    assert {said for _, _, said in municipality.pushed} == {secret}


def test_receipts_that_were_owed_are_sent_after_a_kill(
    caller: Caller, municipality: Municipality, post: Running
) -> None:
    municipality.refuses = 1000
    caller.send(letter(str(uuid4())))
    post.kill()
    municipality.refuses = 0
    post.start()
    eventually(lambda: len(municipality.statuses()) == 4)
    assert municipality.statuses()[-1] == "Modtaget Post Danmark"


def test_a_mailbox_that_is_gone_and_an_address_that_is_wrong(
    caller: Caller, municipality: Municipality, post: Running
) -> None:
    caller.send(memo(str(uuid4()), to="6104850001"))
    eventually(lambda: "Fejlet" in municipality.statuses())
    caller.send(letter(str(uuid4()), name="Svend Kjærbo"))
    two_days = 3 * 24 * 3600
    (post.folder / "clock.json").write_text(f'{{"offset_seconds": {two_days}}}')
    eventually(lambda: "Opdatering fra Post Danmark" in municipality.statuses())


@pytest.mark.parametrize(
    ("fault", "statuses"),
    [
        ({"lost": True}, []),
        ({"receipt": {"reversed": True}}, ["Afleveret Digital Post", "Modtaget Digital Post"]),
        ({"receipt": {"fail": "DP-1"}}, ["Modtaget Digital Post", "Fejlet"]),
        ({"receipt": [{"twice": True}]}, ["Modtaget Digital Post"] * 2 + ["Afleveret Digital Post"] * 2),
    ],
)
def test_receipts_that_go_wrong(
    caller: Caller,
    municipality: Municipality,
    post: Running,
    fault: dict[str, object],
    statuses: list[str],
) -> None:
    post.faults(**fault)
    caller.send(memo(str(uuid4())))
    eventually(lambda: post.books()["waiting"] == 0)
    assert sorted(municipality.statuses()) == sorted(statuses)
    if "reversed" in str(fault):
        assert municipality.statuses() == statuses
    if "twice" in str(fault):
        assert len(set(municipality.ids())) == 2


def test_a_receipt_may_come_before_the_answer(caller: Caller, municipality: Municipality) -> None:
    caller.post.faults(receipt={"before_answer": True})
    caller.send(memo(str(uuid4())))
    assert municipality.statuses() == ["Modtaget Digital Post", "Afleveret Digital Post"]


def test_an_answer_that_gets_lost_is_a_message_that_was_taken(caller: Caller, post: Running) -> None:
    post.faults(no_answer={"times": 1})
    request = memo(str(uuid4()))
    with pytest.raises(requests.ConnectionError):
        caller.send(request)
    assert len(post.books()["taken"]) == 1
    assert advice(caller.send(request)) == "ALREADY_RECEIVED"


def test_a_share_of_faults_strikes_the_same_messages_each_time(post: Running, caller: Caller) -> None:
    post.faults(http={"status": 503, "share": 0.5})
    token = caller.headers(caller.token())
    uuids = [str(uuid4()) for _ in range(20)]

    def struck() -> list[bool]:
        asked = (
            caller.ask("/service/KombiPostAfsend_1/kombi", data=memo(one), headers=token) for one in uuids
        )
        return [answer.status_code == 503 for answer in asked]

    first = struck()
    assert True in first
    assert False in first
    assert struck() == first


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"down": True}, requests.ConnectionError),
        ({"certificate": "other"}, requests.exceptions.SSLError),
    ],
)
def test_nobody_there_or_somebody_else(
    post: Running, caller: Caller, fault: dict[str, object], error: type[Exception]
) -> None:
    post.faults(**fault)
    with pytest.raises(error):
        caller.send(memo(str(uuid4())))
    post.faults()
    assert advice(caller.send(memo(str(uuid4())))) == "RECEIVED"
