"""Our own settings with another set of addresses: the same middleware, sessions, database and static files."""

from indgang.project.settings import *  # noqa: F403

ROOT_URLCONF = "bench._bare.urls"
