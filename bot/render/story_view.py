"""One story in a message of its own: at length, and who tells it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.articles.feed import Entry
from bot.articles.links import web_link
from bot.articles.urls import host_of
from bot.digest.story import Card, Told
from bot.render.moments import clock, since
from bot.render.phrases import phrase
from bot.render.story_bounds import Bounds, bounded
from bot.render.story_lines import MOST_TITLE, Line, Sentences, card_text, head_lines, piece_of
from bot.render.story_names import teller_name
from bot.render.text import (
    MESSAGE_LIMIT,
    Block,
    Piece,
    Size,
    isolated,
    line_start,
    shortened,
    to_html,
    visible,
)

# Names above a story at length; the view of its sources has all of them.
_MOST_NAMES = 5
# What stands below the headline (300 units) and the names (five of 82, and what is said beside them).
_BOUNDS = Bounds(units=3_200, units_of_others=1_300, entities=40, link_bytes=3_000)
# What the lines of sources may take of a message; the line that counts the others is left free.
_ROOM = Size(MESSAGE_LIMIT - 50, 96, 8_400)
_MOST_SOURCE_TITLE = 200
_BULLET, _BESIDE = "•", " · "

Local = Callable[[int], datetime]
"""From a moment to the time of the chat, without a zone."""


def story_text(card: Card, number: int, summary_sentences: Sentences | None = None) -> str:
    """Return a story at length, as Telegram HTML that fits into one message.

    `summary_sentences` are shown in place of the card's own, each with the link to its place. What does not
    fit is left out from the end, with an ellipsis.
    """
    text = card_text(card, most_names=_MOST_NAMES, sentences=summary_sentences)
    head = Piece.joined([piece_of(line) for line in head_lines(text, f"{number}. ")], "\n")
    return "\n\n".join([head.html, *(piece_of(line).html for line in bounded(text, _BOUNDS))])


def sources_text(card: Card, local: Local, now: int) -> str:
    """Return who tells a story, as Telegram HTML that fits into one message.

    Each source has its headline and when it was published, by the chat's clock; below stands what the chat
    was shown of the story earlier. Where not all fit, the others are counted.
    """
    title = Block(shortened(visible(card.lead.entry.title or ""), MOST_TITLE) or teller_name(card.lead), "b")
    parts, size = [f"{to_html(title)}\n"], Size.of(title)
    lines = _source_lines(card, local, now)
    for shown, piece in enumerate(map(piece_of, lines)):
        size = size.joined(piece.size)
        if not size.fits(_ROOM):
            parts.append(f"… {phrase('digest.more_names', count=len(lines) - shown)}")
            break
        parts.append(piece.html)
    return "\n".join(parts)


def _source_lines(card: Card, local: Local, now: int) -> list[Line]:
    names = {told.entry.id: teller_name(told) for told in card.tellings}
    names |= {entry.id: _name_before(entry, card) for entry in card.before}
    origins = _origins(card, names)

    def line(entry: Entry) -> Line:
        facts = _when(entry, local, now)
        if origin := origins.get(entry.id):
            facts.append(phrase("story.same_text", name=isolated(origin)))
        return _source_line(names[entry.id], entry, facts)

    now_told = [line(told.entry) for told in card.tellings]
    told_before = [line(entry) for entry in card.before]
    if told_before:
        heading = (Block("\n"), Block(phrase("story.shown_earlier"), "b"), Block("\n"))
        told_before[0] = (*heading, *told_before[0])
    return now_told + told_before


def _origins(card: Card, names: Mapping[int, str]) -> dict[int, str]:
    """Return for entries that print the text of another one the name of that one."""
    origins: dict[int, str] = {}
    for wire in card.wires:
        first, *copies = [number for number in names if number in wire] or [0]
        origins |= dict.fromkeys(copies, names.get(first, ""))
    return origins


def _name_before(entry: Entry, card: Card) -> str:
    """Return who told what was shown earlier: its source may have left the digest."""
    feed = next((told.feed for told in card.tellings if told.feed.id == entry.feed_id), None)
    return teller_name(Told(entry, feed)) if feed else visible(host_of(entry.url or ""))


def _when(entry: Entry, local: Local, now: int) -> list[str]:
    """Return when an entry was published, if that can be: "14:05", "Friday, 14:05"."""
    if not entry.published or not 0 < entry.published <= now:
        return []
    moment, today = local(entry.published), local(now)
    day, time = since(moment, today), clock(moment)
    return [time if day == time else f"{day}, {time}"]


def _source_line(name: str, entry: Entry, facts: Sequence[str]) -> Line:
    title = shortened(visible(entry.title or ""), _MOST_SOURCE_TITLE) or phrase("digest.untitled")
    blocks = [Block(f"{line_start() if name else ''}{_BULLET} ")]
    if name:
        blocks += [Block(isolated(name), "b"), Block(_BESIDE)]
    blocks.append(Block(isolated(title), link=web_link(entry.url)))
    if facts:
        blocks += [Block(_BESIDE), Block(_BESIDE.join(facts), "i")]
    return tuple(blocks)
