"""`digest-bot backup` beside a bot that runs, and `digest-bot restore` when it does not."""

import asyncio
from pathlib import Path

import pytest

from bot.config import Settings
from bot.storage import HEAD, sqlite_file
from bot.storage.backup import look_into
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, running
from tests.e2e.test_command_line import digest_bot, text_of

COUNTED = f"chats: 1, owners: 0, tables: {HEAD}"


@pytest.mark.file
async def test_what_a_chat_has_set_up_is_copied_lost_and_back_again(
    settings: Settings, server: BotApiServer, anna: Conversation, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.db")

    async def run(*arguments: str, status: int) -> str:
        done = await asyncio.to_thread(digest_bot, *arguments, DATA_DIR=str(settings.data_dir))
        assert done.returncode == status, done.stderr.decode()
        return text_of(done) + done.stderr.decode()

    async with running(settings, server):
        await anna.ask("/timezone Berlin")
        assert (await run("backup", copy, status=0)).startswith(f"{copy}: {COUNTED}, ")
        assert "--replace" in await run("backup", copy, status=1)
        await anna.ask("/timezone Tokyo")
        said = await run("restore", copy, "--replace", status=1)
        assert said == f"the bot runs on the database in {settings.data_dir}; stop it first\n"
    assert "is not empty; add --replace" in await run("restore", copy, status=1)
    said = await run("restore", copy, "--replace", status=0)
    now, before = said.splitlines()
    assert now == f"{sqlite_file(settings.data_dir)} now holds what {copy} holds: {COUNTED}."
    kept = Path(before.removeprefix("The database before it is kept as ").rstrip("."))
    assert look_into(kept).chats == 1
    async with running(settings, server):
        assert "Berlin" in (await anna.ask("/settings")).text


def test_no_backup_is_said_in_words(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("A text.")
    done = digest_bot("restore", str(notes), DATA_DIR=str(tmp_path / "data"))
    assert (done.returncode, text_of(done)) == (1, "")
    assert done.stderr.decode() == f"{notes} is no database, or a damaged one (file is not a database)\n"
    assert not (tmp_path / "data").exists()
