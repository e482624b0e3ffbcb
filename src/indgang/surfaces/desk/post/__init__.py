"""What did not arrive: the letters of one's units, each with its trace, and what somebody can do."""
