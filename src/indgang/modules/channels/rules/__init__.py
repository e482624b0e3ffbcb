"""Rules of channels that need no database: opening hours, which plan holds, and what is offered."""
