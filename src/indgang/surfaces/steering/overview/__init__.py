"""The overview: where we stand, in words, pictures and numbers."""
