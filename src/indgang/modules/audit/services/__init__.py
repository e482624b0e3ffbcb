"""The deeds of audit."""

from indgang.modules.audit.services.checking import OwnLook, ReasonNeeded, check, reveal
from indgang.modules.audit.services.trail import record

__all__ = ["OwnLook", "ReasonNeeded", "check", "record", "reveal"]
