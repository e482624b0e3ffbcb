"""Login by OpenID Connect at a MitID broker: two clients, citizens and staff, at one issuer."""
