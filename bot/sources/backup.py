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
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.articles.lists import Listed, folder_names, folder_text
from bot.articles.urls import absolute
from bot.digest.look import MOST_SENTENCES, SHARES, Look
from bot.digest.model import ALL_WEEK, Schedule
from bot.digest.profile import HEAVIEST, Field
from bot.digest.schedule import is_zone
from bot.digest.setup import KeptWord, Setup, each_once
from bot.digest.spoken_times import MAX_TIMES
from bot.digest.wished_words import normal_word
from bot.digest.wishes import MOST_WORDS, Options, Taste
from bot.errors import UserError
from bot.render.languages import LANGUAGES
from bot.sources.backup_values import Part, a_text, among
from bot.sources.channel import channel_url
from bot.sources.feeds.links import LONGEST_URL
from bot.summarize import ALGORITHMS

FORMAT, VERSION = "digest-bot", 1

# More than a digest or a day of news can have.
_MOST_OF_A_DIGEST = 1_000
# As in other lists of sources.
_MOST_SOURCES = 5_000
# Longer names of sources are cut, when they are written and when they are read.
_MOST_TITLE = 400
# As many as the 300 characters can name in which the folders of a source are kept.
_MOST_FOLDERS = 150
# What stands in no address that is kept: name and password, white space, backslashes, other than ASCII.
_UNFIT = re.compile(r"//[^/?#]*@|[^!-\[\]-~]")

Json = dict[str, Any]


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
                "title": _cut(source.title or "") or None,
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
    return Backup(_setup(Part(values, "").part("setup")), Part(values, "").moment("exported_at"))


def _setup(part: Part) -> Setup:
    digest, look = part.part("digest"), part.part("look")
    language = look.one("language", among(LANGUAGES), None)
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
            algorithm=look.one("algorithm", among(ALGORITHMS), None),
            has_links=look.flag("has_links", default=True),
            is_brief=look.flag("is_brief"),
            has_offers=look.flag("has_offers"),
        ),
        digest.number("most_stories", range(1, _MOST_OF_A_DIGEST)),
        digest.number("most_minutes", range(1, _MOST_OF_A_DIGEST)),
        tuple(sources.values()),
        each_once(map(_word, part.parts("words", MOST_WORDS))),
    )


def _schedule(part: Part) -> Schedule:
    quiet = part.all("quiet", 2, _time) if part.one("quiet", lambda value: value, []) else []
    return Schedule(
        part.one("time_zone", _zone, "UTC+00:00"),
        tuple(sorted(set(part.all("times", MAX_TIMES, _time)))),
        frozenset(part.all("weekdays", len(ALL_WEEK), among(ALL_WEEK))) or ALL_WEEK,
        (quiet[0], quiet[1]) if len(quiet) > 1 and quiet[0] != quiet[1] else None,
        part.moment("paused_until"),
    )


def _source(part: Part) -> Listed:
    url, kind = part.needed("address", _address)
    return Listed(
        url,
        kind,
        part.one("title", _name, None),
        folder_names(folder_text(part.all("folders", _MOST_FOLDERS, a_text))),
        weight=part.number("weight", range(-HEAVIEST, HEAVIEST + 1)) or 0,
    )


def _word(part: Part) -> KeptWord:
    field = part.one("looks_at", Field, Field.TEXT)
    is_source = field is Field.SOURCE  # of which "" is all of it
    source = part.needed("source", _source_url) if is_source else part.one("source", _source_url, None)
    return KeptWord(
        part.one("kind", Taste, Taste.MUTE),
        "" if is_source and part.is_empty("word") else part.needed("word", _wished),
        part.number("weight", range(-HEAVIEST, HEAVIEST + 1)) or 0,
        field,
        source,
    )


def _address(value: object) -> tuple[str, FeedKind]:
    """Return an address as it is kept, and what is there."""
    text = a_text(value)
    if text == FOLDER_URL:
        return text, FeedKind.FOLDER
    if channel := channel_url(text):
        return channel, FeedKind.CHANNEL
    link = absolute(text, "")
    if not link or len(link) > LONGEST_URL or _UNFIT.search(link):
        raise ValueError(text)
    return link, FeedKind.FEED


def _source_url(value: object) -> str:
    return _address(value)[0]


def _name(value: object) -> str:
    return _cut(a_text(value))


def _cut(title: str) -> str:
    return title.strip()[:_MOST_TITLE].strip()


def _wished(value: object) -> str:
    if word := normal_word(a_text(value)):
        return word
    raise ValueError


def _zone(value: object) -> str:
    if is_zone(zone := a_text(value)):
        return zone
    raise ValueError


def _time(value: object) -> time:
    at = time.fromisoformat(a_text(value))
    return time(at.hour, at.minute)
