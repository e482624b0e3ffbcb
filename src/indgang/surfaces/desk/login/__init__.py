"""A member of staff logs in by the staff client, with the roles that the login says, and logs out."""
