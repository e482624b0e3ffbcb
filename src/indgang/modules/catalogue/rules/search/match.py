"""Which known words a typed word may mean, and how surely."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indgang.modules.catalogue.rules.search.compounds import lone_part, split
from indgang.modules.catalogue.rules.search.index import Index
from indgang.modules.catalogue.rules.search.stems import root, stem
from indgang.modules.catalogue.rules.search.words import Word, folded

SAME, LEMMA, STEM, ROOT = 1.0, 0.95, 0.9, 0.7
PART, OWN_PART, SHARED_PART, LONE_PART = 0.6, 0.55, 0.35, 0.4
BEGUN, BEGUN_BUT_WHOLE = 0.75, 0.4  # a word that is whole in itself is hardly the beginning of another
MISSPELT, MISSPELT_MORE = 0.75, 0.6
SHORT_STEM, SHORT_ROOT, SHORT = 0.75, 0.5, 3  # *far* and *fare* share a stem of three letters by chance
SURE = 0.7
TOLD_FROM, TOLD_TWO_FROM = (
    6,
    10,
)  # letters: from here one letter, or two, may be wrong in a spelling we suggest
_BARE = str.maketrans("æøå", "aoa")

Meanings = dict[int, float]


def meanings(index: Index, word: Word, *, last: bool) -> tuple[Meanings, str]:
    """Terms with how surely they are meant (0 to 1), and the spelling we took instead, or an empty text.

    `last`: the word may still be being typed, so its beginning is enough.
    """
    found: Meanings = {}
    _direct(index, word.form, found)
    parts = word.parts or split(word.form, index.known)
    for part in parts:
        if len(part) > 1:
            _part(index, part, found)
    if last and len(word.form) >= 3:
        _begun(index, word.form, found, BEGUN_BUT_WHOLE if word.form in index.by_form else BEGUN)
    best = max(found.values(), default=0.0)
    if best >= OWN_PART:
        return found, ""
    instead = _misspelt(index, word.form, found)
    if not instead and not found:
        piece = lone_part(word.form, index.known)
        if piece:
            _raise(found, _all(index, piece), LONE_PART)
    return found, instead


def _all(index: Index, form: str) -> Iterable[int]:
    """Every term that is a form of this word."""
    own: Meanings = {}
    _direct(index, form, own, parts=False)
    return own


def _direct(index: Index, form: str, found: Meanings, *, parts: bool = True) -> None:
    if form in index.by_form:
        found[index.by_form[form]] = SAME
    for lemma in {form, *index.lemmas(form)}:
        _raise(found, index.by_lemma.get(lemma, ()), LEMMA)
        if parts:
            _raise(found, index.by_part.get(lemma, ()), PART)
    _raise(found, index.by_stem.get(stem(form), ()), STEM if len(stem(form)) > SHORT else SHORT_STEM)
    _raise(found, index.by_root.get(root(form), ()), ROOT if len(root(form)) > SHORT else SHORT_ROOT)
    if parts:
        _raise(found, index.by_part.get(form, ()), PART)
        _raise(found, index.by_part.get(stem(form), ()), PART)


def _part(index: Index, part: str, found: Meanings) -> None:
    _raise(found, _all(index, part), OWN_PART)
    for key in {part, stem(part), *index.lemmas(part)}:
        _raise(found, index.by_part.get(key, ()), SHARED_PART)


def _begun(index: Index, form: str, found: Meanings, weight: float) -> None:
    start = bisect_left(index.in_order, form)
    longer = takewhile(lambda known: known.startswith(form), islice(index.in_order, start, None))
    _raise(found, (index.by_form[known] for known in longer), weight)


def _misspelt(index: Index, form: str, found: Meanings) -> str:
    """The nearest known words; how far they may be depends on how long the word is."""
    allowed = 0 if len(form) < 4 else 1 if len(form) < 7 else 2
    if not allowed or form.isdigit():
        return ""
    lengths = range(len(form) - allowed, len(form) + allowed + 1)
    candidates = [known for length in lengths for known in index.by_length.get(length, ())]
    near = process.extract(form, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=8)
    if not near:
        return ""
    nearest = min(distance for _, distance, _ in near)
    for known, distance, _ in near:
        if distance == nearest:
            weight = MISSPELT if distance == 1 else MISSPELT_MORE
            _raise(found, _all(index, known), weight)
    return index.terms[index.by_form[near[0][0]]].written


def is_really_near(typed: str, known: str) -> bool:
    """Whether a known word is so like the typed one that we may say so; both as they are written.

    A short word, or one that begins with another letter, is more often a word that we do not know (`hund` is not
    `hånd`). What may be said is less than what may be searched for. An o for an ø is no error of its own.
    """
    mine, theirs = folded(typed), folded(known)
    if len(mine) < TOLD_FROM or mine[:1] != theirs[:1]:
        return False
    far = 2 if len(mine) >= TOLD_TWO_FROM else 1
    return (
        min(OSA.distance(mine, theirs), OSA.distance(typed.translate(_BARE), known.translate(_BARE))) <= far
    )


def _raise(found: Meanings, terms: Iterable[int], weight: float) -> None:
    for at in terms:
        if found.get(at, 0.0) < weight:
            found[at] = weight
