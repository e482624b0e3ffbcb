"""The shape of the channels' content, and how it is read."""

from indgang.modules.channels.schema.entrances import EntranceShape, read_entrances
from indgang.modules.channels.schema.plans import LineShape, PlanShape, read_plans
from indgang.modules.channels.schema.procedure import read_procedure

__all__ = ["EntranceShape", "LineShape", "PlanShape", "read_entrances", "read_plans", "read_procedure"]
