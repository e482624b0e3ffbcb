"""Find the right service in everyday words."""
