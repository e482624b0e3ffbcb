"""Which word forms belong to the catalogue's words, taken from simplemma's Danish and English dictionaries.

The dictionaries take 110 MB and a second to open, so they are read once, when content is loaded, and only what
concerns our own words is kept. The web process never opens them.
"""

from collections import defaultdict
from collections.abc import Iterable

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from indgang.modules.catalogue.rules.search.words import folded

LANGUAGES = ("da", "en")
VERSION = "1"  # grows when the same words would give other inflections


def inflections_of(written: Iterable[str]) -> dict[str, list[str]]:
    """Folded word form to folded lemmas, for every form of every word given (small letters, as written)."""
    factory = DefaultDictionaryFactory(cache_max_size=len(LANGUAGES))
    lemmatizer = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=factory))
    wanted = list(written)
    result: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        own = {word: lemmatizer.lemmatize(word, lang=language).lower() for word in wanted}
        lemmas = set(own.values())
        for word, lemma in own.items():
            if lemma != word:
                result[folded(word)].add(folded(lemma))
        for form, lemma in factory.get_dictionary(language).items():
            if lemma in lemmas and form != lemma:
                result[folded(form)].add(folded(lemma))
    return {form: sorted(lemmas) for form, lemmas in sorted(result.items())}
