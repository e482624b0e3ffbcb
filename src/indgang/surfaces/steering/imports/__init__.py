"""Figures from elsewhere: what was imported, how it went, and taking it back."""
