"""The shape of solution.yaml, of its letters, and of examples.yaml."""
