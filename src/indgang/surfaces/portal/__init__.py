"""The citizen, the company and the helper."""
