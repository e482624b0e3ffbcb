"""The vehicle register (DMR): which vehicles somebody owns or uses, and what they are."""
