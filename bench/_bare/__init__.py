"""The peer of `bench web`: a bare Django view with our settings, middleware and database."""
