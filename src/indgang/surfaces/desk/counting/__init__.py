"""Counting weeks at an entrance: one press for each contact, on a telephone."""
