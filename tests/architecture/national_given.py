"""A solution that the municipality hands over, so that there is a way out to a national one."""

from indgang.kernel import generation
from indgang.modules.identity.models import Municipality
from indgang.modules.selfservice.models import SolutionVersion

SLUG = "overdraget"
ORIGIN = "sygedagpenge-refusion"


def give() -> None:
    """The same content as the solution that Lyngsø does itself, under a name that it hands over."""
    own = SolutionVersion.objects.get(slug=ORIGIN, active=True)
    source = {**own.source, "solution.yaml": own.source["solution.yaml"] + "\n# handed over\n"}
    SolutionVersion.objects.create(
        hash="0" * 63 + "1", slug=SLUG, format=own.format, source=source, active=True, loaded_at=own.loaded_at
    )
    row = Municipality.objects.get()
    row.profile["solutions"].append({"solution": SLUG, "mode": "hand_over"})
    row.save()
    generation.set_current(generation.current() + 1)
