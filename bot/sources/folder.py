"""A folder of article files: every text file dropped there is an article."""

import stat
from dataclasses import dataclass
from pathlib import Path

from bot.articles.model import Submission, content_id

# The largest text that is read as an article: 5 MB is some 800,000 words, ten long novels.
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class FolderReading:
    """What a folder holds: its texts by file name, and for each file that cannot be used, why."""

    texts: tuple[Submission, ...]
    faults: tuple[tuple[str, str], ...]


class Folder:
    """Reads the `.txt` files of a folder; a file that has not changed is not read again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: dict[Path, tuple[tuple[int, int], Submission]] = {}

    def read(self) -> FolderReading:
        """Read the folder as it is now. Blocks on the disk; never raises for what it finds there."""
        texts: list[Submission] = []
        faults: list[tuple[str, str]] = []
        seen: dict[Path, tuple[tuple[int, int], Submission]] = {}
        try:
            files = sorted(file for file in self.path.iterdir() if file.suffix.lower() == ".txt")
        except OSError as error:
            return FolderReading((), ((str(self.path), error.strerror or "cannot be read"),))
        for file in files:
            try:
                seen[file] = self._load(file)
            except UnicodeDecodeError:
                faults.append((file.name, "not UTF-8 text"))
            except ValueError as error:
                faults.append((file.name, str(error)))
            except OSError as error:
                faults.append((file.name, error.strerror or "cannot be read"))
            else:
                texts.append(seen[file][1])
        self._seen = seen
        return FolderReading(tuple(texts), tuple(faults))

    def _load(self, file: Path) -> tuple[tuple[int, int], Submission]:
        status = file.stat()
        version = (status.st_mtime_ns, status.st_size)
        known = self._seen.get(file)
        if known and known[0] == version:
            return known
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("not a file")
        if status.st_size > MAX_BYTES:
            raise ValueError(f"larger than {MAX_BYTES // 1_000_000} MB")
        text = file.read_bytes().decode("utf-8")
        return version, Submission(content_id(text), text)
