"""Prepared letters for whoever writes them: how each looks, how hard it is to read, and what it said before."""
