"""`digest`: what a chat would get now, and what the folder of articles holds."""

import time as clock
from datetime import time
from pathlib import Path

import pytest

from bot.articles.feed import FeedKind, NewEntry
from bot.config import Settings
from bot.digest.model import ChatKind, Place, Schedule
from bot.digest_command import digest_of_chat, digest_of_folder
from bot.errors import UserError
from bot.storage import Storage, open_storage, sqlite_url
from tests.digests import entry


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "data", seeds_dir=tmp_path / "seeds")  # type: ignore[call-arg]


async def follow(storage: Storage, place: Place, titles: list[str]) -> None:
    """Have a chat follow a feed that brings articles of these titles, each with one sentence."""
    now = int(clock.time())
    chat = await storage.chats.open(place, ChatKind.PRIVATE, Schedule("UTC", (time(8),)), None, now)
    feed = await storage.feeds.add("https://example.org/feed", FeedKind.FEED, "Harbour & Coast", now)
    await storage.subscriptions.add(chat.id, feed.id, now)
    new = [
        NewEntry(
            keys=(title,),
            story_key=title,
            title=title,
            url=f"https://example.org/{number}",
            author=None,
            published=now - 60 + number,
            article=None,
            summary=entry(number, 1, f"{title} & more.").summary,
        )
        for number, title in enumerate(titles)
    ]
    await storage.entries.add(feed.id, new, now, first_read=True)
    await storage.feeds.note_read(
        feed.id,
        now=now,
        next_poll_at=now + 3600,
        interval=3600,
        etag=None,
        last_modified=None,
        title=None,
        site_url="https://example.org/",
    )


async def test_the_digest_of_a_chat_has_all_pages_and_can_be_asked_for_again(settings: Settings) -> None:
    storage = await open_storage(sqlite_url(settings.data_dir))
    await follow(storage, Place(7), ["One", "Two", "Three"])
    await storage.close()
    shown = await digest_of_chat(settings, 7)
    assert shown.startswith("What is new · ")
    assert shown.partition("\n")[2] == (
        "3 stories · 3 min in 2 s\n\n1. Three\nThree & more.\n\n2. Two\nTwo & more.\n\n3. One\nOne & more."
    )
    assert await digest_of_chat(settings, 7) == shown


async def test_a_long_digest_is_printed_to_its_end(settings: Settings) -> None:
    storage = await open_storage(sqlite_url(settings.data_dir))
    await follow(storage, Place(7), ["Zero"])
    chat = await storage.chats.find(Place(7))
    assert chat
    feed = await storage.feeds.by_url("https://example.org/feed")
    assert feed
    made = [entry(number, 1, f"Sentence {number}.", title=f"Title {number}") for number in range(20)]
    new = [
        NewEntry((str(one.id),), str(one.id), one.title, one.url, None, one.published, None, one.summary)
        for one in made
    ]
    await storage.entries.add(feed.id, new, int(clock.time()), first_read=False)
    await storage.close()
    shown = await digest_of_chat(settings, 7)
    assert all(shown.count(f". Title {number}\n") == 1 for number in range(20))


async def test_a_chat_that_follows_nothing_has_no_digest(settings: Settings) -> None:
    with pytest.raises(UserError) as error:
        await digest_of_chat(settings, 7)
    assert error.value.code == "no_sources"


def test_the_folder_has_its_digest(settings: Settings) -> None:
    settings.seeds_dir.mkdir()
    story = "The ferry ran aground on Tuesday with 212 people on board, and it took all night. " * 2
    story += "Nobody was hurt, the coast guard said in the evening after all were back on land. "
    story += "Buses replace the ferries until the harbour is open again, which may take a week or two. "
    (settings.seeds_dir / "a.txt").write_text(f"A headline\n\n{story}", "utf-8")
    shown = digest_of_folder(settings)
    assert shown.startswith("1 story\n\n1. A headline\n\n")
    assert "Nobody was hurt" in shown
