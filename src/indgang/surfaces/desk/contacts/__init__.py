"""Calls and visits: begun by one press, everything in one place, closed by two."""
