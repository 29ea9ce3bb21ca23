"""A folder of article files: every text file dropped there is an article."""

import stat
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path

from bot.articles.clean import read_article
from bot.articles.feed import FeedEntry, FeedReading
from bot.articles.model import Submission, content_id

# The largest text that is read as an article: 5 MB is some 800,000 words, ten long novels.
MAX_BYTES = 5_000_000
# More files than a person drops into a folder; those beyond are read as articles anew at each look.
_MOST_KNOWN = 500


@dataclass(frozen=True, slots=True)
class FolderReading:
    """What a folder holds: its texts by file name, and for each file that cannot be used, why."""

    texts: tuple[Submission, ...]
    faults: tuple[tuple[str, str], ...]
    names: tuple[str, ...] = ()
    """The names of the files of `texts`."""


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
        return FolderReading(tuple(texts), tuple(faults), tuple(file.name for file in seen))

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


def feed_reading(reading: FolderReading) -> FeedReading:
    """Return the folder as a feed: an entry for each text, by date, undated last, then by file name.

    An entry is known by the name of its file, and its date is that of the article, which may lie years back.
    Takes some milliseconds for each text that it has not met before.
    """
    entries = (_entry(name, text) for name, text in zip(reading.names, reading.texts, strict=True))
    by_date = sorted(entries, key=lambda entry: -(entry.published or 0))
    return FeedReading(title=None, site_url=None, entries=tuple(by_date))


@lru_cache(maxsize=_MOST_KNOWN)
def _entry(name: str, text: Submission) -> FeedEntry:
    article = read_article(text.text, id=text.id)
    day = article.published
    published = int(datetime.combine(day, time(), UTC).timestamp()) if day else None
    return FeedEntry(guid=name, url=None, title=article.title, text=text.text, published=published)
