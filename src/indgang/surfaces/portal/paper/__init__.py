"""A solution on paper: for everybody, without a login."""
