"""Rules of cases that need no database."""
