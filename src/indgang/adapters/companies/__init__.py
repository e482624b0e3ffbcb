"""The company register (CVR): companies, where they are, and whether they still exist."""
