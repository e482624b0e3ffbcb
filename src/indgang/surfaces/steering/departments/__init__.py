"""Departments: how people turn to each today, and what its strategies want."""
