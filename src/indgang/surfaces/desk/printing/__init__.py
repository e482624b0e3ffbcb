"""Letters on paper: the list, the file for the printer, and what happened to each."""
