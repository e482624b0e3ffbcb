"""One service: who came to the desk about it, how it went, and who can do it alone afterwards."""
