"""The pages of targets: the list, one in full with its year, and what somebody writes about it."""

import csv
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.modules.contacts import services as contacts
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Role
from indgang.modules.strategy import selectors
from indgang.surfaces.steering.conftest import NOW, STAFF, LogIn

LIST = "/styring/strategi/lyngsoe-2026/maal/"
KEY = "lyngsoe-2026:channel_share:digital:all::2026"
ONE = f"{LIST}{KEY}/"
OLD = "/styring/strategi/citizen-2012/maal/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode().replace("\u00a0", " ")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def contacts_this_year() -> None:
    """Fifty contacts a month: five, ten, fifteen and twenty of them digital, against a target of 30 per cent."""
    for month in (1, 2, 3, 4):
        clock.freeze(datetime(2026, month, 1 if month == 1 else 9, 10, tzinfo=UTC))
        for number in range(50):
            contacts.record(channel="self_service" if number < 5 * month else "telephone")
    clock.freeze(NOW)


def once(html: str) -> str:
    return re.search(r'name="once" value="([^"]+)"', html).group(1)  # type: ignore[union-attr]


def test_the_list_says_how_it_goes_in_one_sentence(strategist: Client) -> None:
    contacts_this_year()
    text = words(page(strategist, LIST))
    assert "Målene i Lyngsø 2026-2029" in text
    assert (
        "1 mål er usikkert, 1 mål er på vej, 18 mål er det for tidligt at sige noget om, 7 mål kan ikke bedømmes."
        in text
    )
    assert "Andel af henvendelser, Digitalt 2026 På vej 25,00 %" in text  # 50 of 200 to date
    assert "Økonomiforvaltningen" in text


def test_a_document_of_another_year_shows_where_it_stood(strategist: Client) -> None:
    text = words(page(strategist, OLD))
    assert (
        "Andel af henvendelser, Digitalt 2012 Kan ikke bedømmes 19,42 % skøn 2009 – Mindst 40 % 2012" in text
    )
    assert "Højst 31" in text
    assert "Uden besøg på biblioteker" in text


def test_what_a_document_expects_the_cost_to_be_split_as_is_no_goal(strategist: Client) -> None:
    text = words(page(strategist, OLD))
    assert "Andel af udgiften, Telefon 2012 Ventet fordeling 24,52 % skøn 2009 – Ventet 37 % 2012" in text
    one = words(page(strategist, f"{OLD}citizen-2012:cost_share:telephone:without_library_visits::2012/"))
    assert "Kilden venter 37 % i 2012." in one
    assert "Højst 37" not in text + one


def test_each_value_of_the_list_has_the_name_of_its_column_for_a_phone(strategist: Client) -> None:
    html = page(strategist, LIST)
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', html)
    for row in body.split("<tr>")[1:]:
        assert re.findall(r'<td[^>]* data-title="([^"]+)"', row) == heads[1:]


def test_every_link_of_the_lists_leads_somewhere(strategist: Client) -> None:
    contacts_this_year()
    for address in (LIST, OLD):
        links = set(re.findall(r'href="(/styring/[^"#]+)', page(strategist, address)))
        assert len(links) > 10
        for link in links:
            assert strategist.get(link.replace("&amp;", "&")).status_code == 200, link


def test_one_target_in_words_with_its_year_as_picture_and_table(strategist: Client) -> None:
    contacts_this_year()
    html = page(strategist, ONE)
    text = words(html)
    assert "Andel af henvendelser, Digitalt 2026" in text
    assert "Til nu er tallet 25,00 %. Målet for 2026 er mindst 30 %. Ved årets slutning venter vi" in text
    assert "Det er på vej." in text  # ten points more each month
    assert '<svg class="chart chart-year"' in html
    assert "Til nu: 25,0 %. Mål 2026: 30 %. Prognose:" in re.search(r"<desc[^>]*>([^<]+)", html).group(1)  # type: ignore[union-attr]
    assert "Tallene måned for måned" in text
    assert "jan 10,00 % 10,0 %" in text
    assert "apr 40,00 % 25,0 %" in text
    assert "hele måneders retning" in text
    assert "Se 50 rækker" in text
    assert "Altid en digital løsning" in text  # the goal of the frame that it belongs to
    assert " style=" not in html


def test_without_figures_the_page_says_why_and_draws_nothing(strategist: Client) -> None:
    html = page(strategist, ONE)
    assert "<svg class=" not in html.split("<main")[1]
    assert "Der er ingen rækker at tælle." in words(html)
    assert "Ingen har skrevet noget endnu." in words(html)


def test_a_reason_is_written_and_stands_in_log_and_list(strategist: Client) -> None:
    contacts_this_year()
    sent = {"text": "Kampagnen <b>virker</b>.\nVi fortsætter.", "once": once(page(strategist, ONE))}
    for _ in range(2):  # pressed twice
        answer = strategist.post(f"{ONE}grund/", sent, follow=True)
        assert answer.redirect_chain == [(ONE, 302)]
    html = answer.content.decode()
    assert html.count("Kampagnen &lt;b&gt;virker&lt;/b&gt;.<br>Vi fortsætter.") == 1
    assert "Begrundelsen er gemt." in html
    text = words(html.replace("\u00a0", " "))
    assert "Sara Strateg · 4. maj 2026 kl. 12.00 · På vej Til nu: 25,0 %. Prognose:" in text
    assert "Kampagnen" in words(page(strategist, LIST))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("   ", "Skriv, hvorfor tallet er, som det er."),
        ("x" * 2001, "Skriv højst 2.000 tegn."),
        ("Ring til 010203-1234", "Der står noget, som ligner et CPR-nummer."),
    ],
)
def test_a_reason_that_cannot_be_kept_stays_in_the_field(strategist: Client, text: str, says: str) -> None:
    answer = strategist.post(f"{ONE}grund/", {"text": text, "once": "a"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert says in html
    assert 'href="#f-text"' in html
    assert text.strip() in html
    assert selectors.target_log(KEY) == []


def test_the_owner_is_chosen_from_the_list(strategist: Client) -> None:
    answer = strategist.post(f"{ONE}ejer/", {"owner": "kontaktcenter", "once": "a"}, follow=True)
    assert "Ejeren er gemt." in answer.content.decode()
    assert "Ejer: Kontaktcentret" in words(answer.content.decode())
    wrong = strategist.post(f"{ONE}ejer/", {"owner": "cirkus", "once": "b"})
    assert wrong.status_code == 422
    assert "Vælg en forvaltning eller en enhed fra listen." in wrong.content.decode()


def test_who_comes_back_to_the_address_of_a_deed_gets_the_target(strategist: Client) -> None:
    assert strategist.get(f"{ONE}grund/")["Location"] == ONE
    assert strategist.get(f"{ONE}ejer/")["Location"] == ONE


def test_unknown_targets_are_not_found(strategist: Client) -> None:
    for address in (
        f"{LIST}lyngsoe-2026:contacts:all:all::1999/",
        f"{LIST}citizen-2012:contacts:digital:all::2012/",  # another strategy's
        "/styring/strategi/findes-ikke/maal/",
    ):
        page(strategist, address, 404)
    assert strategist.post(f"{LIST}noget-andet/grund/", {"text": "x"}).status_code == 404


def test_a_board_reads_and_does_not_write(log_in: LogIn) -> None:
    board = log_in(Role.BOARD)
    html = page(board, ONE)
    assert "Skriv en begrundelse" not in html
    assert "Se 10 rækker" not in html
    assert board.post(f"{ONE}grund/", {"text": "x"}).status_code == 403


def test_a_department_head_writes_about_the_own_department_only(client: Client, content: None) -> None:
    account = identity.account_for_staff(
        subject="head", name="Hanne Chef", roles=[Role.DEPARTMENT_HEAD], unit="byggeri"
    )
    client.force_login(account, backend=STAFF)
    own = "/styring/strategi/lyngsoe-tmf-2026/maal/lyngsoe-tmf-2026:channel_share:digital:all:department=tmf:2026/"
    assert "Skriv en begrundelse" in page(client, own)
    assert client.post(f"{own}grund/", {"text": "Ny løsning.", "once": "a"}).status_code == 302
    assert "Skriv en begrundelse" not in page(client, ONE)
    assert client.post(f"{ONE}grund/", {"text": "Ikke min.", "once": "a"}).status_code == 403
    another = "/styring/strategi/lyngsoe-oekf-2026/maal/"
    assert "department=oekf" not in page(client, another)  # what another department's part does


def test_a_citizen_and_a_clerk_see_nothing(citizen: Client, log_in: LogIn) -> None:
    assert citizen.get(ONE).status_code == 404
    assert log_in(Role.CLERK).get(ONE).status_code == 403


def test_the_list_as_a_file(strategist: Client) -> None:
    contacts_this_year()
    answer = strategist.get(f"{LIST}?format=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="lyngsoe-2026-maal.csv"'
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["Mål"], first["År"], first["Til nu"]) == ("Andel af henvendelser, Digitalt", "2026", "25")
    assert float(first["Mindst"].replace(",", ".")) < float(first["Prognose"].replace(",", "."))
    nothing = next(row for row in rows if row[0].startswith("Afgjort automatisk"))
    assert nothing[4] == ""  # what is unknown is never 0
    for format, begins in (("xlsx", b"PK"), ("parquet", b"PAR1")):
        assert strategist.get(f"{LIST}?format={format}").content.startswith(begins)


def test_in_english(strategist: Client) -> None:
    contacts_this_year()
    text = words(page(strategist, f"/en{ONE}"))
    assert "The target for 2026 is at least 30%." in text
    assert "It is on track." in text
    assert "Write a reason" in text


def test_its_queries(strategist: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    contacts_this_year()
    page(strategist, LIST)
    with django_assert_num_queries(11):
        page(strategist, LIST)
    page(strategist, ONE)
    with django_assert_num_queries(12):
        page(strategist, ONE)
