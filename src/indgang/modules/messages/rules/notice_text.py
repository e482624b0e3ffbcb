"""What a notice says: that there is something to read, from whom, and where. Never what.

The functions are told nothing of the message but whether it reminds, so no content can slip in.
"""

import re
import unicodedata

from indgang.adapters.sms.coding import fits

LONGEST = 150
"""Letters of a NemSMS (MeMo's notification); a text message over SMPP has room for ten more."""
_SENDER = 11
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_AMOUNT = re.compile(r"(?i)[0-9][0-9. ]*(?:,[0-9]{1,2})?\s*(?:kr\b|kroner|øre\b|dkk|€)")
_LONG_NUMBER = re.compile(r"[0-9](?:[ -]?[0-9]){5,}")


class GivesAway(ValueError):
    """A notice holds what may not be in one."""


def checked(text: str, *, host: str = "") -> str:
    """The text itself. Raises GivesAway for a number of six digits or more, an amount, or what one text message cannot
    hold. `host` is an address of ours, whose digits say nothing about anybody."""
    rest = text.replace(host, "") if host else text
    if _LONG_NUMBER.search(rest):
        raise GivesAway("a number")
    if _AMOUNT.search(rest):
        raise GivesAway("an amount")
    if len(text) > LONGEST or not fits(text):
        raise GivesAway("more than one text message")
    return text


def short_text(municipality: str, host: str, *, reminds: bool) -> str:
    """For SMS and NemSMS, in Danish. The longest form that fits. Raises GivesAway when not even the shortest does."""
    begin = f"Du har post fra {municipality}"
    begin += ", som venter på dig." if reminds else "."
    for text in (
        f"{begin} Log ind på {host} og vælg Min side.",
        f"{begin} Log ind på vores hjemmeside og vælg Min side.",
    ):
        if len(text) <= LONGEST and fits(text):
            return checked(text, host=host)
    return checked("Du har post fra din kommune. Log ind på Min side.")


def subject(municipality: str, *, reminds: bool) -> str:
    """The subject of an e-mail, in Danish."""
    return (
        f"Du har post fra {municipality}, som venter på dig" if reminds else f"Du har post fra {municipality}"
    )


def mail_text(municipality: str, host: str, *, reminds: bool) -> str:
    """The text of an e-mail, in Danish and then in English."""
    waits_da = ", som venter på dig" if reminds else ""
    waits_en = ", which waits for you" if reminds else ""
    return (
        f"Hej\n\n"
        f"Du har post fra {municipality}{waits_da}.\n"
        f"Log ind på {host} og vælg Min side. Der kan du læse den.\n\n"
        f"Skriv ikke CPR-nummer i en mail. Du kan skrive til os på Min side.\n"
        f'Vil du ikke have flere mails? Vælg "Besked til mig" på Min side.\n\n'
        f"In English: You have mail from {municipality}{waits_en}. "
        f"Log in at {host} and choose My page to read it.\n"
    )


def code_text(municipality: str, code: str) -> str:
    """The code that proves whose an address is."""
    return f"Din kode er {code}. Skriv den på Min side hos {municipality}. Giv den ikke til andre."


def code_mail(municipality: str, code: str) -> str:
    """The same as an e-mail, in Danish and then in English."""
    return (
        f"Hej\n\n"
        f"Din kode er {code}. Skriv den på Min side hos {municipality}. Den gælder i 15 minutter.\n"
        f"Giv den ikke til andre. Har du ikke bedt om den, skal du ikke gøre noget.\n\n"
        f"In English: Your code is {code}. Write it on My page at {municipality}. Do not give it to anybody.\n"
    )


def sender_of(municipality: str) -> str:
    """Who a text message is from, as a phone shows it: `Lyngsø Kommune` -> `Lyngsoe`. Eleven letters at most."""
    name = re.sub(r"(?i)\s*kommune$", "", municipality).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", " ", plain).strip()[:_SENDER].strip()
    return plain if len(plain) >= 3 else "Kommunen"
