"""A file of many: what it must hold, how far it is, what came of each row, and the rows that must be corrected."""
