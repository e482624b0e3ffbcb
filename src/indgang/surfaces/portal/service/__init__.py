"""The page of one service."""
