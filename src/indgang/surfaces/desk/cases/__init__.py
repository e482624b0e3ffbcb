"""One case: read it, ask, decide, forward."""
