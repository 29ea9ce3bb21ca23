"""The roundup of a week as a message."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.articles.feed import Entry
from bot.articles.links import web_link
from bot.digest.roundup import Roundup, Silent, Thread
from bot.render.moments import day_name
from bot.render.phrases import phrase
from bot.render.story_names import source_name
from bot.render.text import Block, isolated, line_start, shortened, to_html, visible

# Fifteen lines of such headlines, each with its link, fit into one message.
_MOST_TITLE = 120
# Ten of them stay within what Telegram's servers take of one message; a longer one is left out.
_MOST_LINK = 600
_BULLET = "•"


def roundup_text(
    found: Roundup, entries: Mapping[int, Entry], day_of: Callable[[int], date], today: date
) -> str:
    """Return a roundup as Telegram HTML that fits into one message.

    `entries` holds the newest telling of each story, `day_of` gives the local day of a moment.
    """

    def told(thread: Thread) -> str:
        days, sources = (
            phrase("roundup.days", count=thread.days),
            phrase("digest.sources", count=thread.sources),
        )
        return _story(entries[thread.newest], f"{days} · {sources}")

    def over(thread: Thread) -> str:
        last = phrase("roundup.last", day=day_name(day_of(thread.last_at), today))
        return _story(entries[thread.newest], last)

    def silent(one: Silent) -> str:
        last = phrase("roundup.last", day=day_name(day_of(one.last_at), today))
        name = source_name(one.feed)
        return f"{line_start()}{_BULLET} {to_html(Block(isolated(name)))} · {to_html(Block(last))}"

    parts = [to_html(Block(phrase("roundup.head", day=day_name(today, today)), "b"))]
    for key, lines in (
        ("roundup.lasted", [told(one) for one in found.lasted if one.newest in entries]),
        ("roundup.ended", [over(one) for one in found.ended if one.newest in entries]),
        ("roundup.silent", [silent(one) for one in found.silent]),
    ):
        if lines:
            parts.append("\n".join([to_html(Block(phrase(key), "b")), *lines]))
    return "\n\n".join(parts)


def _story(entry: Entry, about: str) -> str:
    title = shortened(visible(entry.title or ""), _MOST_TITLE) or phrase("digest.untitled")
    link = web_link(entry.url) or ""
    headline = to_html(Block(title, link=link if len(link) <= _MOST_LINK else None))
    return f"{_BULLET} {headline} · {to_html(Block(isolated(about, title)))}"
