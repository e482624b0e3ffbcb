"""The questions of a solution as any surface draws them, and how to read back what was typed."""
