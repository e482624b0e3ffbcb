"""A scenario: what contacts would cost if they came in another way, and why that is no saving."""
