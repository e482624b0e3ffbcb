"""Rules of self-service that need no database: reading answers, showing questions, deciding."""
