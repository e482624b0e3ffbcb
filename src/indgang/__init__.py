"""Indgang: a platform that lets a municipality run its service and channel strategy."""
