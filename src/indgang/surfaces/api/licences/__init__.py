"""The door that answers whether a number plate has a licence."""
