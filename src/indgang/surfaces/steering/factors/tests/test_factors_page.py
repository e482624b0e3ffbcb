"""The page of factors: the guide, our answers, and what a correlation cannot say."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.identity.vocabulary import Role
from indgang.modules.strategy.models import FactorAnswer
from indgang.surfaces.steering.conftest import LogIn

PAGE = "/styring/faktorer/"
FIRST = "faktor-hjemmeside"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.replace("\u00a0", " ")).split())


def text(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return words(answer.content.decode())


def send(client: Client, *lines: str) -> tuple[int, str]:
    file = SimpleUploadedFile("kommuner.csv", "\n".join(lines).encode(), content_type="text/csv")
    answer = client.post(f"{PAGE}kommuner/", {"fil": file})
    return answer.status_code, words(answer.content.decode())


def test_the_factors_with_their_page_and_how_others_do_it(strategist: Client) -> None:
    page = text(strategist)
    assert "0 af 5" in page
    assert "Kommunens hjemmeside" in page
    assert "Vordingborg Kommune:" in page
    assert "Ikke svaret endnu" in page
    assert "En kommune er ikke en borger." in page


def test_an_answer_is_kept_and_a_mistake_keeps_what_was_typed(strategist: Client) -> None:
    good = {f"svar-{FIRST}": "partly", f"note-{FIRST}": "Vi rydder op."}
    assert strategist.post(f"{PAGE}{FIRST}/", good).status_code == 302
    page = text(strategist)
    assert "Delvist : Vi rydder op." in page
    assert "1 af 5" in page
    bad = strategist.post(f"{PAGE}{FIRST}/", {f"svar-{FIRST}": "", f"note-{FIRST}": "En ny tekst"})
    assert bad.status_code == 422
    assert "Svar ja, delvist eller nej." in bad.content.decode()
    assert "En ny tekst" in bad.content.decode()
    assert FactorAnswer.objects.get().note == "Vi rydder op."


def test_municipalities_from_a_file_are_shown_and_forgotten(strategist: Client) -> None:
    rows = [f"Kommune {n};{20 + n};{'ja' if n > 5 else 'nej'}" for n in range(12)]
    status, page = send(strategist, f"kommune;selvbetjening;{FIRST}", *rows)
    assert status == 200
    assert "12 kommuner. Sammenhængen er 0,87 på en skala fra −1 til 1." in page
    assert "Kommunens hjemmeside 28,5 % (6) 22,5 % (6) +6,0 procentpoint" in page
    assert "Kommune 11" not in text(strategist)
    status, page = send(strategist, f"kommune;selvbetjening;{FIRST}", "A;50;ja")
    assert "Det er for få eller for ens" in page


def test_a_bad_file_says_the_line_and_no_file_says_so(strategist: Client) -> None:
    status, page = send(strategist, f"kommune;selvbetjening;{FIRST}", "A;120;ja")
    assert status == 422
    assert "Linje 2: selvbetjening er 120." in page
    answer = strategist.post(f"{PAGE}kommuner/")
    assert answer.status_code == 422
    assert "Vælg en fil først." in answer.content.decode()


def test_ids_stand_once_each(strategist: Client) -> None:
    ids = re.findall(r' id="([^"]+)"', strategist.get(PAGE).content.decode())
    assert [one for one in set(ids) if ids.count(one) > 1] == []


def test_who_may_answer(log_in: LogIn) -> None:
    board = log_in(Role.BOARD)
    assert "Gem svaret" not in text(board)
    assert board.post(f"{PAGE}{FIRST}/", {f"svar-{FIRST}": "yes"}).status_code == 403
    assert log_in(Role.SUPERVISOR).get(PAGE).status_code == 403


def test_the_questions_are_pinned(
    strategist: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    strategist.get(PAGE)
    with django_assert_num_queries(11):
        strategist.get(PAGE)
