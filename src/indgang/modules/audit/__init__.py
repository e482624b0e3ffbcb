"""Who did what, when, to what, for which purpose. Append-only, text keys."""
