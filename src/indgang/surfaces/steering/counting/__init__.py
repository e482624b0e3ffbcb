"""Counting weeks in steering: plan one, see how complete it is, close it, take the export."""
