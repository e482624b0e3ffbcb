"""Outside systems as separate, honest processes."""
