"""Whom we talk to: one folder per outside system, with client, fake, types and tests."""
