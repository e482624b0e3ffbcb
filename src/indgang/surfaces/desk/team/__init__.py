"""The page of whoever leads a unit: what runs now, what is late, and who is to have it."""
