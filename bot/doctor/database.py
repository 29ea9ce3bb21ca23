"""Judgement of the database, and of the feeds that it knows."""

from collections.abc import Sequence

from bot.articles.feed import Feed
from bot.articles.urls import host_of
from bot.doctor.model import Finding, ok, warning, wrong
from bot.render.feed_notices import reason
from bot.render.text import shortened, visible

# So much of a title tells which feed it is.
_MOST_TITLE = 60
_MEND = "restore a backup (digest-bot restore FILE); keep the damaged file until all is well"


def judge_pages(name: str, fault: str | None, *, is_whole: bool | None, is_held: bool) -> Finding:
    """Judge the pages of a database in a file: `is_whole` is None where they were too many to look at."""
    if fault:
        return wrong(f"Database: {name} cannot be used ({fault})", _MEND)
    runs = "the bot is running on it" if is_held else "the bot is not running on it"
    checked = "all its pages are sound" if is_whole else "sound as far as there was time to look"
    return ok(f"Database: {name} opens, {checked}, and {runs}")


def judge_tables(revision: str | None, head: str, known: Sequence[str]) -> Finding:
    """Judge of which revision the tables are, where this version has those of `head`."""
    if revision == head:
        return ok(f"Database: its tables are up to date ({head})")
    if revision in known:
        return ok(f"Database: its tables are of {revision}; the next start brings them to {head}")
    return wrong(
        f"Database: its tables were made by a newer version ({revision}; this one has {head})",
        "install the newer version again, or restore a backup of before",
    )


def judge_feeds(followed: int, failing: int, worst: Sequence[Feed]) -> list[Finding]:
    """Judge how reading feeds goes: how many are followed, how many fail, and why some of them do."""
    if not failing:
        return [ok(f"Feeds: {followed} followed, none fails")]
    head = f"Feeds: {followed} followed, {failing} of them fail"
    step = "the bot goes on trying; what is gone for good can be dropped with /unsubscribe"
    return [warning(head, step), *map(_one, worst)]


def _one(feed: Feed) -> Finding:
    title = shortened(visible(feed.title or ""), _MOST_TITLE)
    name = f"{title} ({host_of(feed.url)})" if title else host_of(feed.url) or feed.kind.value
    gone = "it is gone" if feed.is_gone else f"{feed.failures} times in a row"
    return warning(f"Feed: {name}: {reason(feed.failure)}, {gone}", "open it in a browser")
