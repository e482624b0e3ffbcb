"""What stands where: the catalogue's words, counted once for each generation of content."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indgang.modules.catalogue.rules.search.compounds import split
from indgang.modules.catalogue.rules.search.stems import root, stem
from indgang.modules.catalogue.rules.search.words import STOP, Word, words

# How much a word counts by where it stands. A service's name and what people call it come first.
WEIGHTS = {
    "name": 4.0,
    "words": 3.0,
    "summary": 1.6,
    "question": 1.0,
    "guidance": 0.5,
    "situation": 0.5,
    "kle": 0.6,
    "keyword": 0.6,
}
SATURATION = 1.5
PHRASES = frozenset({"name", "words", "question"})
STOP_WEIGHT = 0.08

Lookup = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a service: where it stands (a key of WEIGHTS), in which language, and what it says."""

    kind: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """All the words of one service."""

    id: str
    fields: tuple[Field, ...]


@dataclass(slots=True)
class Term:
    """One word form of the catalogue: where it counts how much, and how rare it is."""

    form: str
    written: str
    documents: dict[int, float] = field(default_factory=dict)
    phrases: list[int] = field(default_factory=list)
    rarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name or an everyday word of a service, as terms."""

    document: int
    kind: str
    language: str
    text: str
    terms: tuple[int, ...]


@dataclass(slots=True)
class Index:
    """The catalogue, ready to be asked. `by_key` finds terms by lemma, stem or root; `by_part` by a part."""

    inflections: Mapping[str, tuple[str, ...]]
    ids: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    by_form: dict[str, int] = field(default_factory=dict)
    by_lemma: Lookup = field(default_factory=lambda: defaultdict(list))
    by_stem: Lookup = field(default_factory=lambda: defaultdict(list))
    by_root: Lookup = field(default_factory=lambda: defaultdict(list))
    by_part: Lookup = field(default_factory=lambda: defaultdict(list))
    parts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    in_order: list[str] = field(default_factory=list)
    by_length: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def lemmas(self, form: str) -> tuple[str, ...]:
        return self.inflections.get(form, ())

    def known(self, form: str) -> bool:
        """Whether a piece of a word is a word of ours, inflected or not."""
        if form in STOP:
            return False
        return form in self.by_lemma or any(lemma in self.by_lemma for lemma in self.lemmas(form))


def build(documents: Iterable[Document], inflections: Mapping[str, tuple[str, ...]]) -> Index:
    """Count everything. `inflections`: folded word form to the folded lemmas it can have."""
    index = Index(inflections)
    raw: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for number, document in enumerate(documents):
        index.ids.append(document.id)
        for text in document.fields:
            _count(index, raw, number, text)
    for number, by_document in raw.items():
        term = index.terms[number]
        term.documents = {at: weight / (weight + SATURATION) for at, weight in by_document.items()}
        spread = sum(term.documents.values()) / max(term.documents.values())
        term.rarity = math.log(1 + len(index.ids) / (0.5 + spread))
        if term.form in STOP:
            term.rarity *= STOP_WEIGHT
    _connect(index)
    return index


def _count(index: Index, raw: dict[int, dict[int, float]], number: int, text: Field) -> None:
    numbers = []
    for word in words(text.text):
        at = _term(index, word)
        raw[at][number] += WEIGHTS[text.kind]
        numbers.append(at)
    if text.kind in PHRASES and numbers:
        phrase = len(index.phrases)
        index.phrases.append(Phrase(number, text.kind, text.language, text.text, tuple(numbers)))
        for at in set(numbers):
            index.terms[at].phrases.append(phrase)


def _term(index: Index, word: Word) -> int:
    at = index.by_form.get(word.form)
    if at is None:
        at = index.by_form[word.form] = len(index.terms)
        index.terms.append(Term(word.form, word.written))
        if word.parts:
            index.parts[at] = word.parts
    return at


def _connect(index: Index) -> None:
    """Bring inflected forms together, then take compounds apart with what is known by then."""
    index.in_order = sorted(index.by_form)
    for form in index.in_order:
        index.by_length[len(form)].append(form)
    for at, term in enumerate(index.terms):
        for lemma in {term.form, *index.lemmas(term.form)}:
            index.by_lemma[lemma].append(at)
        index.by_stem[stem(term.form)].append(at)
        index.by_root[root(term.form)].append(at)
    for at, term in enumerate(index.terms):
        if term.form in STOP:
            continue
        parts = index.parts.get(at) or split(term.form, index.known)
        if parts:
            index.parts[at] = parts
            for part in parts:
                if len(part) > 1:
                    for key in {part, stem(part), *index.lemmas(part)}:
                        index.by_part[key].append(at)
