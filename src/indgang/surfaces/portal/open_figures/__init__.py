"""Open figures: how the municipality is contacted, for everybody to read and to download."""
