"""The screen that stands towards the citizen: no login, one contact, to read."""
