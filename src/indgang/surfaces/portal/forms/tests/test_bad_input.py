"""Whatever is sent, nothing breaks, nothing of somebody else's is shown, and nothing that was typed is lost."""

from collections.abc import Callable

import pytest

from indgang.modules.audit.models import Event
from indgang.modules.selfservice.models import Answer, Draft
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]


def saved(draft: str, key: str) -> str:
    return str(Answer.objects.filter(draft_id=draft, key=key).latest("revision", "pk").value["typed"])


def test_ten_thousand_characters_are_kept_and_the_limit_is_said(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    long = "Ærø " * 2_499 + "slut"
    page = mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th", co_name=long)
    assert page.status == 422
    assert "Skriv højst 34 tegn. Du har skrevet 10000." in page.text
    assert page.form().get("co_name") == [long]
    assert saved(draft, "co_name") == long


def test_emoji_are_letters_like_others(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    page = mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th", co_name="Åse 🏡👩‍👧")
    assert page.address == f"/kladde/{draft}/bolig/"
    assert saved(draft, "co_name") == "Åse 🏡👩‍👧"


def test_a_nul_byte_is_taken_out_and_the_rest_is_kept(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    page = mads.fill(draft, "adresse", new_address="Skonnertgade 4, 2. th", co_name="Han\x00sen")
    assert page.status == 422
    assert "Der var tegn, som vi ikke kan læse." in page.text
    assert saved(draft, "co_name") == "Hansen"
    assert saved(draft, "new_address") == "Skonnertgade 4, 2. th"


@pytest.mark.parametrize("boxes", [("31", "2", "2026"), ("x", "y", "z"), ("1", "1", "99999"), ("", "", "")])
def test_a_wrong_date_is_met_with_a_sentence(visit: Visit, boxes: tuple[str, str, str]) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "dato").form()
    for part, text in zip(("day", "month", "year"), boxes, strict=True):
        form.set(f"moving_date-{part}", text)
    page = mads.send(form)
    assert page.status == 422
    assert "#f-moving_date-day" in page.links
    assert page.form().get("moving_date-day") == [boxes[0]]


@pytest.mark.parametrize("revision", ["", "-1", "x", "99999999999999999999", "0"])
def test_a_tampered_revision_saves_all_the_same(visit: Visit, revision: str) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "dato").form()
    form.set("moving_date", "2026-12-01")
    answer = mads.client.post(form.action, form.data(None) | {"_revision": [revision]})
    assert answer["Location"] == f"/kladde/{draft}/hvem/"


@pytest.mark.parametrize(
    "extra",
    [
        {"_shown": ["declared", "no_such_question", "__proto__", "../../x", "a" * 500]},
        {"_told": ["<script>", "x" * 5000]},
        {"_back": ["../../min-side"]},
        {"_return": ["https://evil.example/"]},
        {"_find": ["x\r\nSet-Cookie: a=b"]},
        {"_later": ["1"], "_field": ["moving_date"]},
    ],
)
def test_tampered_hidden_fields_change_nothing_that_was_not_asked(
    visit: Visit, extra: dict[str, list[str]]
) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "dato").form()
    form.set("moving_date", "2026-12-01")
    for headers in ({}, {"HX-Request": "true"}):
        answer = mads.client.post(form.action, form.data(None) | extra, headers=headers)
        assert answer.status_code in (200, 204, 302, 422)
        assert answer.get("Location", "/kladde/").startswith("/kladde/")
    keys = set(Answer.objects.filter(draft_id=draft, source="citizen").values_list("key", flat=True))
    assert keys <= {"moving_date"}


def test_a_page_that_somebody_changed_says_so(visit: Visit) -> None:
    mads = visit("mads")
    form = mads.step(mads.begin(), "dato").form()
    form.set("moving_date", "2026-12-01")
    data = form.data(None)
    answer = mads.client.post(form.action, data | {"_shown": [*data["_shown"], "declared"]})
    assert answer.status_code == 422
    assert "Det spurgte vi ikke om. Hent siden igen" in answer.content.decode()


def test_a_choice_that_is_not_on_the_list_is_refused_with_a_sentence(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    form = mads.step(draft, "bolig").form()
    answer = mads.client.post(form.action, form.data(None) | {"relation": ["emperor"], "others_stay": ["no"]})
    assert answer.status_code == 422
    assert "Det kan ikke vælges." in answer.content.decode()


def test_an_unknown_step_is_not_found(visit: Visit) -> None:
    mads = visit("mads")
    assert mads.step(mads.begin(), "findes-ikke").status == 404


class TestAStranger:
    def test_finds_nothing_and_it_is_noted(self, visit: Visit) -> None:
        draft, thomas = visit("mads").begin(), visit("thomas")
        for page in ("dato/", "kontroller/", "slet/", "gemt/", ""):
            answer = thomas.client.get(f"/kladde/{draft}/{page}")
            assert answer.status_code == 404
            assert "Mads" not in answer.content.decode()
            noted = Event.objects.filter(action="refused_not_yours").latest("at", "pk")
            assert (noted.object, noted.actor) == (f"page:/kladde/{draft}/{page}", thomas.by.actor.key)

    def test_changes_nothing(self, visit: Visit) -> None:
        draft, thomas = visit("mads").begin(), visit("thomas")
        fields = {
            "_shown": "moving_date",
            "moving_date": "2026-12-01",
            "_revision": "0",
            "_key": "0123456789abcdef",
        }
        for page in ("dato/", "send/", "slet/"):
            assert thomas.client.post(f"/kladde/{draft}/{page}", fields).status_code == 404
        assert Draft.objects.get().state == "open"
        assert not Answer.objects.filter(key="moving_date").exists()

    def test_finds_no_receipt(self, visit: Visit) -> None:
        _, receipt = visit("mads").sent()
        assert receipt.startswith("/kvittering/")
        assert visit("thomas").client.get(receipt).status_code == 404


def test_a_draft_that_was_sent_leads_to_its_receipt(visit: Visit) -> None:
    mads = visit("mads")
    draft, receipt = mads.sent()
    for page in ("dato/", "kontroller/", "slet/", "gemt/", ""):
        assert mads.get(f"/kladde/{draft}/{page}").address == receipt
