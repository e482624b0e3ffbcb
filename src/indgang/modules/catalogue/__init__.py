"""Services, life situations, guidance and search."""
