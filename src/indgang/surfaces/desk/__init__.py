"""Front desk, contact centre and caseworker."""
