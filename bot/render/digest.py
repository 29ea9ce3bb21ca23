"""A digest as a person sees it: its pages, what stands above each, and the same for a terminal."""

from datetime import datetime

from bot.digest.story import Card, DigestContent
from bot.render.moments import clock, day_name, length
from bot.render.phrases import phrase
from bot.render.story_headings import HEADING, facts, has_heading, heading, left_out
from bot.render.story_lines import card_text, head_lines, plain
from bot.render.story_names import source_name
from bot.render.story_pages import HEAD_LIMIT, Page, digest_pages
from bot.render.text import Block, to_html

__all__ = [
    "HEAD_LIMIT",
    "Page",
    "digest_head",
    "digest_pages",
    "digest_plain_text",
    "nothing_new_text",
    "source_name",
    "topic_gone_text",
    "write_refused_text",
]

_LATE = {"minutes": "digest.late_minutes", "hours": "digest.late_hours"}


def digest_head(  # noqa: PLR0913  (all that is said there)
    *,
    local: datetime,
    now_local: datetime,
    stories: int,
    sources: int,
    seconds_whole: int,
    seconds_shown: int,
    covers_from: datetime | None,
    late_minutes: int | None,
    page: int,
    pages: int,
    preview: bool,
    with_time: bool = False,
) -> str:
    """Return what stands above a page, as Telegram HTML of at most `HEAD_LIMIT` units.

    `local` is what the digest is meant for and `now_local` when it is sent (both local, without a zone).
    The articles take `seconds_whole` to read, what is shown of them `seconds_shown`. `covers_from` is given
    where slots before it had no digest, `late_minutes` where that is worth a word; `preview` tells that it
    was asked for before its time, `with_time` that a day has several.
    """
    key = "digest.head_now" if preview else "digest.head_at" if with_time else "digest.head"
    title = _bold(phrase(key, day=day_name(local.date(), now_local.date()), time=clock(local)))
    place = [phrase("digest.page", page=page, pages=pages)] if pages > 1 else []
    if page > 1:
        return f"{title}\n{place[0]}" if place else title
    lines = [title, " · ".join([*facts(stories, sources, seconds_whole, seconds_shown), *place])]
    if covers_from:
        day = day_name(covers_from.date(), now_local.date())
        lines.append(_italic(phrase("digest.covers", day=day, time=clock(covers_from))))
    if late_minutes:
        unit, count = length(60 * late_minutes)
        lines.append(_italic(phrase(_LATE[unit], count=count)))
    return "\n".join(lines)


def nothing_new_text(local: datetime, now_local: datetime | None = None) -> str:
    """Return the digest of a chat for which nothing is new, as Telegram HTML.

    `local` is what it is meant for, `now_local` when it is sent; None where it was asked for.
    """
    key = "digest.head" if now_local else "digest.head_now"
    day = day_name(local.date(), (now_local or local).date())
    return "\n".join([_bold(phrase(key, day=day)), phrase("digest.nothing")])


def topic_gone_text() -> str:
    """Return what is said in the general topic when the one that digests went to is gone."""
    return phrase("digest.topic_gone")


def write_refused_text(chat_id: int) -> str:
    """Return what the person who set a chat up is told when digests cannot be sent there any more."""
    return phrase("digest.write_refused", chat=chat_id)


def digest_plain_text(content: DigestContent) -> str:
    """Return a digest as plain text, for a terminal: what it holds, then story after story.

    Each story has the link to its headline on a line of its own; the other links are left out.
    """
    held = facts(len(content.cards), content.sources, content.seconds_whole, content.seconds_shown)
    paragraphs = [" · ".join(held)]
    number, with_feeds = 0, content.sources > 1
    for place, subject in enumerate(content.subjects):
        if has_heading(subject):
            paragraphs.append(f"{HEADING} {heading(subject)}")
        elif place and has_heading(content.subjects[place - 1]):
            paragraphs.append(f"{HEADING} {phrase('digest.other_stories')}")
        for card in subject.cards:
            number += 1
            paragraphs += _plain(card, number, with_feeds=with_feeds)
    return "\n\n".join([*paragraphs, *left_out(content)])


def _plain(card: Card, number: int, *, with_feeds: bool) -> list[str]:
    """Return a story as paragraphs: headline, what is known of it and its link; then line by line."""
    text = card_text(card, with_feeds=with_feeds)
    head = [plain(line) for line in head_lines(text, f"{number}. ")]
    if text.link:
        head.append(text.link)
    return ["\n".join(head), *map(plain, text.lead + text.others)]


def _bold(text: str) -> str:
    return to_html(Block(text, "b"))


def _italic(text: str) -> str:
    return to_html(Block(text, "i"))
