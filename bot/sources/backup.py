"""What is kept of a chat as JSON: how its setup is written there, and read out of it again.

Keys of the file:

- `format` ("digest-bot"), `version` (1), `exported_at`
- `setup`: of the place where it was asked for: `schedule`, `digest` (how much comes, and what else), `look`,
  `sources` in their order, `words`. This alone is read again.
- `other_topics`: setups of the other topics of the chat, each with its `topic`
- `chats`: of the chat and each topic: when and by whom it was set up, how far its digests have come, what was
  `shown`, and which articles were taken `apart` from their stories
- `asked`: articles and links that were asked for; `access`: how the chat is let in

Moments are ISO 8601 in UTC, local times "08:00", weekdays 0 (Monday) to 6.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, TypeVar, cast

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.articles.links import web_link
from bot.articles.lists import Listed
from bot.digest.look import MOST_SENTENCES, SHARES, Look
from bot.digest.model import ALL_WEEK, Schedule
from bot.digest.profile import HEAVIEST, Field
from bot.digest.schedule import UNTIL_RESUMED, is_zone
from bot.digest.setup import KeptWord, Setup
from bot.digest.spoken_times import MAX_TIMES
from bot.digest.wished_words import normal_word
from bot.digest.wishes import MOST_WORDS, Options, Taste
from bot.errors import UserError
from bot.render.languages import LANGUAGES
from bot.sources.channel import channel_url
from bot.summarize import ALGORITHMS

FORMAT, VERSION = "digest-bot", 1

# More than a digest or a day of news can have.
_MOST_OF_A_DIGEST = 1_000
# As in other lists of sources.
_MOST_SOURCES = 5_000
# Longer names of sources are cut when they are read; so are folders.
_MOST_TITLE, _MOST_FOLDERS = 400, 20

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Backup:
    """What can be set up again out of a file."""

    setup: Setup
    exported_at: int | None
    """UTC seconds."""


def moment_text(moment: int | None) -> str | None:
    """Return a moment, UTC seconds, as the file has it."""
    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")


def setup_values(setup: Setup) -> Json:
    """Return how a file has a setup."""
    schedule, options, look = setup.schedule, setup.options, setup.look
    return {
        "schedule": {
            "time_zone": schedule.timezone,
            "times": [at.isoformat("minutes") for at in schedule.times],
            "weekdays": sorted(schedule.weekdays),
            "quiet": [at.isoformat("minutes") for at in schedule.quiet] if schedule.quiet else None,
            "paused_until": moment_text(schedule.paused_until),
        },
        "digest": {
            "is_silent": setup.is_silent,
            "says_nothing_new": setup.says_nothing_new,
            "most_stories": setup.most_stories,
            "most_minutes": setup.most_minutes,
            "has_roundup": options.has_roundup,
            "breaking_sources": options.breaking_sources,
            "breaking_most": options.breaking_most,
        },
        "look": {name: getattr(look, name) for name in Look.__dataclass_fields__},
        "sources": [
            {
                "address": source.url,
                "kind": source.kind.value,
                "title": source.title,
                "folders": list(source.folders),
                "weight": source.weight,
            }
            for source in setup.sources
        ],
        "words": [
            {
                "kind": word.kind.value,
                "word": word.word,
                "weight": word.weight,
                "looks_at": word.field.value,
                "source": word.source,
            }
            for word in setup.words
        ],
    }


def read_backup(body: bytes) -> Backup:
    """Read what can be set up again out of a file.

    Raises `UserError`: backup_broken with the `line` and `column` where it stops being JSON, backup_not_ours,
    backup_newer, backup_value with the `key` whose value cannot be used.
    """
    try:
        values = json.loads(body.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise UserError("backup_broken", line=error.lineno, column=error.colno) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise UserError("backup_broken", line=1, column=1) from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise UserError("backup_not_ours")
    if values.get("version") != VERSION:
        raise UserError("backup_newer")
    return Backup(_setup(_Part(values, "").part("setup")), _Part(values, "").moment("exported_at"))


class _Part:
    """An object of the file; a value that cannot be used is named by its way through the file."""

    def __init__(self, values: object, way: str) -> None:
        if not isinstance(values, dict):
            raise UserError("backup_value", key=way or "setup")
        self._values, self._way = values, way

    def part(self, key: str) -> "_Part":
        """Return an object within; one that is missing has nothing in it."""
        return _Part(self._values.get(key, {}), self._named(key))

    def parts(self, key: str, most: int) -> "list[_Part]":
        """Return the objects of a list."""
        listed = self.all(key, most, lambda one: one)
        return [_Part(one, f"{self._named(key)}[{number}]") for number, one in enumerate(listed)]

    def all(self, key: str, most: int, made: Callable[[Any], T]) -> list[T]:
        """Return what is made of the values of a list of at most so many."""
        listed = self._values.get(key, [])
        if not isinstance(listed, list) or len(listed) > most:
            raise UserError("backup_value", key=self._named(key))
        return [self._made(key, one, made) for one in listed]

    def one(self, key: str, made: Callable[[Any], T], default: T) -> T:
        """Return what is made of a value; the default where it is missing or null."""
        value = self._values.get(key)
        return default if value is None else self._made(key, value, made)

    def needed(self, key: str, made: Callable[[Any], T]) -> T:
        """Return what is made of a value that has to be there."""
        return self._made(key, self._values.get(key), made)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return whether something holds."""
        return self.one(key, _flag, default)

    def number(self, key: str, of: Iterable[int]) -> int | None:
        """Return one of some numbers, None for none."""
        return self.one(key, _among(of), None)

    def moment(self, key: str) -> int | None:
        """Return a moment in UTC seconds."""
        return self.one(key, _moment, None)

    def _made(self, key: str, value: object, made: Callable[[Any], T]) -> T:
        try:
            return made(value)
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise UserError("backup_value", key=self._named(key)) from error

    def _named(self, key: str) -> str:
        return f"{self._way}.{key}" if self._way else key


def _setup(part: _Part) -> Setup:
    digest, look = part.part("digest"), part.part("look")
    language = look.one("language", _among(LANGUAGES), None)
    sources: dict[str, Listed] = {}
    for one in map(_source, part.parts("sources", _MOST_SOURCES)):
        sources.setdefault(one.url, one)
    return Setup(
        _schedule(part.part("schedule")),
        Options(
            digest.flag("has_roundup"),
            digest.number("breaking_sources", range(2, 20)),
            digest.number("breaking_most", range(1, 100)) or Options().breaking_most,
        ),
        digest.flag("is_silent"),
        digest.flag("says_nothing_new"),
        Look(
            language=language,
            is_language_chosen=look.flag("is_language_chosen") and language is not None,
            sentences=look.number("sentences", range(1, MOST_SENTENCES + 1)),
            share=look.number("share", SHARES),
            algorithm=look.one("algorithm", _among(ALGORITHMS), None),
            has_links=look.flag("has_links", default=True),
            is_brief=look.flag("is_brief"),
        ),
        digest.number("most_stories", range(1, _MOST_OF_A_DIGEST)),
        digest.number("most_minutes", range(1, _MOST_OF_A_DIGEST)),
        tuple(sources.values()),
        tuple(dict.fromkeys(_word(one) for one in part.parts("words", MOST_WORDS))),
    )


def _schedule(part: _Part) -> Schedule:
    quiet = part.all("quiet", 2, _time) if part.one("quiet", lambda value: value, []) else []
    return Schedule(
        part.one("time_zone", _zone, "UTC+00:00"),
        tuple(sorted(set(part.all("times", MAX_TIMES, _time)))),
        frozenset(part.all("weekdays", len(ALL_WEEK), _among(ALL_WEEK))) or ALL_WEEK,
        (quiet[0], quiet[1]) if len(quiet) > 1 and quiet[0] != quiet[1] else None,
        part.moment("paused_until"),
    )


def _source(part: _Part) -> Listed:
    url, kind = part.needed("address", _address)
    return Listed(
        url,
        kind,
        part.one("title", _title, None),
        tuple(part.all("folders", _MOST_FOLDERS, _text)),
        weight=part.number("weight", range(-HEAVIEST, HEAVIEST + 1)) or 0,
    )


def _word(part: _Part) -> KeptWord:
    return KeptWord(
        part.one("kind", Taste, Taste.MUTE),
        part.needed("word", _wished),
        part.number("weight", range(-HEAVIEST, HEAVIEST + 1)) or 0,
        part.one("looks_at", Field, Field.TEXT),
        part.one("source", lambda value: _address(value)[0], None),
    )


def _address(value: object) -> tuple[str, FeedKind]:
    text = _text(value)
    if text == FOLDER_URL:
        return text, FeedKind.FOLDER
    if channel := channel_url(text):
        return channel, FeedKind.CHANNEL
    if link := web_link(text):
        return link, FeedKind.FEED
    raise ValueError(text)


def _among(known: Iterable[T]) -> Callable[[Any], T]:
    every = list(known)

    def made(value: object) -> T:
        if isinstance(value, bool):
            raise TypeError
        return every[every.index(cast(T, value))]

    return made


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value.strip()


def _title(value: object) -> str:
    return _text(value)[:_MOST_TITLE]


def _wished(value: object) -> str:
    if word := normal_word(_text(value)):
        return word
    raise ValueError


def _zone(value: object) -> str:
    if is_zone(zone := _text(value)):
        return zone
    raise ValueError


def _time(value: object) -> time:
    at = time.fromisoformat(_text(value))
    return time(at.hour, at.minute)


def _moment(value: object) -> int:
    read = datetime.fromisoformat(_text(value))
    moment = int((read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp())
    if not 0 <= moment <= UNTIL_RESUMED:
        raise ValueError
    return moment
