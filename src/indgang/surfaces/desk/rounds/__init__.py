"""Rounds in which places are shared out: opened, given places, run, and signed."""
