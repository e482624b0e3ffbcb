"""Certificates and licences: the holder's pages, and the page where anybody checks a code."""
