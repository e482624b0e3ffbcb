"""Writing the audit trail."""

from typing import Any

from indgang.kernel import clock
from indgang.kernel.known_write import insert
from indgang.modules.audit.models import Event


def record(
    *,
    action: str,
    actor: str,
    object: str = "",
    party: str = "",
    purpose: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Write one row. Part of the caller's transaction: a deed that fails leaves no trace of having been done."""
    insert(
        Event(
            at=clock.now(),
            action=action,
            actor=actor,
            object=object,
            party=party,
            purpose=purpose[:200],
            detail=detail or {},
        )
    )
