"""Staff can go on without the systems: the procedure is open, quick, and comes from the content."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from indgang.kernel import generation
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.channels import services
from indgang.modules.channels.models import Procedure
from indgang.modules.channels.schema import read_procedure
from indgang.modules.identity.services import content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe", "plain_pages")]
PACK = settings.CONTENT_DIR / "municipalities" / "lyngsoe"
WRITTEN = PACK / "procedure.yaml"


@pytest.fixture
def written() -> None:
    services.load_procedure(PACK)
    generation.set_current(generation.current() + 1)


def body(name: str) -> str:
    return Client().get(reverse(f"desk:{name}")).content.decode()


def test_it_says_what_to_do_say_and_write_down(written: None) -> None:
    page = body("procedure")
    for text in ("Gør det nu", "Skriv altid det her ned", "Vores system er nede.", "Når det virker igen"):
        assert text in page
    assert "data-print" in page
    assert "flytning" in page


def test_it_is_there_in_english(written: None) -> None:
    page = Client().get("/en" + reverse("desk:procedure")).content.decode()
    assert "Always write this down" in page
    assert "Our system is down." in page


def test_it_asks_the_database_nothing(written: None, django_assert_num_queries: Any) -> None:
    for name in ("procedure", "tally_sheet", "tally_file"):
        body(name)
        with django_assert_num_queries(0):
            body(name)


def test_it_answers_while_the_database_is_away(written: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("the database is away")

    for name in ("procedure", "tally_sheet"):
        body(name)
    monkeypatch.setattr(content, "_checked_at", 0.0)
    with connection.execute_wrapper(away):
        assert "Gør det nu" in body("procedure")
        assert "Tælleark" in body("tally_sheet")


def test_a_municipality_that_wrote_none_is_told_what_to_do() -> None:
    page = body("procedure")
    assert "Kommunen har ikke skrevet, hvad I skal gøre" in page
    assert "Skriv ned, hvem der ringer" in page


def test_the_sheet_has_room_for_what_a_contact_asks_and_no_cpr() -> None:
    page = body("tally_sheet")
    assert page.count('<th scope="row">') == 20
    assert "Skriv aldrig CPR-nummer her." in page
    answer = Client().get(reverse("desk:tally_file"))
    assert answer["Content-Disposition"] == 'attachment; filename="taelleark.csv"'
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Nr.;Kl.;Telefon")
    assert len(lines) == 21


def test_taking_it_out_of_the_content_takes_it_away(written: None, tmp_path: Path) -> None:
    assert Procedure.objects.exists()
    services.load_procedure(tmp_path)
    assert not Procedure.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("service: laegeskift", "service: nix"), "`nix` is no service"),
        (("service: laegeskift", "service: friplads"), "stands here twice"),
        (("down: login", "down: self_service"), "stands here twice"),
        (("down: login", "down: everything"), "down"),
        (("at_once:", "at_one:"), "at_one"),
    ],
)
def test_a_wrong_file_says_where_and_what(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    (tmp_path / "procedure.yaml").write_text(WRITTEN.read_text().replace(*change, 1))
    with pytest.raises(ContentError) as refused:
        read_procedure(tmp_path, {"flytning-indland", "laegeskift", "friplads"})
    assert said in str(refused.value)
