"""Children that do not outlive us, even when we are killed so hard that we cannot end them ourselves."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> Callable[[], None] | None:
    """For Popen's `preexec_fn`: Linux sends the child SIGTERM when we are gone. None where there is no such
    thing (macOS); there a child outlives a supervisor that is killed with SIGKILL."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def arm() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # gone between fork and prctl
            os._exit(1)

    return arm
