"""Municipalities and years side by side, with a warning for everything that was counted in another way."""
