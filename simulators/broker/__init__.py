"""The login broker: a Node program. The Python here starts it and walks through it in tests."""
