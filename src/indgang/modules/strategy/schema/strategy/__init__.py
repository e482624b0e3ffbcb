"""The shape of a strategy, its checks, and how one extends another."""
