"""A reading that its process does not survive. A child finds it by name: it needs a module of its own."""

import os
import signal


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
