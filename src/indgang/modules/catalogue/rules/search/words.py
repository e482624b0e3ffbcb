"""Text into words that can be compared: small letters, and one spelling for æ, ø and å."""

import re
import unicodedata
from dataclasses import dataclass

_SPELLED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "ß": "ss", "ð": "d"}
)
_APOSTROPHES = re.compile(r"['’`´]")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_WORD = 40

# Words that only hold a sentence together, in both languages. They weigh almost nothing.
_DANISH = """
ad af alle alt anden andet andre at blev blevet bliver blive burde bør da de dem den denne dens der deres derfor det
dette dig din dine disse dit dog du efter eller en end endnu er et få fået får fik for fordi fra før gang gerne giver
gjorde god godt gør gøre ham han hans har hav have havde hej hende hendes henne her hos hun hvad hvem hver hvilke
hvilken hvilket hvis hvor hvordan hvorfor hvornår i ikke ind ingen intet ja jeg jer jeres jo kan kom komme kommer kun
kunne lige lide lidt lille man mange med meget mellem men mere mig min mine mit må måtte ned nej nogen noget nogle nok
nu når nær og også om omkring op os over på sammen se selv ser sig sin sine sit skal skulle som stor så sådan tak
temmelig ting til tit under ud uden uge undskyld var ved vi vil ville vores være været vær altid begge bare hele
derhen derinde dernede bag bagved blandt gennem imod indtil mod siden snart straks også ønsker vil gerne
"""
_ENGLISH = """
a about after again all also am an and any are aren as at be because been before being between both but by can cannot
could did do does doing don down during each few for from further get gets getting got had has have having he her here
hers him his how i if in into is isn it its just like me might more most must my myself need needs no nor not now of
off on once only or other our ours out over own please same shall she should so some such than that the their them
then there these they this those through to too under until up us very want wants was we were what when where which
while who whom why will with would you your yours
"""


def folded(text: str) -> str:
    """`Børnehave` becomes `boernehave`, so that every way to write it is the same."""
    small = unicodedata.normalize("NFC", text).lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", small))
    return "".join(character for character in plain if not unicodedata.combining(character))


STOP = frozenset(folded(_DANISH + _ENGLISH).split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its folded form without hyphens, how it was written, and what stood between its hyphens."""

    form: str
    written: str
    parts: tuple[str, ...] = ()

    @property
    def is_stop(self) -> bool:
        return self.form in STOP


def words(text: str) -> list[Word]:
    """The words of a text, in order. `p-licens` is one word with two parts."""
    found = []
    for raw in re.findall(r"[^\W_]+(?:-[^\W_]+)*", _APOSTROPHES.sub("", unicodedata.normalize("NFC", text))):
        match = _WORD.fullmatch(folded(raw))
        if not match:
            continue
        parts = tuple(match[0].split("-"))
        form = "".join(parts)[:LONGEST_WORD]
        found.append(Word(form, raw.lower()[:LONGEST_WORD], parts if len(parts) > 1 else ()))
    return found
