"""What people read when something goes wrong."""

import pytest
from django.test import Client

from indgang.kernel.text import lix


def test_a_page_that_is_not_there_says_what_to_do_and_whom_to_call(client: Client, lyngsoe: None) -> None:
    answer = client.get("/findes-ikke/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "Vi kan ikke finde siden" in html
    assert "99 99 00 00" in html


def test_a_thing_that_is_not_yours_looks_exactly_like_one_that_is_not_there(
    client: Client, lyngsoe: None
) -> None:
    answer = client.get("/gaar-galt/not-yours/")
    assert answer.status_code == 404
    assert "Vi kan ikke finde siden" in answer.content.decode()


def test_a_change_by_somebody_else_is_told_in_a_sentence(client: Client, lyngsoe: None) -> None:
    answer = client.get("/gaar-galt/stale/")
    assert answer.status_code == 409
    assert "Nogen har ændret det" in answer.content.decode()


def test_a_part_of_a_page_gets_a_part_as_its_error(client: Client, lyngsoe: None) -> None:
    html = client.get("/gaar-galt/stale/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert "Nogen har ændret det" in html


def test_a_breakdown_asks_nothing_of_the_database(lyngsoe: None) -> None:
    client = Client(raise_request_exception=False)
    client.get("/")
    answer = client.get("/gaar-galt/crash/")
    assert answer.status_code == 500
    html = answer.content.decode()
    assert "Noget gik galt hos os" in html
    assert "RuntimeError" not in html


@pytest.mark.django_db(databases=[])
def test_a_breakdown_is_told_even_without_any_database() -> None:
    from django.test import RequestFactory

    from indgang.surfaces.common.errors import server_error

    assert "Something went wrong" in server_error(RequestFactory().get("/en/x/")).content.decode()


def test_no_error_page_speaks_of_codes_and_all_are_easy_to_read(client: Client, lyngsoe: None) -> None:
    import re

    for path in ("/findes-ikke/", "/gaar-galt/stale/"):
        main = client.get(path).content.decode().split("<main", 1)[1].split("</main>")[0]
        words = re.sub(r"<[^>]+>", " ", re.sub(r"</(p|h1|a|button|label)>", ". ", main))
        assert lix(words) < 35, path
        assert not re.search(r"\b(400|403|404|409|500)\b", words)


def test_the_address_of_a_form_opened_again_says_how_to_go_on(client: Client, lyngsoe: None) -> None:
    answer = client.get("/gaar-galt/form/", headers={"Accept": "text/html"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Gå tilbage i din browser" in answer.content.decode()
    assert client.get("/gaar-galt/form/").content == b"", "a machine needs no page"
