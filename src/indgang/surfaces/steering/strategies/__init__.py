"""Strategies: all of them, one as a whole document, and one that somebody sends us."""
