"""From the shape of solution.yaml to a solution that is ready: compiles and checks everything in it."""

from indgang.modules.selfservice.schema.build.whole import build

__all__ = ["build"]
