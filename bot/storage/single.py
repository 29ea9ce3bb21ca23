"""One process for one SQLite database: two would send everything twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import AlreadyRunning, SettingsError


@contextmanager
def only_process(data_dir: Path) -> Iterator[None]:
    """Hold the folder of a database for as long as the context lasts; raises `AlreadyRunning` if it is held.

    The system itself lets go of it when a process ends, however it ends.
    """
    path = data_dir / "digest-bot.lock"
    try:
        file = path.open("a")
    except OSError as error:
        raise SettingsError(f"DATA_DIR: {path} cannot be written ({error.strerror})") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"DATA_DIR: another process already runs the bot with the database in {data_dir}; "
                "stop it first, or give this one a folder of its own"
            ) from error
        yield


def is_held(data_dir: Path) -> bool:
    """Whether a process runs the bot with the database in a folder."""
    try:
        with only_process(data_dir):  # for a moment, in which none can start: a thousandth of a second
            return False
    except AlreadyRunning:
        return True
