"""Articles, owners and served chats on every database; and the file that SQLite keeps them in."""

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.articles.model import Submission
from bot.errors import SettingsError
from bot.storage import Storage, open_storage, sqlite_url
from tests.unit.storage.things import in_memory_too

ARTICLE = Submission("abc", "Text with 🙂 and \r\n.", "Title", "en", "https://example.org/a")


@in_memory_too
async def test_an_article_comes_back_as_it_was_put(storage: Storage) -> None:
    await storage.articles.put(ARTICLE, now=1)
    assert await storage.articles.get("abc") == ARTICLE
    assert await storage.articles.get("other") is None


@in_memory_too
async def test_what_no_database_may_hold_is_replaced_by_as_many_characters(storage: Storage) -> None:
    await storage.articles.put(Submission("abc", "whole \ud83d half 🙂", title="\udc00\x00"), now=1)
    assert await storage.articles.get("abc") == Submission(
        "abc", "whole \ufffd half 🙂", title="\ufffd\ufffd"
    )


@in_memory_too
async def test_articles_are_deleted_when_their_time_is_over(storage: Storage) -> None:
    await storage.articles.put(Submission("old", "x"), now=10)
    await storage.articles.put(Submission("read again", "x"), now=10)
    await storage.articles.put(Submission("read again", "x"), now=30)
    assert await storage.articles.delete_older(20) == 1
    assert await storage.articles.get("old") is None
    assert await storage.articles.get("read again") is not None


@in_memory_too
async def test_fifty_writers_at_once_all_succeed(storage: Storage) -> None:
    await asyncio.gather(*(storage.articles.put(Submission(str(n), "x"), now=n) for n in range(50)))
    assert [await storage.articles.get(str(n)) is not None for n in range(50)] == [True] * 50


@in_memory_too
async def test_owners_and_served_chats(storage: Storage) -> None:
    assert await storage.access.owners() == set()
    await storage.access.add_owner(5, now=1)
    await storage.access.add_owner(5, now=2)
    assert await storage.access.owners() == {5}
    await storage.access.serve(-1, added_by=5, now=1)
    await storage.access.serve(-1, added_by=5, now=1)
    assert await storage.access.added_by(-1) == 5
    await storage.access.serve(-1, added_by=6, now=2)
    assert await storage.access.added_by(-1) == 6
    for _ in range(2):  # Telegram may say it twice
        await storage.move_chat(-1, -100)
    assert await storage.access.added_by(-1) is None
    assert await storage.access.added_by(-100) == 6
    await storage.access.serve(-1, added_by=7, now=3)
    await storage.move_chat(-1, -100)
    assert await storage.access.added_by(-100) == 6
    await storage.access.stop_serving(-100)
    assert await storage.access.added_by(-100) is None


async def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        storage = await open_storage(sqlite_url(tmp_path / "new" / "folder"))
        await storage.articles.put(ARTICLE, now=1)
        await storage.access.add_owner(5, now=1)
        await storage.close()
    storage = await open_storage(sqlite_url(tmp_path / "new" / "folder"))
    assert await storage.articles.get("abc") == ARTICLE
    assert await storage.access.owners() == {5}
    await storage.close()


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "data")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert url.database
    assert stat.S_IMODE(Path(url.database).stat().st_mode) == 0o600


async def test_a_folder_of_any_name_holds_the_database(tmp_path: Path) -> None:
    folder = tmp_path / "a?b e%41 #c"
    await (await open_storage(sqlite_url(folder))).close()
    assert {file.name for file in tmp_path.iterdir()} == {folder.name}
    assert (folder / "digest-bot.db").stat().st_size > 0


async def test_a_database_of_a_newer_version_is_said_in_words(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    await (await open_storage(url)).close()
    engine = create_engine(url.set(drivername="sqlite"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SettingsError, match="newer version"):
        await open_storage(url)


async def test_what_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "digest-bot.db").write_text("this is not a database, and long enough to be looked at " * 100)
    with pytest.raises(SettingsError, match=r"DATA_DIR: the database .* cannot be used"):
        await open_storage(sqlite_url(tmp_path))


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="DATA_DIR: the folder"):
        sqlite_url(tmp_path / "file" / "data")
