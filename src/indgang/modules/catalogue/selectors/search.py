"""Find services in everyday words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indgang.kernel.generation import per_generation
from indgang.modules.catalogue.models import Lexicon, LifeSituation, Service
from indgang.modules.catalogue.rules.search.ask import ask
from indgang.modules.catalogue.rules.search.index import Document, Field, Index, build
from indgang.modules.catalogue.selectors.guidance import raw_guidance


@dataclass(frozen=True)
class Hit:
    """One service that fits. `score` has no unit: higher is better. `why`: the catalogue's words that fitted."""

    service_id: str
    score: float
    why: str


@dataclass(frozen=True)
class SearchAnswer:
    """What was asked, the services that fit, best first, and another spelling when we took one."""

    query: str
    hits: tuple[Hit, ...]
    did_you_mean: str | None


def search(query: str, *, language: str = "da", limit: int = 10) -> SearchAnswer:
    """Services that answer a question in everyday words, Danish or English, with typing errors or half typed."""
    answer = ask(_index(), query, language=language, limit=limit)
    hits = tuple(Hit(found.id, found.score, found.why) for found in answer.found)
    return SearchAnswer(query, hits, answer.did_you_mean or None)


@per_generation
def _index() -> Index:
    lexicon = Lexicon.objects.filter(pk=1).first()
    inflections = lexicon.inflections if lexicon else {}
    return build(documents(), {form: tuple(lemmas) for form, lemmas in inflections.items()})


def documents() -> list[Document]:
    """All the words of every service, asked from the database."""
    situations = {row.pk: row for row in LifeSituation.objects.all()}
    articles = raw_guidance()
    return [
        Document(row.pk, tuple(_fields(row, situations, articles.get(row.pk))))
        for row in Service.objects.filter(retired=False).order_by("position", "pk")
    ]


def _fields(
    row: Service, situations: dict[str, LifeSituation], article: dict[str, Any] | None
) -> Iterator[Field]:
    for language in ("da", "en"):
        yield Field("name", language, row.name[language])
        yield Field("summary", language, row.summary[language])
        for word in row.words.get(language, ()):
            yield Field("words", language, word)
        for key in row.life_situations:
            yield Field("situation", language, situations[key].name[language])
    yield Field("kle", "da", row.kle_title)
    for keyword in row.keywords:
        yield Field("keyword", "da", keyword)
    if article:
        yield from _article_fields(article)


def _article_fields(article: dict[str, Any]) -> Iterator[Field]:
    for language in ("da", "en"):
        for question in article["questions"]:
            yield Field("question", language, question["ask"][language])
        for key in ("intro", "who", "afterwards"):
            yield Field("guidance", language, article[key][language])
        for key in ("need", "steps"):
            for item in article[key]:
                yield Field("guidance", language, item[language])
