"""The analytical engine of one process: the indicators' expressions, run where the rows are.

Loaded at the first question about a figure, never by a page for citizens. `backends` says what a backend is and
which one is used, `duck` is the one without a server, `postgres` the one with.
"""

from indgang.modules.strategy.selectors.engine.asking import Behind, Engine, engine
from indgang.modules.strategy.selectors.engine.backends import Backend

__all__ = ["Backend", "Behind", "Engine", "engine"]
