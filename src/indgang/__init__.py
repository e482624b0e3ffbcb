"""Indgang: a platform that lets a municipality run its service and channel strategy."""

__version__ = "0.1.0"
