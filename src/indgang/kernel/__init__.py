"""What anything may use. No tables."""
