"""A digest as a person sees it: its pages, what stands above each, and the same for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from bot.articles.feed import Entry, Feed, FeedKind
from bot.articles.links import web_link
from bot.articles.urls import host_of
from bot.digest.compose import DigestContent, Item, Section
from bot.render.moments import clock, day_name, length, listed, since
from bot.render.phrases import phrase
from bot.render.summary import time_saved
from bot.render.text import (
    MESSAGE_LIMIT,
    Block,
    Piece,
    Size,
    is_right_to_left,
    isolated,
    shortened,
    to_html,
    utf16_length,
    visible,
)

# What stands above a page is never longer, in UTF-16 units.
HEAD_LIMIT = 400
# What a page may take of a message: the head, its line break and what it sets bold are left free.
_ROOM = Size(MESSAGE_LIMIT - HEAD_LIMIT - 50, 90, 8_200)
# Six articles with sentences, or eighteen lines that have only a title: two screens of a phone, so that a
# look tells whether to turn the page. (Where titles and sentences are long, fewer fit into a message.)
_PAGE_WEIGHT = 18
_LINE_WEIGHT, _ARTICLE_WEIGHT = 1, 3
# What one article may take, so that it always fits on one page with the heading above it. Sentences that do
# not fit are left out from the end with an ellipsis, and arrows that have too long links are left out.
_MOST_TITLE, _MOST_NAME, _MOST_NAMES = 300, 80, 3
_MOST_SENTENCES, _MOST_UNITS, _MOST_LINK_BYTES = 20, 1_500, 3_500
# A day is said of what was published so many seconds before it was seen; all else is from these days.
_OF_THESE_DAYS = 2 * 86_400
_SOURCE = "■"
_BULLET = "•"
_ENDS = " .…!?"
# An arrow points to where the line goes on.
_FORWARD, _BACKWARD = "→", "←"


@dataclass(frozen=True, slots=True)
class _Part:
    """An article on a page, never torn apart."""

    piece: Piece
    is_line: bool
    heading: Piece
    """What stands above it where it is the first of its source."""
    continued: Piece
    """The same on a page that goes on with its source."""
    begins: bool


def digest_pages(content: DigestContent) -> list[str]:
    """Return Telegram HTML pages, each of which fits into one message below a head of `HEAD_LIMIT` units.

    Every article of the content is on exactly one page, below the name of its source; what the content leaves
    out is counted. No page for no article.
    """
    pages: list[Piece] = []
    weight = 0
    before: _Part | None = None
    for part in _parts(content):
        cost = _LINE_WEIGHT if part.is_line else _ARTICLE_WEIGHT
        addition = Piece.joined([part.heading, part.piece], "\n\n") if part.begins else part.piece
        gap = "\n" if before and before.is_line and part.is_line and not part.begins else "\n\n"
        both = Piece.joined([pages[-1], addition], gap) if pages else addition
        if pages and weight + cost <= _PAGE_WEIGHT and both.size.fits(_ROOM):
            pages[-1], weight = both, weight + cost
        else:
            heading = part.heading if part.begins else part.continued
            pages.append(Piece.joined([heading, part.piece], "\n\n"))
            weight = cost
        before = part
    return [page.html for page in pages]


def digest_head(  # noqa: PLR0913  (all that is said there)
    *,
    local: datetime,
    now_local: datetime,
    articles: int,
    sources: int,
    seconds_saved: int,
    covers_from: datetime | None,
    late_minutes: int | None,
    page: int,
    pages: int,
    preview: bool,
    with_time: bool = False,
) -> str:
    """Return what stands above a page, as Telegram HTML of at most `HEAD_LIMIT` units.

    `local` is what the digest is meant for and `now_local` when it is sent (both local, without a zone).
    `covers_from` is given where slots before it had no digest, `late_minutes` where that is worth a word;
    `preview` tells that it was asked for before its time, `with_time` that a day has several.
    """
    key = "digest.head_now" if preview else "digest.head_at" if with_time else "digest.head"
    title = _bold(phrase(key, day=day_name(local.date(), now_local.date()), time=clock(local)))
    place = [phrase("digest.page", page=page, pages=pages)] if pages > 1 else []
    if page > 1:
        return f"{title}\n{place[0]}" if place else title
    lines = [title, " · ".join([*_facts(articles, sources, seconds_saved), *place])]
    if covers_from:
        day = day_name(covers_from.date(), now_local.date())
        lines.append(_italic(phrase("digest.covers", day=day, time=clock(covers_from))))
    if late_minutes:
        lines.append(_italic(phrase("digest.late", length=length(60 * late_minutes))))
    return "\n".join(lines)


def nothing_new_text(local: datetime, now_local: datetime | None = None) -> str:
    """Return the digest of a chat for which nothing is new, as Telegram HTML.

    `local` is what it is meant for, `now_local` when it is sent, if that is not the same.
    """
    day = day_name(local.date(), (now_local or local).date())
    return "\n".join([_bold(phrase("digest.head", day=day)), phrase("digest.nothing")])


def topic_gone_text() -> str:
    """Return what is said in the general topic when the one that digests went to is gone."""
    return phrase("digest.topic_gone")


def write_refused_text(chat_id: int) -> str:
    """Return what the person who set a chat up is told when digests cannot be sent there any more."""
    return phrase("digest.write_refused", chat=chat_id)


def digest_plain_text(content: DigestContent) -> str:
    """Return a digest as plain text, for a terminal: what it holds, then source after source.

    Each article has its link on a line of its own; the links to single sentences are left out.
    """
    paragraphs = [" · ".join(_facts(content.articles, content.sources, content.seconds_saved))]
    for section in content.sections:
        paragraphs.append(f"{_SOURCE} {source_name(section.feed)}")
        for item in section.items:
            paragraphs += _plain(item, section.feed)
        paragraphs += _left_out(section)
    paragraphs += _others_left_out(content)
    return "\n\n".join(paragraphs)


def source_name(feed: Feed) -> str:
    """Return what a feed calls itself, else its host; the folder has neither."""
    name = visible(feed.title or "")
    if not name and feed.kind is FeedKind.FOLDER:
        name = phrase("sources.folder_name")
    name = name or visible(host_of(feed.site_url or feed.url)) or visible(feed.url)
    return shortened(name, _MOST_NAME)


def _parts(content: DigestContent) -> Iterator[_Part]:
    for section in content.sections:
        heading, continued = _heading(section.feed)
        for index, item in enumerate(section.items):
            notes: list[str] = []
            if item is section.items[-1]:
                notes += _left_out(section)
                if section is content.sections[-1]:
                    notes += _others_left_out(content)
            piece, is_line = _article(item, section.feed)
            whole = Piece.joined([piece, *(Piece.of(Block(note, "i")) for note in notes)], "\n\n")
            yield _Part(whole, is_line, heading, continued, begins=index == 0)


def _heading(feed: Feed) -> tuple[Piece, Piece]:
    link = web_link(feed.url if feed.kind is FeedKind.CHANNEL else feed.site_url)
    name = source_name(feed)
    mark = Piece.of(Block(f"{_SOURCE} "))
    again = [mark, Piece.of(Block(isolated(name), "b", link)), Piece.of(Block(phrase("digest.continued")))]
    return Piece.joined([mark, Piece.of(Block(name, "b", link))], ""), Piece.joined(again, "")


# One article stands in the digests of many: as many as come in an hour or two from 1,000 feeds.
@lru_cache(maxsize=2048)
def _article(item: Item, feed: Feed) -> tuple[Piece, bool]:
    """Return an article, and whether it is only a line."""
    entry = item.entry
    link = web_link(entry.url)
    title = shortened(visible(entry.title or ""), _MOST_TITLE)
    sentences = _sentences(entry, title, link)
    about = " · ".join(_about(item, feed))
    if not sentences:
        line = [
            Piece.of(Block(f"{_BULLET} ")),
            Piece.of(Block(title or phrase("digest.untitled"), link=link)),
        ]
        if about:
            line.append(Piece.of(Block(f" · {isolated(about, title)}", "i")))
        return Piece.joined(line, ""), True
    lines = [Piece.of(block) for block in (Block(title, "b", link), Block(about, "i")) if block.text]
    quotation = Piece.joined([Piece.of(sentence) for sentence in sentences], "\n").quoted()
    return Piece.joined([*lines, quotation], "\n"), False


def _sentences(entry: Entry, title: str, link: str | None) -> list[Block]:
    """Return what is shown of an article, each sentence with an arrow that leads to its place."""
    sentences = _told_sentences(entry, title)
    blocks: list[Block] = []
    units = link_bytes = 0
    for text, place in sentences[:_MOST_SENTENCES]:
        if blocks and units + utf16_length(text) > _MOST_UNITS:
            break
        # Without a title nothing else leads to the article.
        target = web_link(place) or (None if title else link)
        link_bytes += len(target or "")
        fitting = shortened(text, _MOST_UNITS - units)
        units += utf16_length(fitting)
        arrow = _BACKWARD if is_right_to_left(text) else _FORWARD
        blocks.append(Block(fitting, link=target if link_bytes <= _MOST_LINK_BYTES else None, mark=arrow))
    if len(blocks) < len(sentences):
        blocks.append(Block("…"))
    return blocks


def _told_sentences(entry: Entry, title: str) -> list[tuple[str, str | None]]:
    """Return the sentences of an article without a first one that its title says already."""
    sentences = [(visible(text), link) for text, link in entry.summary.sentences] if entry.summary else []
    sentences = [(text, link) for text, link in sentences if text]
    if sentences and title and sentences[0][0].rstrip(_ENDS) == title.rstrip(_ENDS):
        return sentences[1:]
    return sentences


def _about(item: Item, feed: Feed) -> list[str]:
    """Return what is to be said of an article beside its text: who wrote it, when, and who else has it."""
    entry = item.entry
    parts = []
    if feed.kind is FeedKind.FOLDER and entry.author:
        parts.append(_name(entry.author))
    if entry.published and 0 < entry.published < entry.seen_at - _OF_THESE_DAYS:
        parts.append(since(_utc(entry.published), _utc(entry.seen_at)))
    if item.also_in:
        names = [isolated(source_name(feed)) for feed in item.also_in]
        if len(names) > _MOST_NAMES:
            more = len(names) - _MOST_NAMES + 1
            names = [*names[: _MOST_NAMES - 1], phrase("digest.more_names", count=more)]
        parts.append(phrase("digest.also", names=listed(names)))
    return parts


def _name(text: str) -> str:
    return isolated(shortened(visible(text), _MOST_NAME))


def _utc(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)


def _left_out(section: Section) -> list[str]:
    return [phrase("digest.left_out", count=section.left_out)] if section.left_out else []


def _others_left_out(content: DigestContent) -> list[str]:
    others = content.left_out - sum(section.left_out for section in content.sections)
    return [phrase("digest.others_left_out", count=others)] if others else []


def _bold(text: str) -> str:
    return to_html(Block(text, "b"))


def _italic(text: str) -> str:
    return to_html(Block(text, "i"))


def _facts(articles: int, sources: int, seconds_saved: int) -> list[str]:
    """Return what a digest holds: "8 articles from 3 sources", "saves 21 min"."""
    count = phrase("digest.article") if articles == 1 else phrase("digest.articles", count=articles)
    if sources > 1:
        count = phrase("digest.from", articles=count, count=sources)
    return [count, *time_saved(seconds_saved)]


def _plain(item: Item, feed: Feed) -> list[str]:
    """Return an article as paragraphs: title, what is known of it and its link; then its sentences."""
    title = shortened(visible(item.entry.title or ""), _MOST_TITLE)
    sentences = [text for text, _ in _told_sentences(item.entry, title)]
    if not title and not sentences:
        title = phrase("digest.untitled")
    head = "\n".join(filter(None, [title, " · ".join(_about(item, feed)), web_link(item.entry.url)]))
    return [f"{_BULLET} {head}", *sentences]
