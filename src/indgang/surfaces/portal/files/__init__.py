"""Files that a citizen sends: collected in a list, removed until they are sent, fetched again afterwards."""
