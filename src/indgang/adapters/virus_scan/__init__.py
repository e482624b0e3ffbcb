"""A virus scanner: ClamAV's daemon, or nothing."""
