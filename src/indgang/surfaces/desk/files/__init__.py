"""Files of a case, at the desk: scanned in, fetched, taken out."""
