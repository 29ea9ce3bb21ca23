"""What came of a scenario: the database says what was meant, the server's journal says what arrived."""

import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from bot.digest.model import ChatKind, Place
from tests.botapi import Accepted
from tests.kills.readers import EIGHT, Reader

DATABASE = "digest-bot.db"
_DAY = 86_400
_TITLE = re.compile(r"Title (\w+-\d\d)")

Part: TypeAlias = tuple[Place, int]
"""One message of the one digest that a place gets."""


@dataclass(frozen=True)
class Ledger:
    """What a database holds at one moment."""

    states: dict[Part, str]
    pages: dict[Place, Sequence[str]]
    """The digest of each place, page by page."""
    doubtful: set[Part]
    """What may have arrived or not, as far as is recorded."""
    next_due: dict[Place, int | None]
    health: str
    """"ok", or what is wrong with the file."""


@dataclass
class Verdict:
    """What is to be said of one scenario."""

    step: str
    seed: int
    kills: int = 0
    lost: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    """Copies where the bot died between Telegram's acceptance and the record of it."""
    copies: list[str] = field(default_factory=list)
    """All other copies."""
    faults: list[str] = field(default_factory=list)
    recovery: float = 0.0
    """Seconds from the new start until everything was sent and recorded."""
    ending: float = 0.0
    """Seconds that the slowest stop took."""

    @property
    def holds(self) -> bool:
        """Whether everything is as it must be."""
        return not (self.lost or self.copies or self.faults)


def read_dead(folder: Path) -> Ledger:
    """Return what a killed bot left. The file itself stays as it is: mending it is the next bot's task."""
    with TemporaryDirectory() as scratch:
        for name in (DATABASE, f"{DATABASE}-wal"):
            if (folder / name).exists():
                shutil.copy(folder / name, scratch)
        return _read(Path(scratch))


def read_ended(folder: Path) -> Ledger:
    """Return what a bot left that has ended."""
    return _read(folder)


def is_settled(folder: Path) -> bool:
    """Whether no digest is due and nothing is to be sent, in the database of a running bot."""
    query = """
        SELECT (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending'))
             + (SELECT count(*) FROM chats WHERE next_due_at <= ?)
    """
    try:
        with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as connection:
            return bool(connection.execute(query, [EIGHT]).fetchone() == (0,))
    except sqlite3.OperationalError:  # just being opened, or mended
        return False


def _read(folder: Path) -> Ledger:
    states: dict[Part, str] = {}
    pages: dict[Place, Sequence[str]] = {}
    doubtful: set[Part] = set()
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        chats = connection.execute("SELECT telegram_id, topic_id, next_due_at FROM chats").fetchall()
        rows = connection.execute(
            "SELECT telegram_id, topic_id, part, deliveries.state, digest_id, doubts FROM deliveries"
            " JOIN chats ON chats.id = chat_id"
        ).fetchall()
        texts = {
            digest: [text for (text,) in connection.execute(_PAGES, [digest])]
            for digest in {row[4] for row in rows}
        }
        health = " ".join(line for (line,) in connection.execute("PRAGMA integrity_check"))
    for telegram_id, topic_id, part, state, digest, doubts in rows:
        place = Place(telegram_id, topic_id)
        states[place, part] = state
        pages[place] = texts[digest]
        if state == "sending" or doubts:
            doubtful.add((place, part))
    return Ledger(states, pages, doubtful, {Place(chat, topic): due for chat, topic, due in chats}, health)


_PAGES = "SELECT value FROM digests, json_each(pages) WHERE digests.id = ? ORDER BY json_each.key"


def judge(
    verdict: Verdict,
    readers: Iterable[Reader],
    accepted: Iterable[Accepted],
    ledger: Ledger,
    in_doubt: Collection[Part],
    starts: Sequence[float],
) -> None:
    """Complete a verdict.

    `ledger` is how it ended; `in_doubt` are the parts that were on their way, as far as the ledger knew, when
    a bot died; `starts` is when each bot was started, by the server's clock.
    """
    texts = _by_part(verdict, accepted, ledger)
    for reader in readers:
        _judge_plan(verdict, reader, ledger)
        for part in _parts(reader, ledger):
            calls = texts.pop(part, [])
            if not calls:
                verdict.lost.append(_name(part))
            elif ledger.states.get(part) != "sent":
                verdict.faults.append(f"{_name(part)} ended as {ledger.states.get(part)}")
            _judge_copies(verdict, part, calls, in_doubt, starts)
    verdict.faults += [f"{_name(part)} was for nobody" for part in texts]
    if ledger.health != "ok":
        verdict.faults.append(f"the database is broken: {ledger.health}")


def _judge_plan(verdict: Verdict, reader: Reader, ledger: Ledger) -> None:
    """See that the digest of a reader holds what it is to hold, and that the next one comes tomorrow."""
    titles = _TITLE.findall(" ".join(ledger.pages.get(reader.place, ())))
    if sorted(titles) != sorted(reader.titles):
        verdict.faults.append(f"the digest of {reader.place} has {len(titles)} of {len(reader.titles)}")
    if ledger.next_due[reader.place] != EIGHT + _DAY:
        verdict.faults.append(f"{reader.place} is due next at {ledger.next_due[reader.place]}")


def _judge_copies(
    verdict: Verdict,
    part: Part,
    calls: Sequence[Accepted],
    in_doubt: Collection[Part],
    starts: Sequence[float],
) -> None:
    copies = len(calls) - 1
    if copies < 1:
        return
    # What one bot sends twice, no death excuses.
    senders = {sum(start <= call.at for start in starts) for call in calls}
    excused = copies == 1 and part in in_doubt and len(senders) == 2
    (verdict.allowed if excused else verdict.copies).append(f"{_name(part)} {len(calls)} times")
    if len({call.params["text"] for call in calls}) > 1:
        verdict.faults.append(f"{_name(part)} came in different words")


def _by_part(verdict: Verdict, accepted: Iterable[Accepted], ledger: Ledger) -> dict[Part, list[Accepted]]:
    found: dict[Part, list[Accepted]] = defaultdict(list)
    for call in accepted:
        place = Place(call.params["chat_id"], call.params.get("message_thread_id") or 0)
        pages = ledger.pages.get(place, ())
        part = next((n for n, page in enumerate(pages) if call.params["text"].endswith(page)), None)
        if part is None:
            verdict.faults.append(f"{place} got what no digest holds")
        else:
            found[place, part].append(call)
    return found


def _parts(reader: Reader, ledger: Ledger) -> list[Part]:
    count = len(ledger.pages.get(reader.place, ())) if reader.kind is ChatKind.CHANNEL else 1
    return [(reader.place, part) for part in range(max(count, 1))]


def _name(part: Part) -> str:
    place, number = part
    return f"part {number + 1} for {place.chat_id}" + (f"/{place.topic_id}" if place.topic_id else "")
