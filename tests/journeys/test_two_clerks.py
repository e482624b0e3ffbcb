"""Somebody comes to Maria's counter. She finds out who it is and what it is about, and Freddy takes it from there."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor


def test_a_visit_goes_from_one_clerk_to_another_and_nobody_starts_over(
    visit: Callable[..., Visitor],
) -> None:
    maria, freddy = visit(), visit()
    maria_begins(maria)
    maria_hands_over(maria)
    freddy_takes_it_and_closes(freddy)
    maria_has_nothing_left(maria)


def maria_begins(maria: Visitor) -> None:
    verbs.staff_logs_in_as(maria, "Maria Kongshøj", at="/medarbejder/login/")
    assert maria.heading == "Henvendelser"
    maria.presses_key("F2")
    maria.sees("Ingen er fundet. Du kan godt svare uden at vide, hvem det er.", "Mød os")
    maria.types("Navn", "Findes Ikke")
    maria.presses("Find")
    maria.sees("Vi fandt ingen.")
    maria.unfolds("Find den, du taler med")
    maria.types("Navn", "Aage")
    maria.presses("Find")
    maria.presses(re.compile("Det er den, jeg taler med"))
    maria.sees("Ikke kontrolleret")
    maria.presses("Billed-id")
    maria.sees("Maria Kongshøj kontrollerede id.")


def maria_hands_over(maria: Visitor) -> None:
    maria.types("Find vejledning", "flytning")
    maria.presses("Søg")
    maria.presses(re.compile("Vis vejledning.*Anmeld flytning i Danmark"))
    maria.sees("Sig det sådan", "Hvilken dato flytter du", "Er datoen inden for fristen?")
    maria.types("Find vejledning", "flytning")
    maria.presses("Søg")
    maria.presses(re.compile("Vi taler om det.*Anmeld flytning i Danmark"))
    maria.sees("Hvad sker der nu?", "Der er ikke sendt noget endnu.")
    maria.sees("Hvad kan afgøres nu?", "Ellers ser en sagsbehandler på det.")
    maria.chooses("Havde du prøvet hjemmesiden først?", "Ja")
    maria.types_in("Minutter", "4,5")
    maria.follows("Stil videre")
    maria.page.get_by_label("Hvem skal tage den?").select_option(label="ØKF · Kontaktcentret")
    maria.types_in("Hvad skal de vide", "Har glemt datoen og finder den derhjemme.")
    assert maria.page.get_by_label("Minutter").input_value() == "4,5"
    maria.presses("Stil videre")
    maria.sees("Henvendelsen er stillet videre med alt, hvad du har fundet.")


def freddy_takes_it_and_closes(freddy: Visitor) -> None:
    verbs.staff_logs_in_as(freddy, "Freddy Vestbirk", at="/medarbejder/login/")
    freddy.sees("Fra Maria Kongshøj")
    freddy.presses(re.compile("Tag den"))
    freddy.sees("Maria Kongshøj kontrollerede id.", "Har glemt datoen og finder den derhjemme.")
    freddy.sees("Hvilken dato flytter du", "Stillet videre")
    assert re.fullmatch(r"\d+\.\d\d", freddy.page.locator("main [data-clock]").first.inner_text())
    assert freddy.page.get_by_label("Minutter").input_value() == "4,5"
    assert freddy.page.get_by_role("radio", name="Ja", exact=True).is_checked()
    freddy.unfolds("Lov at ringe tilbage")
    freddy.types_in("Telefonnummer", "12 34 56 78")
    freddy.types_in("Hvad handler det om", "Datoen")
    freddy.types_date("Hvilken dag?", verbs.in_days(1))
    freddy.types_in("Minutter", "6")
    freddy.presses("Lov opkaldet")
    freddy.sees("Vi ringer tilbage. Opkaldet står på listen.", "Vi har lovet at ringe tilbage.")
    assert freddy.page.get_by_label("Minutter").input_value() == "6"
    freddy.chooses("Havde du prøvet hjemmesiden først?", "Nej")
    freddy.page.keyboard.press("F4")
    freddy.presses_key("Enter")
    freddy.sees("Henvendelsen er lukket.", "Du har ingen henvendelser i gang.")
    freddy.follows("Opkald, vi har lovet")
    freddy.sees("1 opkald.", "12345678", "Datoen")
    freddy.presses(re.compile("Ring nu"))
    freddy.sees("vi ringer")
    freddy.unfolds("Åbnet ved en fejl")
    freddy.presses("Fortryd henvendelsen")
    freddy.follows("Opkald, vi har lovet")
    freddy.presses("De svarede")
    freddy.sees("Ingen venter på et opkald")


def maria_has_nothing_left(maria: Visitor) -> None:
    maria.opens("/medarbejder/henvendelser/")
    maria.sees("Du har ingen henvendelser i gang.")
