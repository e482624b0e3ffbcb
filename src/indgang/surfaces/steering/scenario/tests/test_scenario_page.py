"""The page of a scenario: the figures of the goal for 2012, why they are no saving, and one's own."""

import csv
import io
import re

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn

PAGE = "/styring/strategi/citizen-2012/scenarie/"


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    html = answer.content.decode().replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


FIGURES = (
    "9,5 mio. henvendelser i 2012 for 362,90 mio. kr.", "182,66 mio. kr. mindre end i 2009", "38,20 kr.",
    "545,56 mio. kr.", "40,00 %", "35,00 %", "15,00 %", "10,00 %", "3,14 %", "36,65 %", "31,41 %", "28,80 %",
    "3.800.000", "11,40 mio. kr.",
)  # fmt: skip


def test_the_goal_of_2012_comes_out_exactly(strategist: Client) -> None:
    page = text(strategist, PAGE)
    assert [one for one in FIGURES if one not in page] == []


def test_the_page_says_why_channel_arithmetic_is_no_saving(strategist: Client) -> None:
    page = text(strategist, PAGE)
    assert "Hvorfor er 182,66 mio. kr. ikke en besparelse?" in page
    assert "47,00 mio. kr." in page
    assert "182,66 mio. kr. og 47,00 mio. kr. kan ikke regnes om til hinanden." in page
    assert "s. 16 og 18" in page
    english = text(strategist, f"/en{PAGE}")
    assert "Why is 182.66 million DKK not a saving?" in english
    assert "47.00 million DKK" in english


def test_every_picture_has_a_table_and_the_steps_add_up(strategist: Client) -> None:
    html = strategist.get(PAGE).content.decode()
    assert len(re.findall(r'<svg class="chart"', html)) == 4
    assert len(re.findall(r'role="img" aria-labelledby', html)) == 4
    assert " style=" not in html
    steps = re.search(r'<desc id="scenario-steps-desc">(.*?)</desc>', html)
    assert steps is not None
    numbers = [
        float(number.replace(".", "").replace(",", ".").replace("−", "-")) * (1 if unit else 1e-6)
        for number, unit in re.findall(r": \+?(−?[\d.,]+) (mio\. )?kr\.", steps[1].replace("\u00a0", " "))
    ]
    assert len(numbers) == 6
    assert abs(sum(numbers[:-1]) - numbers[-1]) < 0.05


def test_ones_own_scenario_is_an_address_and_shows_its_doubt(strategist: Client) -> None:
    page = text(
        strategist,
        f"{PAGE}?regn=1&tal=strategi&aar=2012&vaekst=0+til+2&flyt1_fra=telephone&flyt1_til=digital&flyt1_procent=10+til+30",
    )
    assert "Flytning 1" in page
    assert "–" in page
    assert "9.270.000 – 9.837.398" in page
    assert "2012: hvis det går sådan" in page


def test_a_mistake_is_told_at_once_and_keeps_what_was_typed(strategist: Client) -> None:
    answer = strategist.get(f"{PAGE}?regn=1&aar=2012&andel_digital=50&andel_telephone=40")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Andelene giver 90 procent. De skal give 100." in html
    assert 'value="50"' in html
    assert "Skriv et årstal" in text(strategist, f"{PAGE}?regn=1&aar=i+morgen", 422)
    assert "Kun om" in text(strategist, f"{PAGE}?regn=1&aar=1999", 422)
    assert "pas" in text(
        strategist,
        f"{PAGE}?regn=1&aar=2012&flyt1_fra=telephone&flyt1_til=digital&flyt1_procent=5&flyt1_ydelse=pas",
        422,
    )


def test_every_mistake_is_told_in_one_go(strategist: Client) -> None:
    page = text(
        strategist,
        f"{PAGE}?regn=1&aar=abcd&andel_digital=130&andel_telephone=-5&andel_in_person=-5&vaekst=3+til+1&antal=0",
        422,
    )
    for said in (
        "Skriv et årstal med fire cifre.", "Andelene giver 120 procent. De skal give 100.",
        "En andel kan ikke være under 0.", "Skriv det laveste tal først.", "Skriv et tal over 0.",
    ):  # fmt: skip
        assert said in page
    assert "Skriv et år efter 2009." in text(strategist, f"{PAGE}?regn=1&aar=2009", 422)


def test_the_document_explains_its_own_figures_and_no_others(strategist: Client) -> None:
    shares = "andel_digital=40&andel_telephone=35&andel_in_person=15&andel_written=10"
    same = text(strategist, f"{PAGE}?regn=1&aar=2012&antal=9.500.000&{shares}")
    assert "182,66 mio. kr. og 47,00 mio. kr. kan ikke regnes om" in same
    other = text(strategist, f"{PAGE}?regn=1&aar=2015&antal=9.500.000&{shares}")
    assert "47,00 mio. kr." not in other
    assert "Strategien selv regner på en anden måde" not in other


def test_a_doubt_below_none_is_explained(strategist: Client) -> None:
    page = text(strategist, f"{PAGE}?regn=1&aar=2012&vaekst=-5+til+1")
    assert "Et minus betyder, at det bliver dyrere." in page
    page = text(strategist, f"{PAGE}?regn=1&aar=2012&vaekst=-1+til+5")
    assert "mere end i 2009" in page
    assert "Et minus betyder, at det bliver billigere." in page
    assert "kr.." not in page


def test_over_our_own_figures_it_says_that_the_year_is_not_over(strategist: Client) -> None:
    contacts.record(channel="self_service", handling="automatic")
    contacts.record(channel="telephone", handling="staff")
    address = "/styring/strategi/kl-gevinstrealisering/scenarie/"
    assert "Hvad nu hvis?" in text(strategist, address)
    page = text(strategist, f"{address}?regn=1&tal=egne&aar=2027&antal=1000&prisliste=copenhagen-2009")
    assert "Året er ikke gået" in page
    assert "er kun talt til i dag" in page
    assert "mindre end i" not in page
    assert "til nu" in page
    assert "1.000" in page


def test_a_year_without_contacts_says_what_to_do(strategist: Client) -> None:
    contacts.live_batch()
    assert "Udgangspunktet har ingen henvendelser." in text(
        strategist, f"{PAGE}?regn=1&tal=egne&aar=2027", 422
    )


def test_the_file_has_every_year_and_channel(strategist: Client) -> None:
    answer = strategist.get(f"{PAGE}maal-2012/?format=csv")
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head[0] == "År"
    assert len(rows) == 10
    assert rows[-1][2] == "9500000"
    assert rows[-1][7] == "362900000"


def test_who_may_see_it(log_in: LogIn, strategist: Client) -> None:
    assert strategist.get("/styring/strategi/citizen-2012/scenarie/findes-ikke/").status_code == 404
    assert strategist.get("/styring/strategi/findes-ikke/scenarie/").status_code == 404
    assert log_in(Role.SUPERVISOR).get(PAGE).status_code == 403


def test_the_questions_of_the_page_are_pinned(
    strategist: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    strategist.get(PAGE)
    with django_assert_num_queries(17):
        strategist.get(PAGE)
