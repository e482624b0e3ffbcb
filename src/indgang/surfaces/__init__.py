"""Who meets us: pages and endpoints. No tables, no rules."""
