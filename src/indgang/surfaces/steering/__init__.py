"""Strategist, programme office, department head, board and council."""
