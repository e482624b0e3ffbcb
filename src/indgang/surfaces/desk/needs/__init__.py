"""How a citizen wishes to be helped, told in a contact."""
