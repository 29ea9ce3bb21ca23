"""The command `digest`: what a chat would get now, or what the folder of articles holds, as plain text."""

import html
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.articles.feed import FOLDER_URL, Entry, EntrySummary, FeedKind, stand_in
from bot.articles.model import Article
from bot.config import Settings
from bot.digest.arrange import arranged
from bot.digest.cluster import Stories
from bot.digest.compose import compose
from bot.digest.model import Place
from bot.digest.publisher import publisher_of
from bot.digest.story import Story
from bot.digest.story_report import Report
from bot.errors import NoArticles
from bot.render.digest import digest_plain_text
from bot.services.folder_articles import FolderArticles
from bot.services.read_feed import sum_up_article
from bot.services.spoken_of import speaks_of
from bot.sources.folder import Folder
from bot.summarize.further import terms_in

# The arrow behind a sentence leads nowhere in plain text.
_ARROW = re.compile(r"\u00a0<a [^>]*>[→←]</a>")
_TAG = re.compile(r"<[^>]*>")


def digest_of_folder(settings: Settings) -> str:
    """Return the digest of all articles of the folder; raises `NoArticles` where it has none."""
    folder = FolderArticles(Folder(settings.seeds_dir))
    articles = folder.read()
    if not articles:
        raise NoArticles(folder=folder.name)
    now = int(time.time())
    feed = stand_in(0, FOLDER_URL, FeedKind.FOLDER, Path(folder.name).name, None, now)
    # As if the last one in their order had been put there first.
    summed = [sum_up_article(article) for article in articles]
    entries = [
        _entry(article, one.summary, len(articles) - index, now)
        for index, (article, one) in enumerate(zip(articles, summed, strict=True))
    ]
    stories = _stories(entries, [one.features for one in summed])
    return digest_plain_text(compose(stories, {feed.id: feed}, terms_in, speaks_of))


async def digest_of_chat(settings: Settings, chat_id: int) -> str:
    """Return what a chat would get now of what was read until now; moves nothing and marks nothing as shown.

    `chat_id` is Telegram's number. Raises `UserError` for a chat that follows nothing.
    """
    # The database takes a second to load, and the folder of articles needs none.
    from bot.services.compose_digests import Digests  # noqa: PLC0415
    from bot.services.newsroom import Newsroom  # noqa: PLC0415
    from bot.storage import database_at, open_storage  # noqa: PLC0415

    storage = await open_storage(database_at(settings.database_address, settings.data_dir))
    place = Place(chat_id)
    try:
        digests = Digests(storage, Newsroom(storage), _read_nothing, lambda: None)
        view = await digests.preview(place)
        further = range(2, view.pages + 1)
        pages = [await digests.page(view.digest_id or 0, number, place, 0) for number in further]
    finally:
        await storage.close()
    return "\n\n".join(_plain(text) for text in [view.text, *(page.text for page in pages)])


async def _read_nothing(_feed_ids: Sequence[int], _seconds: float) -> None:
    """Reading is done by the bot itself, which may be running beside this."""


def _plain(page: str) -> str:
    return html.unescape(_TAG.sub("", _ARROW.sub("", page)))


def _stories(entries: Sequence[Entry], features: Sequence[str | None]) -> list[Story]:
    known = Stories()
    for entry, written in zip(entries, features, strict=True):
        if written:
            publisher = publisher_of(entry.url, entry.author, FeedKind.FOLDER, FOLDER_URL, None)
            language = entry.summary.language if entry.summary else "und"
            known.add(Report(entry.id, publisher, entry.seen_at, language, written))
    return arranged(known, entries, {})


def _entry(article: Article, summary: EntrySummary | None, number: int, now: int) -> Entry:
    day = article.published
    return Entry(
        id=number,
        feed_id=0,
        story_key=article.id,
        title=article.title,
        url=article.url,
        author=article.outlet,
        published=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else None,
        seen_at=now,
        article_id=article.id,
        summary=summary,
    )
