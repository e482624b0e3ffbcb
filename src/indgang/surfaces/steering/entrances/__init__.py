"""Entrances: what comes to each today, and what a strategy plans for them."""
