"""Why a file is not taken, in words that say what to do instead."""

from dataclasses import dataclass
from enum import StrEnum

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file we take, and how much reading one may cost.

    `size` in bytes; `pixels` of a picture; `seconds` of processor time (and twice that by the wall's clock);
    `memory` in bytes, for the process that reads the file.
    """

    size: int = 10 * MEGABYTE
    pages: int = 300
    pixels: int = 50_000_000
    seconds: int = 10
    memory: int = 1536 * MEGABYTE


class Refusal(StrEnum):
    """What was wrong with a file."""

    NONE = "none"
    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    UNKNOWN = "unknown"
    HEIC = "heic"
    TIFF = "tiff"
    OFFICE = "office"
    LOCKED = "locked"
    SCRIPT = "script"
    LAUNCH = "launch"
    EMBEDDED = "embedded"
    OPENS = "opens"
    MEDIA = "media"
    XFA = "xfa"
    MIXED = "mixed"
    BROKEN = "broken"
    PAGES = "pages"
    PIXELS = "pixels"
    HEAVY = "heavy"
    VIRUS = "virus"
    NO_SCANNER = "no_scanner"


_PRINT = Text(
    "Åbn den, vælg Udskriv og “Gem som PDF”, og send den nye fil.",
    "Open it, choose Print and “Save as PDF”, and send the new file.",
)


def _and_print(da: str, en: str) -> Text:
    return Text(f"{da} {_PRINT.da}", f"{en} {_PRINT.en}")


SENTENCES = {
    Refusal.NONE: Text("Vælg en fil.", "Choose a file."),
    Refusal.EMPTY: Text("Filen er tom. Vælg en anden.", "The file is empty. Choose another one."),
    Refusal.TOO_BIG: Text(
        "Filen fylder mere end {size} MB. Gør den mindre, eller del den i flere filer.",
        "The file is larger than {size} MB. Make it smaller, or split it into several files.",
    ),
    Refusal.TOO_MANY: Text(
        "Der er ikke plads til flere filer her. Saml nogle af dem i én PDF, eller ring til os.",
        "There is no room for more files here. Put some of them together in one PDF, or call us.",
    ),
    Refusal.UNKNOWN: Text(
        "Vi kan kun tage imod PDF, JPEG og PNG. Gem filen som PDF, og prøv igen.",
        "We can only take PDF, JPEG and PNG. Save the file as PDF, and try again.",
    ),
    Refusal.HEIC: Text(
        "Det er et HEIC-billede, og det kan vi ikke læse. Send det som JPEG: Vælg Indstillinger, Kamera, Formater "
        "og “Mest kompatible” på din iPhone, og tag billedet igen. Du kan også sende et skærmbillede af det.",
        "This is a HEIC picture, which we cannot read. Send it as JPEG: choose Settings, Camera, Formats and "
        "“Most Compatible” on your iPhone, and take the picture again. You can also send a screenshot of it.",
    ),
    Refusal.TIFF: Text(
        "Det er en TIFF-fil. Vælg PDF på skanneren, eller gem filen som PDF, og prøv igen.",
        "This is a TIFF file. Choose PDF on the scanner, or save the file as PDF, and try again.",
    ),
    Refusal.OFFICE: Text(
        "Det er en fil fra Word, Excel eller lignende, eller en ZIP-fil. Gem den som PDF, og send den nye fil.",
        "This is a file from Word, Excel or the like, or a ZIP file. Save it as PDF, and send the new file.",
    ),
    Refusal.LOCKED: _and_print("Filen er låst med en kode.", "The file is locked with a password."),
    Refusal.SCRIPT: _and_print("Filen har et program i sig.", "The file has a program in it."),
    Refusal.LAUNCH: _and_print(
        "Filen kan starte et program hos den, der åbner den.",
        "The file can start a program on the computer of whoever opens it.",
    ),
    Refusal.EMBEDDED: Text(
        "Filen har andre filer inde i sig. Gem dem hver for sig som PDF, og send dem en ad gangen.",
        "The file has other files inside it. Save each of them as PDF, and send them one at a time.",
    ),
    Refusal.OPENS: _and_print(
        "Filen åbner noget andet af sig selv.", "The file opens something else by itself."
    ),
    Refusal.MEDIA: _and_print("Filen har lyd, film eller 3D i sig.", "The file has sound, film or 3D in it."),
    Refusal.XFA: _and_print(
        "Filen er en formular, som kun ét program kan vise.",
        "The file is a form that only one program can show.",
    ),
    Refusal.MIXED: _and_print(
        "Filen er flere slags filer på én gang.", "The file is several kinds of file at once."
    ),
    Refusal.BROKEN: Text(
        "Vi kan ikke læse filen. Den er i stykker, eller den kom ikke helt med. Gem den igen, og prøv en gang til.",
        "We cannot read the file. It is broken, or not all of it came through. Save it anew, and try once more.",
    ),
    Refusal.PAGES: Text(
        "Filen har mere end {pages} sider. Del den i flere filer.",
        "The file has more than {pages} pages. Split it into several files.",
    ),
    Refusal.PIXELS: Text(
        "Billedet er for stort. Tag det igen med lavere opløsning, eller send et skærmbillede af det.",
        "The picture is too large. Take it again with a lower resolution, or send a screenshot of it.",
    ),
    Refusal.HEAVY: _and_print("Det tager for lang tid at læse filen.", "It takes too long to read the file."),
    Refusal.VIRUS: Text(
        "Filen ligner en virus. Vi har ikke gemt den. Tjek din computer, og send en anden fil.",
        "The file looks like a virus. We have not kept it. Check your computer, and send another file.",
    ),
    Refusal.NO_SCANNER: Text(
        "Vi kan ikke tjekke filer for virus lige nu. Prøv igen om lidt, eller ring til os.",
        "We cannot check files for viruses just now. Try again in a little while, or call us.",
    ),
}


class BadFile(Expected):
    """A file that is not taken. `message` says why, and what to do; `why` is for tests and the log."""

    status = 422

    def __init__(self, why: Refusal, limits: Limits | None = None) -> None:
        of = limits or Limits()
        self.why = why
        super().__init__(SENTENCES[why].format(size=of.size // MEGABYTE, pages=of.pages))
