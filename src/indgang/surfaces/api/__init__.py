"""Doors for other systems: no pages, no sessions, no languages."""
