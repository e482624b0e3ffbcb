"""Strategies, targets and indicators: what is to be reached, and how far we are."""
