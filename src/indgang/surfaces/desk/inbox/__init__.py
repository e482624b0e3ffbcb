"""What citizens wrote to a unit: the list, one letter, and what is done with it."""
