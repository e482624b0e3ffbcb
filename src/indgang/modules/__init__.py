"""What we do: tables, rules and deeds. No pages."""
