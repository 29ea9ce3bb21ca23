"""What is found in any chat: how it is listed, and the message that it becomes, within Telegram's limits."""

from dataclasses import dataclass

from bot.articles.feed import Feed, FeedKind
from bot.articles.links import web_link
from bot.articles.model import Summary
from bot.articles.urls import host_of
from bot.digest.story import Card
from bot.errors import DocumentFailed, FetchFailed, PageFailed, QuotaReached, TooShort, UserError
from bot.render.phrases import phrase
from bot.render.story_bounds import Bounds, bounded
from bot.render.story_lines import card_text, head_lines, piece_of, plain
from bot.render.story_names import source_name
from bot.render.summary import origin, summary_messages
from bot.render.text import Block, Piece, isolated, pack, shortened, utf16_length, visible

# Two lines of a phone for the title and three below it; the Bot API names no limit, and clients cut what is
# longer.
_MOST_TITLE, _MOST_DESCRIPTION = 100, 200
# In somebody else's chat a story is a screen at most. Twenty of them travel in one answer.
_BOUNDS = Bounds(units=1_200, units_of_others=500, entities=16, link_bytes=2_400)
_MOST_NAMES = 3
# Less than this of a sentence tells nothing.
_LEAST = 20
_BESIDE = " · "


@dataclass(frozen=True, slots=True)
class Result:
    """Something to choose from a list."""

    id: str
    """At most 64 bytes, the same for the same thing."""
    title: str
    description: str
    html: str
    """The message that choosing it sends."""


def story_result(card: Card) -> Result:
    """Return a story: headline, who tells it, what they say, each sentence with the link to its place."""
    text = card_text(card, most_names=_MOST_NAMES)
    head = Piece.joined([piece_of(line) for line in head_lines(text, "")], "\n")
    html = "\n\n".join([head.html, *(piece_of(line).html for line in bounded(text, _BOUNDS))])
    first = visible(card.sentences[0][0]) if card.sentences else ""
    about = [visible(plain(text.about)), first]
    return _result(f"e{min(told.entry.id for told in card.tellings)}", text.title, about, html)


def source_result(feed: Feed) -> Result:
    """Return a source: its name, and what others need to follow it."""
    name, address = source_name(feed) or phrase("digest.untitled"), _address(feed)
    if feed.kind is FeedKind.CHANNEL:
        about = phrase("inline.channel", name=isolated(f"@{_channel(feed)}"))
    else:
        about = phrase("inline.feed", host=isolated(visible(host_of(feed.site_url or feed.url))))
    blocks = [Block(isolated(name), "b", web_link(feed.site_url) or address)]
    if address:
        shown = isolated(address, phrase("inline.address", address=""))
        blocks.append(Block(phrase("inline.address", address=shown)))
    return _result(f"f{feed.id}", name, [about], pack(blocks)[0])


def summary_results(summaries: list[Summary]) -> list[Result]:
    """Return an article in several lengths, those that fit into one message."""
    results: list[Result] = []
    for summary in summaries:
        article, count, messages = summary.article, len(summary.sentences), summary_messages(summary)
        if len(messages) == 1 or not results:
            about = [visible(article.title or ""), origin(article)]
            about.append("" if article.title else visible(summary.texts[0]))
            title = phrase("inline.length", count=count)
            results.append(_result(f"a{article.id}:{count}", title, about, messages[0]))
    return results


def failure_label(error: UserError) -> str:
    """Return in a few words why a link gives nothing; the chat with the bot tells the whole."""
    match error:
        case QuotaReached():
            return phrase("inline.enough")
        case DocumentFailed():
            return phrase("inline.not_read")
        case FetchFailed():
            return phrase("inline.not_opened")
        case PageFailed() | TooShort():
            return phrase("inline.no_article")
    return phrase("inline.failed")


def _result(number: str, title: str, about: list[str], html: str) -> Result:
    parts, room = [], _MOST_DESCRIPTION
    for part in filter(None, about):
        parts.append(isolated(shortened(part, room)))
        room -= utf16_length(part) + len(_BESIDE)
        if room < _LEAST:
            break
    return Result(number, shortened(title, _MOST_TITLE), _BESIDE.join(parts), html)


def _address(feed: Feed) -> str | None:
    """Return the address by which others can follow a source; none that may hold somebody's key."""
    if feed.kind is FeedKind.CHANNEL:
        return web_link(f"https://t.me/{_channel(feed)}")
    return None if "?" in feed.url else web_link(feed.url)


def _channel(feed: Feed) -> str:
    return visible(feed.url.rpartition("/")[2])
