"""A letter that somebody prints and posts for us, as OIO fjernprint's ForsendelseI.

The receiver is named by an address alone: the CPR number that the format demands is written as ten zeros, so the
printing house never gets it. The address is kept nowhere but in the letter.
"""

import re
from typing import Any

from lxml import etree

from indgang.adapters.digital_post import splice
from indgang.adapters.digital_post.types import PLACEHOLDER, Address, LetterOut, NotValid, Written

PRINT = "urn:oio:fjernprint:1.0.0"
ELEMENT = b"<dkal:MeddelelseIndholdData>"
NO_NUMBER = "0000000000"
LONGEST_TITLE = 256
_SPACES = {
    "fp": PRINT,
    "dkal": "urn:oio:dkal:1.0.0",
    "adir": "urn:oio:adir:dagpenge:2009.07.01",
    "sagdok": "urn:oio:sagdok:3.0.0",
    "itst": "http://rep.oio.dk/itst.dk/xml/schemas/2006/01/17/",
    "line": "http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/05/19/",
    "place": "http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/03/15/",
    "country": "http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/",
}
_LINES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


def write_letter(letter: LetterOut) -> Written:
    """The letter as bytes that follow the schema. Raises NotValid; no value stands in it."""
    if not letter.pdf.startswith(b"%PDF"):
        raise NotValid("content", "a letter on paper is a PDF")
    if not 1 <= len(letter.title) <= LONGEST_TITLE:
        raise NotValid("title", f"a title has 1 to {LONGEST_TITLE} characters")
    root = etree.Element(_name("fp:ForsendelseI"), nsmap=_SPACES)
    try:
        _fill(root, letter)
    except ValueError as error:
        raise NotValid("letter", "a text holds a character that XML cannot") from error
    return splice.written(
        root,
        schema="fjernprint",
        uuid=letter.uuid,
        format="fjernprint",
        element=ELEMENT,
        files=(letter.pdf,),
    )


def _name(prefixed: str) -> str:
    prefix, _colon, name = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{name}"


def _add(parent: Any, prefixed: str, text: str = "", **attributes: str) -> Any:
    child = etree.SubElement(parent, _name(prefixed), attributes)
    if text:
        child.text = text
    return child


def _fill(root: Any, letter: LetterOut) -> None:
    _add(root, "fp:AfsendelseIdentifikator", str(letter.uuid))
    receiver = _add(root, "fp:ForsendelseModtager")
    _add(_add(receiver, "dkal:AfsendelseModtager"), "adir:CPRnummerIdentifikator", NO_NUMBER)
    _address(_add(receiver, "fp:ModtagerAdresse"), letter.to)
    _add(root, "dkal:FilformatNavn", "PDF")
    _add(root, "dkal:MeddelelseIndholdData", PLACEHOLDER.decode())
    _add(_add(root, "fp:DokumentParametre"), "sagdok:TitelTekst", letter.title)
    printing = _add(root, "fp:PrintParametre")
    _add(printing, "fp:SimplexDuplexKode", "Duplex" if letter.duplex else "Simplex")
    _add(printing, "fp:FarveSHKode", "Farve" if letter.colour else "SH")
    if letter.category:
        _add(_add(root, "fp:PostParametre"), "fp:PostKategoriKode", letter.category)


def _address(into: Any, to: Address) -> None:
    """One to six lines. The town has no element of its own beside lines, so it is the last of them."""
    lines = [line for line in (*to.lines, f"{to.post_code} {to.town}" if to.town else "") if line.strip()]
    if not to.name.strip() or not 1 <= len(lines) <= len(_LINES):
        raise NotValid("address", "an address has a name and one to six lines")
    if to.country == "DK" and not re.fullmatch(r"[0-9]{4}", to.post_code):
        raise NotValid("address", "a Danish post code has four digits")
    _add(into, "itst:PersonName", to.name)
    for word, line in zip(_LINES, lines, strict=False):
        _add(into, f"line:PostalAddress{word}LineText", line)
    if to.post_code:
        _add(into, "place:PostCodeIdentifier", to.post_code)
    _add(into, "country:CountryIdentificationCode", to.country, scheme="iso3166-alpha2")
