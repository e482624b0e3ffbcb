"""Letters to many: made from a list, looked at, started, followed, paused and stopped."""
