"""Rules of steering that need no database: what each indicator counts, and what may be counted together."""
