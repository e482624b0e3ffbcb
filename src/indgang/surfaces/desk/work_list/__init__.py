"""The list of cases that wait for us."""
