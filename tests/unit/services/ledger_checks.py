"""What must hold of the ledger and of what Telegram accepted, whatever happens."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.digest.model import Place
from bot.storage.ledger import MOST_DOUBTS
from tests.botapi import BotApiServer
from tests.unit.services.ledger_readers import Reader
from tests.unit.services.ledger_world import Copy, Row, World

_OPEN = {"pending", "sending"}
_NEXT = {
    "pending": {"pending", "sending", "sent", "unknown", "dead"},
    "sending": {"pending", "sending", "sent", "unknown", "dead"},
    "sent": {"sent"},
    "unknown": {"unknown"},
    "dead": {"dead"},
}


def check_rows(before: dict[int, Row], rows: Sequence[Row]) -> None:
    """Each part goes from state to state as it may, and its row says what belongs to its state."""
    for row in rows:
        state, shown = row["state"], {key: row[key] for key in row if key != "text"}
        old = before.get(row["id"])
        assert not old or state in _NEXT[old["state"]], (old, shown)
        assert not old or row["doubts"] >= old["doubts"], (old, shown)
        assert (state == "sending") == bool(row["owner"]) == bool(row["lease_until"]), shown
        assert (state in _OPEN) == (row["ended_at"] is None), shown
        assert state in _OPEN or row["text"] is None, shown
        assert (state == "sent") == (row["message_id"] is not None), shown
        assert row["doubts"] < MOST_DOUBTS or state == "unknown", shown
        assert state != "sending" or row["text"], shown
        assert not (old and old["text"] and row["text"]) or _same(old["text"], row["text"]), shown


def check_slots(before: dict[int, Row], rows: Sequence[Row]) -> None:
    """One digest for each local date and time, each for a later one than the one before; parts in order."""
    digests: dict[tuple[int, str], set[object]] = {}
    ids: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for row in rows:
        key = (row["chat_id"], row["slot"])
        if row["digest_id"]:
            digests.setdefault(key, set()).add(row["digest_id"])
        if row["message_id"]:
            ids.setdefault(key, []).append((row["part"], row["message_id"]))
    assert all(len(one) == 1 for one in digests.values()), digests
    assert all(sorted(one) == sorted(one, key=lambda pair: pair[1]) for one in ids.values()), ids
    for row in rows:
        if row["id"] not in before and row["digest_id"] and row["part"] == 0:
            datetime.fromisoformat(row["slot"])
            earlier = [
                old["slot"]
                for old in before.values()
                if old["chat_id"] == row["chat_id"] and old["digest_id"]
            ]
            assert all(slot < row["slot"] for slot in earlier), (row["slot"], earlier)


def check_copies(copies: Sequence[Copy], lost: Iterable[Copy], readers: Iterable[Reader]) -> None:
    """No story comes twice to a place, but where the bot could not know; and then it comes as it was."""
    everybody = list(readers)
    own = Counter(place for reader in everybody for place in set(reader.places))
    told = Counter((copy.place, story) for copy in copies for story in copy.stories)
    unknown = Counter((copy.place, story) for copy in lost for story in copy.stories)
    for (place, story), count in told.items():
        allowed = max(1, own[place]) + unknown[place, story]
        assert count <= allowed, f"{story} came {count} times to {place}, {allowed} at most"


def check_calls(world: World, server: BotApiServer) -> None:
    """Nothing is sent to whom it cannot be sent, nor before a pause is over that this life knows of."""
    assert not world.refusals_known, world.refusals_known
    for early in server.early:
        known = early.barred_since > world.process.started_at
        if early.scope and known:
            raise AssertionError(f"before the end of a pause: {early}")


def told_by(copies: Sequence[Copy]) -> dict[Place, set[str]]:
    """What was told where."""
    told: dict[Place, set[str]] = {}
    for copy in copies:
        told.setdefault(copy.place, set()).update(copy.stories)
    return told


def _same(one: str, other: str) -> bool:
    return one == other or "".join(_words(one)) == "".join(_words(other))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub("<[^>]*>", "", text))
