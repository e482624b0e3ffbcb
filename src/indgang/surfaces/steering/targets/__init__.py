"""Targets: how each goes, one in full with chart and log, a reason and an owner."""
