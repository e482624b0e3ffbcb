"""Ask the index: which services answer a few words, best first."""

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from indgang.modules.catalogue.rules.search.index import STOP_WEIGHT, Index
from indgang.modules.catalogue.rules.search.match import Meanings, is_really_near, meanings
from indgang.modules.catalogue.rules.search.words import Word, words

MOST_WORDS = 16
MOST_LETTERS = 200
PHRASE = 1.6
NAME = 1.05
OTHER_LANGUAGE = 0.97
QUESTION = 0.8
LEAST_OF_BEST = 0.2


@dataclass(frozen=True, slots=True)
class Found:
    """One answer: the service, how well it fits, and the catalogue's words that fitted best."""

    id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Services, best first, and how we think the question was meant when it was spelt otherwise."""

    found: tuple[Found, ...]
    did_you_mean: str


@dataclass(slots=True)
class _Unit:
    """One word of the question: what it may mean, how much each service has of it, how much it tells."""

    meanings: Meanings
    documents: dict[int, float]
    weight: float


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One word as it was typed, and the spelling that we took instead (or empty), with what that found."""

    written: str
    instead: str
    unit: _Unit


def ask(index: Index, query: str, *, language: str = "da", limit: int = 10) -> Answer:
    """Rank the services for a question."""
    asked = words(query[:MOST_LETTERS])[:MOST_WORDS]
    units, spelling = _units(index, asked, open_end=not query.endswith((" ", ".", "?")))
    whole = sum(unit.weight for unit in units)
    if not units or not any(unit.documents for unit in units):
        return Answer((), "")
    scores: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    for unit in units:
        for at, share in unit.documents.items():
            scores[at] += unit.weight * share
            covered[at] += unit.weight * min(1.0, 2 * share)
    phrases = _phrases(index, units, whole, language)
    ranked = []
    for at, score in scores.items():
        fit, why = phrases.get(at, (0.0, ""))
        total = score / whole * (0.4 + 0.6 * covered[at] / whole) + PHRASE * fit
        ranked.append(Found(index.ids[at], round(total, 4), why))
    ranked.sort(key=lambda found: (-found.score, found.id))
    least = ranked[0].score * LEAST_OF_BEST
    best = tuple(found for found in ranked[:limit] if found.score >= least)
    return Answer(best, _suggestion(spelling, index.ids.index(best[0].id)))


def _suggestion(spelling: list[_Spelling], first: int) -> str:
    """The question as we think it was meant; empty when nothing was spelt otherwise.

    Each new spelling must be really near, and be a reason for the best answer: else it is a word that we do not know.
    """
    new = [word for word in spelling if word.instead]
    if not new or not all(is_really_near(word.written, word.instead) for word in new):
        return ""
    if not all(first in word.unit.documents for word in new):
        return ""
    return " ".join(word.instead or word.written for word in spelling)


def _units(index: Index, asked: list[Word], *, open_end: bool) -> tuple[list[_Unit], list[_Spelling]]:
    only_stop = all(word.is_stop for word in asked)
    units: list[_Unit] = []
    spelling: list[_Spelling] = []
    joined = _joined(index, asked)
    for i, word in enumerate(asked):
        found, instead = meanings(index, word, last=open_end and i == len(asked) - 1)
        factor = STOP_WEIGHT if word.is_stop and not only_stop else 1.0
        units.append(_unit(index, found, factor * (0.5 if i in joined else 1.0)))
        spelling.append(_Spelling(word.written, "" if i in joined else instead, units[-1]))
    for first in sorted(joined):
        if first + 1 in joined:
            form = asked[first].form + asked[first + 1].form
            if form in index.by_form:
                found, _ = meanings(index, Word(form, form), last=False)
                units.append(_unit(index, found, 1.0))
    return units, spelling


def _joined(index: Index, asked: list[Word]) -> set[int]:
    """Places of words that were written apart and are one word with us."""
    places: set[int] = set()
    for i, (one, other) in enumerate(pairwise(asked)):
        if one.form + other.form in index.by_form:
            places |= {i, i + 1}
    return places


def _unit(index: Index, found: Meanings, factor: float) -> _Unit:
    documents: dict[int, float] = {}
    for at, sure in found.items():
        for document, share in index.terms[at].documents.items():
            value = sure * share
            if value > documents.get(document, 0.0):
                documents[document] = value
    if not documents:
        return _Unit(found, documents, factor * math.log(1 + len(index.ids)) * 0.5)
    most = max(documents.values())
    spread = sum((share / most) ** 2 for share in documents.values())
    return _Unit(found, documents, factor * math.log(1 + len(index.ids) / (0.5 + spread)))


def _phrases(index: Index, units: list[_Unit], whole: float, language: str) -> dict[int, tuple[float, str]]:
    """How well the best name or everyday word of each service fits the question as a whole (0 to about 1)."""
    hits: dict[int, dict[int, float]] = defaultdict(dict)  # phrase -> unit -> how surely
    terms: dict[int, float] = {}
    for number, unit in enumerate(units):
        for at, sure in unit.meanings.items():
            terms[at] = max(sure, terms.get(at, 0.0))
            for hit in index.terms[at].phrases:
                if sure > hits[hit].get(number, 0.0):
                    hits[hit][number] = sure
    best: dict[int, tuple[float, str]] = {}
    for number, by_unit in hits.items():
        phrase = index.phrases[number]
        recall = sum(units[at].weight * sure for at, sure in by_unit.items()) / whole
        weight = sum(index.terms[at].rarity for at in phrase.terms)
        precision = sum(index.terms[at].rarity * terms.get(at, 0.0) for at in phrase.terms) / weight
        if not recall or not precision:
            continue
        fit = 2 * precision * recall / (precision + recall)
        fit *= NAME if phrase.kind == "name" else QUESTION if phrase.kind == "question" else 1.0
        fit *= 1.0 if phrase.language == language else OTHER_LANGUAGE
        if fit > best.get(phrase.document, (0.0, ""))[0]:
            best[phrase.document] = (fit, phrase.text)
    return best
