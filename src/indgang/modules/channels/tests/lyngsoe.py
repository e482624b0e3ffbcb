"""Lyngsø's catalogue, entrances and plans for tests: read from the files once, then put back from memory."""

from typing import Any

from django.conf import settings
from django.db import models

from indgang.kernel import generation
from indgang.modules.catalogue import models as catalogue_models
from indgang.modules.catalogue import services as catalogue
from indgang.modules.channels import models as channels_models
from indgang.modules.channels import services as channels
from indgang.modules.identity import models as identity_models
from indgang.modules.identity import services as identity

# In the order in which they may be written.
TABLES: list[type[models.Model]] = [
    identity_models.Municipality,
    identity_models.Department,
    identity_models.Unit,
    identity_models.Parameter,
    catalogue_models.LifeSituation,
    catalogue_models.Service,
    catalogue_models.Guidance,
    catalogue_models.Lexicon,
    channels_models.Entrance,
    channels_models.Plan,
    channels_models.PlanEntry,
]
_unchanged = 0
_rows: dict[type[models.Model], list[dict[str, Any]]] = {}


def put_lyngsoe(*, for_reading: bool = False) -> None:
    """Write the demo's content into the empty tables of a test.

    `for_reading`: the test changes nothing, so what earlier ones counted up (the search's index) still holds.
    """
    global _unchanged
    if not _rows:
        home = settings.CONTENT_DIR / "municipalities" / "lyngsoe"
        identity.load_pack(home)
        catalogue.load_catalogue(home)
        channels.load_entrances(home)
        channels.load_plans(home)
        _rows.update({table: list(table._default_manager.values()) for table in TABLES})
    else:
        for table in TABLES:
            table._default_manager.bulk_create([table(**row) for row in _rows[table]])
    number = _unchanged if for_reading and _unchanged else generation.current() + 1_000
    _unchanged = number if for_reading else _unchanged
    identity_models.Generation.objects.update_or_create(pk=1, defaults={"number": number})
    generation.set_current(number)
