"""The yearly report that a council reads: made, listed, shown, and set as a PDF."""
