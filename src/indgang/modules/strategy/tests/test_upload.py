"""Somebody sends us a strategy: kept whole, or not at all."""

import pytest
from django.conf import settings

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.audit.models import Event
from indgang.modules.contacts.selectors import UnknownBatch, batch
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.strategy import selectors, services
from indgang.modules.strategy.models import Strategy, Target
from indgang.modules.strategy.vocabulary import Better, UnknownStrategy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

BY = Actor("employee", "7", "Mette")
OURS = """
id: vores-plan
title: {da: Vores plan, en: Our plan}
document: {title: Vores plan, period: 2026-2027}
extends: koebenhavn-2022-2025
measured_on: live
initiatives:
  - {id: et, page: s. 1, title: Et, kind: project, under: maal-1}
targets:
  - indicator: channel_share
    filter: all
    cut: {department: tmf}
    unit: "%"
    under: et
    years:
      - {year: 2026, kind: target, page: s. 2, values: {digital: 30, telephone: 40}}
"""


def load(text: str = OURS, within: str = "") -> str:
    return services.load_strategy_text(text=text, name="plan.yaml", by=BY, within=within)


def refused(text: str, within: str = "") -> str:
    """What is said of the first thing that is wrong; nothing has changed."""
    before = list(Strategy.objects.values_list("pk", "hash").order_by("pk"))
    targets = Target.objects.count()
    with pytest.raises(ContentError) as error:
        load(text, within)
    assert list(Strategy.objects.values_list("pk", "hash").order_by("pk")) == before
    assert Target.objects.count() == targets
    return str(error.value.problems[0])


def test_it_is_kept_whole_with_what_it_inherits() -> None:
    assert load() == "vores-plan"
    info = selectors.strategy("vores-plan")
    assert info.uploaded
    assert info.source == OURS
    assert info.frames == ("koebenhavn-2022-2025",)
    assert info.origin["maal-1"] == "koebenhavn-2022-2025"
    assert info.origin["et"] == "vores-plan"
    assert [one.id for one in info.own.initiatives] == ["et"]
    assert {one.id for one in info.content.goals} == {"maal-1", "maal-2", "maal-3"}


def test_a_target_says_its_key_its_part_and_which_way_is_better() -> None:
    load()
    digital, telephone = selectors.strategy("vores-plan").targets
    assert digital.key == "vores-plan:channel_share:digital:all:department=tmf:2026"
    assert digital.cut.department == "tmf"
    assert (digital.better, telephone.better) == (Better.HIGHER, Better.LOWER)
    assert (digital.under, digital.page) == ("et", "s. 2")


def test_the_same_id_again_replaces_it_and_keeps_the_keys() -> None:
    load()
    load(OURS.replace("digital: 30", "digital: 35"))
    digital = selectors.strategy("vores-plan").targets[0]
    assert digital.value == 35
    assert digital.key == "vores-plan:channel_share:digital:all:department=tmf:2026"
    assert Strategy.objects.filter(pk="vores-plan").count() == 1


def test_content_that_is_loaded_anew_leaves_it() -> None:
    load()
    services.load_strategies(settings.CONTENT_DIR)
    assert selectors.strategy("vores-plan").uploaded


def test_it_cannot_take_the_name_of_one_that_we_ship() -> None:
    text = OURS.replace("id: vores-plan", "id: kl-gevinstrealisering")
    with pytest.raises(services.StrategyTaken):
        load(text)
    assert not selectors.strategy("kl-gevinstrealisering").uploaded


def test_the_trail_says_who_loaded_it() -> None:
    load()
    event = Event.objects.get(action="strategy_loaded")
    assert (event.actor, event.object) == (BY.key, "strategy:vores-plan")


def test_a_department_loads_its_own_alone() -> None:
    assert "Write `department: tmf`" in refused(OURS, within="tmf")
    mine = OURS.replace("measured_on", "department: tmf\nmeasured_on")
    assert load(mine, within="tmf") == "vores-plan"
    assert selectors.strategy("vores-plan").targets[0].owner == "tmf"
    with pytest.raises(services.StrategyTaken):
        load(OURS.replace("measured_on", "department: buf\nmeasured_on"), within="buf")


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("koebenhavn-2022-2025", "koebenhavn-2023", 5, "There is no strategy `koebenhavn-2023`. Nearest:"),
        ("extends: koebenhavn-2022-2025", "extends: vores-plan", 5, "cannot extend itself"),
        ("id: et", "id: maal-1", 8, "`maal-1` belongs to koebenhavn-2022-2025"),
        ("under: maal-1", "under: maal-9", 8, "`under` names `maal-9`, which is not here. Nearest: maal-"),
        ("under: et", "under: to", 14, "`under` names `to`"),
        ("channel_share", "channel_shares", 10, "`channel_shares` is no indicator. Nearest: channel_share,"),
        ("digital: 30", "digital: -1", 16, "greater than or equal to 0"),
        ("digital: 30", "digital: 101", 16, "101 % is more than everything"),
        ("year: 2026", "year: 2031", 16, "2031 is outside the period 2026-2027"),
        ("telephone: 40}", "telephone: 40, in_person: 20, written: 11}", 16, "make 101 per cent, not 100"),
        ("indicator: channel_share", "indicator: cost_share", 10, "A target on cost needs `price_sheet`"),
        ("measured_on: live", "measured_on: baseline", 6, "There is no baseline"),
        ("measured_on: live", "measured_on: live\nprice_sheet: mine", 7, "There is no price sheet `mine`"),
        ("measured_on: live", "measured_on: live\nsurprise: 1", 7, "`surprise` is not known here"),
        ("title: {da: Vores plan, en: Our plan}", "title: {da: Vores plan}", 3, "`title.en` is missing"),
    ],
)
def test_what_is_wrong_has_line_and_remedy_and_nothing_is_kept(
    old: str, new: str, line: int, sentence: str
) -> None:
    assert old in OURS
    told = refused(OURS.replace(old, new, 1))
    assert told.startswith(f"plan.yaml:{line}: ")
    assert sentence in told


def test_a_year_before_the_prices_begin() -> None:
    text = OURS.replace("measured_on: live", "measured_on: live\nprice_sheet: kl-2010")
    text = text.replace("channel_share", "cost_share").replace(
        "year: 2026, kind: target", "year: 2009, kind: printed"
    )
    assert "kl-2010 has no prices in 2009: they begin in 2010" in refused(text)


BASELINE = """
baseline:
  name: vores-2025
  year: 2025
  title: {da: Os 2025, en: Us 2025}
  knows_channels: yes
  counting_rule: {da: Vi talte., en: We counted.}
  rows:
    - {id: net, channel: web, contacts: 100, quality: counted, compiled_by: os, page: s. 3, note: {da: n, en: n}}
scenarios:
  - id: ny
    name: {da: Ny, en: New}
    page: s. 4
    baseline: {year: 2025, filter: all}
    years: {2026: {shares: {digital: 60, telephone: 40}}}
"""


def with_baseline() -> str:
    text = OURS.replace("measured_on: live", "measured_on: baseline\nprice_sheet: copenhagen-2009")
    return text.replace("targets:", "municipality: {id: os, name: Os}\ntargets:") + BASELINE


def test_a_baseline_of_ones_own_becomes_an_archive() -> None:
    load(with_baseline())
    assert batch("vores-2025").year == 2025
    assert selectors.question("vores-2025").price_sheet == "copenhagen-2009"


def test_one_that_is_refused_leaves_no_archive() -> None:
    assert "stands here twice" in refused(with_baseline().replace("id: ny", "id: et"))
    with pytest.raises(UnknownBatch):
        batch("vores-2025")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("contacts: 100", "contacts: -100", "greater than 0"),
        ("telephone: 40}}}", "telephone: 41}}}", "The shares make 101 per cent"),
        ("baseline: {year: 2025", "baseline: {year: 2024", "The baseline is of 2025. Write that."),
        ("{2026: {shares", "{2024: {shares", "after 2025"),
        ("shares: {digital: 60, telephone: 40}", "prices: {sheet: mine}", "There is no price sheet `mine`"),
        (
            "name: vores-2025",
            "name: copenhagen-2009",
            "is the baseline of citizen-2012. Choose another name.",
        ),
        ("name: vores-2025", "name: live-lyngsoe", "There are other rows of the name `live-lyngsoe`."),
        ("  year: 2025", "  year: 2008", "copenhagen-2009 has no prices in 2008: they begin in 2009."),
    ],
)
def test_a_baseline_and_a_scenario_that_do_not_hold(old: str, new: str, sentence: str) -> None:
    text = with_baseline()
    assert old in text
    assert sentence in refused(text.replace(old, new, 1))


def test_a_circle_and_a_tower_are_refused() -> None:
    load(OURS)
    child = OURS.replace("id: vores-plan", "id: b").replace("koebenhavn-2022-2025", "vores-plan")
    child = child.replace("id: et,", "id: to,").replace("under: et", "under: to")
    load(child)
    assert "in a circle" in refused(
        OURS.replace("koebenhavn-2022-2025", "b").replace("under: maal-1", "under: et")
    )
    deeper = (
        child.replace("id: b", "id: c").replace("extends: vores-plan", "extends: b").replace("to,", "tre,")
    )
    load(deeper.replace("under: to", "under: tre"))
    deepest = deeper.replace("id: c", "id: d").replace("extends: b", "extends: c").replace("tre,", "fire,")
    assert "At most 3 strategies" in refused(deepest.replace("under: to", "under: fire"))


def test_what_others_hang_on_may_not_vanish() -> None:
    load(OURS)
    child = OURS.replace("id: vores-plan", "id: b").replace("koebenhavn-2022-2025", "vores-plan")
    load(child.replace("id: et,", "id: to,"))
    told = refused(OURS.replace("id: et,", "id: andet,").replace("under: et", "under: andet"))
    assert "b extends this, and needs `et`. Keep it." in told
    told = refused(OURS.replace("id: et,", "id: et, page: s. 1, title: Et, kind: project}\n  - {id: to,"))
    assert "has an id that you now use too" in told


def test_something_that_is_no_strategy() -> None:
    assert "not YAML" in refused("{")
    assert "empty" in refused("")
    assert "larger than" in refused("x" * 300_001)


def test_it_can_be_taken_away_again_but_not_from_under_another() -> None:
    load(OURS)
    child = OURS.replace("id: vores-plan", "id: b").replace("koebenhavn-2022-2025", "vores-plan")
    load(child.replace("id: et,", "id: to,"))
    with pytest.raises(services.StrategyNeeded):
        services.remove_strategy(id="vores-plan", by=BY)
    for id in ("b", "vores-plan"):
        services.remove_strategy(id=id, by=BY)
    with pytest.raises(UnknownStrategy):
        services.remove_strategy(id="b", by=BY)
    assert not {"b", "vores-plan"} & set(selectors.strategies())
    assert Event.objects.filter(action="strategy_removed").count() == 2
    with pytest.raises(services.StrategyTaken, match="følger med"):
        services.remove_strategy(id="citizen-2012", by=BY)


def test_one_that_this_release_cannot_read_is_told_by_name_with_what_to_do() -> None:
    load(OURS)
    Strategy.objects.filter(pk="vores-plan").update(source=OURS + "\nolder_word: 1\n")
    with pytest.raises(ContentError) as error:
        services.load_strategies(settings.CONTENT_DIR)
    told = str(error.value)
    assert "vores-plan (sent to us):18: `older_word` is not known here" in told
    assert "Run `./indgang strategy remove vores-plan`" in told
    services.remove_strategy(id="vores-plan", by=BY)
    services.load_strategies(settings.CONTENT_DIR)
