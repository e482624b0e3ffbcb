"""The deeds of the catalogue."""

import hashlib
from pathlib import Path
from typing import TypeVar

from django.db.models import Model

from indgang.modules.catalogue.models import Guidance, Lexicon, LifeSituation, Service
from indgang.modules.catalogue.rules.search.inflections import VERSION, inflections_of
from indgang.modules.catalogue.rules.search.words import words
from indgang.modules.catalogue.schema import Catalogue, ServiceShape, read_catalogue
from indgang.modules.catalogue.selectors.search import documents

M = TypeVar("M", bound=Model)


def load_catalogue(folder: Path) -> None:
    """Load services, life situations and guidance of a municipality's pack, KLE from `content/kle`.

    Raises ContentError; the caller holds the transaction. A service that has left the content is deleted when
    nothing points at it, and retired otherwise.
    """
    catalogue = read_catalogue(folder, folder.parent.parent / "kle")
    LifeSituation.objects.exclude(pk__in=[row.id for row in catalogue.life_situations]).delete()
    _store(
        LifeSituation,
        [
            LifeSituation(id=row.id, name=row.name.model_dump(), summary=row.summary.model_dump(), position=i)
            for i, row in enumerate(catalogue.life_situations)
        ],
    )
    _store(Service, [_service(row, catalogue, i) for i, row in enumerate(catalogue.services)])
    Guidance.objects.exclude(pk__in=[row.service for row in catalogue.guidance]).delete()
    _store(
        Guidance,
        [
            Guidance(service_id=row.service, body=row.model_dump(mode="json"), updated=row.updated)
            for row in catalogue.guidance
        ],
    )
    for gone in Service.objects.exclude(pk__in=[row.id for row in catalogue.services]):
        _retire(gone)
    _learn_words()


def _learn_words() -> None:
    """Keep the inflections of the catalogue's words, when its words have changed."""
    written = sorted(
        {word.written for document in documents() for text in document.fields for word in words(text.text)}
    )
    digest = hashlib.sha256("\n".join([VERSION, *written]).encode()).hexdigest()
    if not Lexicon.objects.filter(hash=digest).exists():
        Lexicon.objects.update_or_create(
            pk=1, defaults={"hash": digest, "inflections": inflections_of(written)}
        )


def _service(row: ServiceShape, catalogue: Catalogue, position: int) -> Service:
    kle = row.kle or row.kle_group or ""
    return Service(
        id=row.id,
        name=row.name.model_dump(),
        summary=row.summary.model_dump(),
        audience=[word.value for word in row.audience],
        department_id=row.department,
        unit_id=row.unit,
        kle=kle,
        kle_title=catalogue.kle.subjects[kle] if row.kle else catalogue.kle.groups[kle],
        kle_is_group=row.kle is None,
        decided_by=row.decided_by.value,
        life_situations=list(row.life_situations),
        words=row.words.model_dump(mode="json"),
        keywords=list(catalogue.kle.keywords.get(row.kle, ())) if row.kle else [],
        solution=row.solution or "",
        authority_name=row.authority.name if row.authority else "",
        authority_url=row.authority.url if row.authority else "",
        price=row.price.model_dump() if row.price else {},
        position=position,
        retired=False,
    )


def _store(model: type[M], rows: list[M]) -> None:
    """Write rows anew, or over those with the same key."""
    key = model._meta.pk.name
    fields = [field.name for field in model._meta.concrete_fields if field.name != key]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=fields)


def _retire(service: Service) -> None:
    for relation in Service._meta.related_objects:
        if relation.related_model is Guidance:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: service})
        if rows.exists():
            service.retired = True
            service.save(update_fields=["retired"])
            return
    service.delete()
