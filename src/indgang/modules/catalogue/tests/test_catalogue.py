"""The catalogue as it is asked: services, situations, articles; what happens when content changes."""

from datetime import datetime
from pathlib import Path

import pytest

from indgang.kernel import generation
from indgang.kernel.strict_yaml import ContentError
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors, services
from indgang.modules.catalogue.models import Guidance, Lexicon, Service
from indgang.modules.catalogue.rules.placeholders import ASK_US, fill
from indgang.modules.catalogue.rules.search.inflections import inflections_of
from indgang.modules.catalogue.tests.small import PLANS, RATS, write_small_pack
from indgang.modules.catalogue.vocabulary import Audience
from indgang.modules.channels import services as channels
from indgang.modules.identity import services as identity

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("lyngsoe")
def test_all_services_and_situations_of_the_demo_are_there() -> None:
    assert len(selectors.services()) == 109
    assert len(selectors.life_situations()) == 31
    moving = selectors.service("flytning-indland")
    assert moving.solution == "flytning"
    assert moving.audience == (Audience.CITIZEN,)
    assert moving.kle_title == "Flytteanmeldelse"
    assert selectors.service("folkepension").elsewhere
    assert moving in selectors.services_in("flytning")


@pytest.mark.usefixtures("lyngsoe")
def test_what_is_not_there_is_a_named_error() -> None:
    with pytest.raises(selectors.UnknownService):
        selectors.service("nix")
    with pytest.raises(selectors.UnknownSituation):
        selectors.services_in("nix")
    assert selectors.guidance("rotter") is None


@pytest.mark.usefixtures("lyngsoe")
def test_an_article_has_todays_figures(tuesday: datetime) -> None:
    article = selectors.guidance("flytning-indland")
    assert article is not None
    assert "senest 5 dage" in article.deadline.da
    assert "28 days before" in article.deadline.en
    assert article.minutes == 5
    assert article.staff is not None


@pytest.mark.usefixtures("lyngsoe")
def test_no_article_of_the_demo_lacks_a_figure(tuesday: datetime) -> None:
    for service_id in selectors.services():
        article = selectors.guidance(service_id)
        if article:
            assert "{" not in repr(article), service_id
            assert ASK_US.da not in repr(article), service_id


def test_a_figure_that_may_not_be_used_makes_the_sentence_say_ask_us() -> None:
    text = Text("Senest {a.b} dage.", "Within {a.b} days.")
    assert fill(text, {"a.b": "1250"}) == Text("Senest 1.250 dage.", "Within 1,250 days.")
    assert fill(text, {"a.b": "2.5"}) == Text("Senest 2,5 dage.", "Within 2.5 days.")
    assert fill(text, {}) == ASK_US
    assert fill(text, {"a.b": None}) == ASK_US


@pytest.fixture
def pack(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two services, loaded, one of them with a plan and an article. The dictionaries stay closed."""
    monkeypatch.setattr("indgang.modules.catalogue.services.content.inflections_of", lambda written: {})
    home = write_small_pack(tmp_path)
    (home / "catalogue" / "rotter.yaml").write_text(RATS)
    identity.load_pack(home)
    services.load_catalogue(home)
    generation.set_current(generation.current() + 1)
    return home


def plan_both(home: Path) -> None:
    path = home / "channel_plans" / "all.yaml"
    path.write_text(path.read_text() + PLANS.split("plans:\n")[1].replace("pas", "rotter"))
    channels.load_plans(home)


def remove(home: Path, service: str) -> None:
    (home / "catalogue" / f"{service}.yaml").unlink()
    (home / "guidance" / f"{service}.yaml").unlink(missing_ok=True)


def test_a_service_that_leaves_the_content_is_retired_when_something_points_at_it(pack: Path) -> None:
    plan_both(pack)
    assert selectors.search("nyt pas").hits[0].service_id == "pas"
    remove(pack, "pas")
    services.load_catalogue(pack)
    generation.set_current(generation.current() + 1)
    assert Service.objects.get(pk="pas").retired
    assert set(selectors.services()) == {"rotter"}
    assert selectors.service("pas").retired  # an old case still has a name for it
    assert not Guidance.objects.filter(pk="pas").exists()
    assert selectors.search("nyt pas").hits == ()


def test_a_service_that_nothing_points_at_is_deleted(pack: Path) -> None:
    remove(pack, "rotter")
    services.load_catalogue(pack)
    assert not Service.objects.filter(pk="rotter").exists()


def test_a_service_that_comes_back_is_live_again(pack: Path) -> None:
    plan_both(pack)
    remove(pack, "rotter")
    services.load_catalogue(pack)
    assert Service.objects.get(pk="rotter").retired
    (pack / "catalogue" / "rotter.yaml").write_text(RATS)
    services.load_catalogue(pack)
    assert not Service.objects.get(pk="rotter").retired


def test_a_broken_file_leaves_everything_as_it_was(pack: Path) -> None:
    (pack / "catalogue" / "pas.yaml").write_text("id: [")
    (pack / "catalogue" / "rotter.yaml").write_text(RATS.replace("Anmeld", "Meld"))
    with pytest.raises(ContentError):
        services.load_catalogue(pack)
    assert Service.objects.get(pk="rotter").name["da"] == "Anmeld rotter"


def test_the_words_are_learnt_anew_only_when_they_change(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learnt: list[list[str]] = []

    def learn(written: list[str]) -> dict[str, list[str]]:
        learnt.append(written)
        return {}

    monkeypatch.setattr("indgang.modules.catalogue.services.content.inflections_of", learn)
    before = Lexicon.objects.get().hash
    services.load_catalogue(pack)
    assert learnt == []
    path = pack / "catalogue" / "pas.yaml"
    path.write_text(path.read_text().replace("da: [nyt pas]", "da: [nyt pas, pasfotograf]"))
    services.load_catalogue(pack)
    assert len(learnt) == 1
    assert "pasfotograf" in learnt[0]
    assert Lexicon.objects.get().hash != before


def test_inflections_come_from_the_dictionaries() -> None:
    found = inflections_of(["børn", "flytte", "move"])
    assert found["boern"] == ["barn"]
    assert "flytte" in found["flyttede"]
    assert "move" in found["moving"]
