"""A citizen or a company logs in, comes back to where they were, and logs out."""
