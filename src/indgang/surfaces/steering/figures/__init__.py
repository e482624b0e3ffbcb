"""One figure: what it counts, where it comes from, and the rows behind it."""
