"""The journey of a matter, and the ledger of every contact and measurement."""
