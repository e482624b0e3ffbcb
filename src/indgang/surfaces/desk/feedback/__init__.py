"""What staff say about the texts of services, and what the editors answer."""
