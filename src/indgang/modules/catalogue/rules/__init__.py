"""Rules of the catalogue that need no database."""
