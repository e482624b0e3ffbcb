"""The clerk's end of the screen that stands towards the citizen."""
