"""The municipality's schools and their districts."""
