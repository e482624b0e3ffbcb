"""A solution as it is shipped, on the tests' Lyngsø: services by the catalogue's files, letters, version."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from indgang.kernel import clock, generation
from indgang.kernel.strict_yaml import load_document
from indgang.modules.catalogue.models import Service
from indgang.modules.catalogue.schema import ServiceShape
from indgang.modules.messages import services as messages
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source, ready

CONTENT = Path(settings.CONTENT_DIR)
SOLUTIONS = CONTENT / "solutions"
CATALOGUE = CONTENT / "municipalities" / "lyngsoe" / "catalogue"


def publish(slug: str) -> None:
    """Load it without the rest of the catalogue: 109 services with their inflections take seconds to read."""
    source = read_source(SOLUTIONS / slug)
    for service in ready(source).shape.services:
        _service(service, slug)
    letters = (SOLUTIONS / slug / "letters").glob("*.yaml")
    read = {path.stem: messages.read_letter(path, solutions={slug}) for path in letters}
    messages.register_letters(owner=slug, letters=read)
    publish_source(slug, source)


def publish_source(slug: str, source: Mapping[str, str]) -> None:
    """Make a text of a solution the one that holds from now on."""
    SolutionVersion.objects.filter(slug=slug).update(active=False)
    SolutionVersion.objects.create(
        hash=fingerprint(source),
        slug=slug,
        format=FORMAT,
        source=source,
        active=True,
        loaded_at=clock.now(),
    )
    generation.set_current(generation.current() + 1)


def _service(service: str, slug: str) -> None:
    row = load_document(CATALOGUE / f"{service}.yaml").as_shape(ServiceShape)
    Service.objects.create(
        id=row.id,
        name=row.name.model_dump(),
        summary=row.summary.model_dump(),
        audience=[word.value for word in row.audience],
        department_id=row.department,
        unit_id=row.unit,
        kle=row.kle or row.kle_group or "",
        kle_title=row.kle_title,
        decided_by=row.decided_by.value,
        solution=slug,
    )
