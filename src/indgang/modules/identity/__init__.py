"""Departments, people, companies, employees, roles, mandates, and content as loaded."""
