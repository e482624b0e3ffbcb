"""Side by side, never added up, and with a warning for everything that was counted in another way."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Batch, Contact, Series
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn

PAGE = "/styring/sammenlign/"
WARNINGS = (
    "Det er ikke den samme kommune.",
    "Det er ikke det samme år.",
    "De har ikke talt på samme måde.",
    "Ikke alle kender den enkelte kanal.",
    "De har ikke samme prisliste.",
    "Kun nogle af dem kender besøg på biblioteker.",
    "Det er ikke et helt år: Lyngsø Kommune, løbende, 2026.",
    "Nogle tal er et skøn eller en stikprøve.",
)


def text(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode().replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def elsewhere(content: None) -> None:
    """What another municipality counted in two whole years, by one rule."""
    series = Series.objects.create(
        pk="nabo", municipality="nabo", title={"da": "Nabo Kommune", "en": "Neighbour"},
        counting_rule={"da": "Et opkald er en henvendelse.", "en": "A call is a contact."},
        rule_hash="x" * 64, knows_channels=True, source="nabo",
    )  # fmt: skip
    for year in (2024, 2025):
        batch = Batch.objects.create(
            name=f"nabo-{year}", kind="import", title=series.title, municipality="nabo", series=series, rows=1,
            counting_rule=series.counting_rule, first_day=date(year, 1, 1), last_day=date(year, 12, 31),
            loaded_at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        Contact.objects.create(
            at=datetime(year, 6, 1, tzinfo=UTC), direction="in", channel="telephone", kind="unknown",
            outcome="unknown", audience="unknown", handling="staff", weight=Decimal(year), batch=batch,
            quality="counted",
        )  # fmt: skip


def test_ours_and_copenhagen_with_a_warning_for_each_difference(strategist: Client) -> None:
    contacts.record(channel="self_service", handling="automatic")
    page = text(strategist)
    assert [warning for warning in WARNINGS if warning not in page] == []
    assert "9.270.000" in page
    assert "545,56 mio. kr." in page
    assert "9.270.001" not in page


def test_two_years_counted_alike_differ_in_their_year_alone(strategist: Client, elsewhere: None) -> None:
    page = text(strategist, f"{PAGE}?tal=nabo.2024&tal=nabo.2025&filter=all")
    assert "Det er ikke det samme år." in page
    assert [warning for warning in WARNINGS if warning in page] == ["Det er ikke det samme år."]
    assert "2.024" in page
    assert "2.025" in page
    assert "4.049" not in page
    assert "Ingen prisliste." in page


def test_one_column_alone_has_nothing_to_warn_of(strategist: Client, elsewhere: None) -> None:
    assert "før du sammenligner" not in text(strategist, f"{PAGE}?tal=nabo.2025")


def test_unknown_columns_are_left_out_and_no_more_than_four_are_shown(
    strategist: Client, elsewhere: None
) -> None:
    contacts.record(channel="telephone")
    assert "før du sammenligner" not in text(strategist, f"{PAGE}?tal=nabo.2025&tal=nabo.1999&tal=%27")
    every = "&".join(
        f"tal={one}"
        for one in ("live-lyngsoe.2026", "copenhagen-2009.2009", "nabo.2025", "nabo.2024", "nabo.2023")
    )
    assert "Højst fire ad gangen" in text(strategist, f"{PAGE}?{every}")


def test_with_library_visits(strategist: Client) -> None:
    assert "13.070.000" in text(strategist, f"{PAGE}?tal=copenhagen-2009.2009&filter=all")


def test_every_number_opens_its_definition(strategist: Client, elsewhere: None) -> None:
    html = strategist.get(f"{PAGE}?tal=copenhagen-2009.2009&tal=nabo.2025").content.decode()
    addresses = set(re.findall(r'href="(/styring/tal/[^"]+)"', html))
    assert len(addresses) > 20
    for address in sorted(addresses)[::5]:
        assert strategist.get(address.replace("&amp;", "&")).status_code == 200


def test_the_file_has_a_column_for_each(strategist: Client, elsewhere: None) -> None:
    answer = strategist.get(f"{PAGE}?tal=copenhagen-2009.2009&tal=nabo.2025&format=csv")
    head, first, *_ = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head == ["", "København 2009", "Nabo Kommune, 2025"]
    assert first[1:] == ["9270000", "2025"]


def test_before_anything_is_there_but_the_baseline(strategist: Client) -> None:
    assert "København 2009" in text(strategist)


def test_who_may_see_it(log_in: LogIn) -> None:
    assert log_in(Role.BOARD).get(PAGE).status_code == 200
    assert log_in(Role.SUPERVISOR).get(PAGE).status_code == 403


def test_the_questions_are_pinned(
    strategist: Client, elsewhere: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contacts.record(channel="telephone")
    strategist.get(PAGE)
    with django_assert_num_queries(14):
        strategist.get(PAGE)
