"""Looks at this machine and at the database, and has what it found judged."""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from dotenv import dotenv_values

from bot.backup_command import database_of
from bot.config import ENV_FILE, Settings
from bot.doctor.database import judge_feeds, judge_pages, judge_tables
from bot.doctor.machine import Disk, judge_children, judge_disk, judge_env_file, judge_names, judge_seeds
from bot.doctor.model import Finding, ok, wrong
from bot.doctor.telegram import ask, judge
from bot.errors import BotError, TooHeavy
from bot.services.read_bytes import prepare
from bot.sources.folder import Folder
from bot.storage import HEAD, revisions, sqlite_file
from bot.storage.examine import check_pages, read_state
from bot.storage.single import is_held
from bot.workers import Limits, Workers

# Feeds in trouble that are named.
_MOST_FEEDS = 5
# Seconds for the pages of a database: some gigabytes, and less than a check may take.
_FOR_PAGES = 8.0
# Bytes that a child tries to take, which is more than it may.
_TOO_MUCH = 2 * Limits().memory


async def settings_given(_settings: Settings) -> list[Finding]:
    """Look at the names in `.env` and in the environment, and at who may read the file."""
    known = [name.upper() for name in Settings.model_fields]
    mode = ENV_FILE.stat().st_mode if ENV_FILE.exists() else None
    in_file = [name for name, value in dotenv_values(ENV_FILE, interpolate=False).items() if value]
    return [*judge_names(in_file, os.environ, known), *judge_env_file(ENV_FILE, mode)]


async def data_folder(settings: Settings) -> list[Finding]:
    """See whether something can be written where the database is."""
    return [judge_disk(await asyncio.to_thread(_disk, settings.data_dir))]


async def database(settings: Settings) -> list[Finding]:
    """Look at the database and what it knows of feeds; nothing is fetched."""
    url, file = database_of(settings), sqlite_file(settings.data_dir)
    found: list[Finding] = []
    name = "the one at DATABASE_URL"
    if settings.database_url is None:
        name = str(file)
        pages = await asyncio.to_thread(check_pages, file, _FOR_PAGES)
        if not pages.is_there:
            return [ok(f"Database: there is none at {file} yet; the first start makes it")]
        held = is_held(settings.data_dir)
        found.append(judge_pages(name, pages.fault, is_whole=pages.is_whole, is_held=held))
        if pages.fault:
            return found
    state = await read_state(url, _MOST_FEEDS)
    if state.fault:
        return [*found, wrong(f"Database: {name} cannot be used ({state.fault})", "mend it, or DATABASE_URL")]
    if state.others is not None:
        found.append(ok(f"Database: {name} answers; {state.others} other connections are open"))
    if not state.is_there:
        return [*found, ok(f"Database: {name} has no tables yet; the first start makes them")]
    found.append(judge_tables(state.revision, HEAD, revisions()))
    return [*found, *judge_feeds(state.followed, state.failing, state.worst)]


async def telegram(settings: Settings) -> list[Finding]:
    """Ask Telegram who the bot is, how updates leave it, and what time it is."""
    return judge(await ask(settings), settings, time.time())


async def seeds(settings: Settings) -> list[Finding]:
    """Read the folder of articles."""
    reading = await asyncio.to_thread(Folder(settings.seeds_dir).read)
    return [judge_seeds(settings.seeds_dir, len(reading.texts), reading.faults)]


async def children(_settings: Settings) -> list[Finding]:
    """Have a text summed up in a child process, and see that another one cannot take too much memory."""
    workers = Workers(count=1, prepare=prepare)
    took, limited = None, False
    try:
        start = time.monotonic()
        await workers.run(prepare)
        took = time.monotonic() - start
        await workers.run(bytearray, _TOO_MUCH)
    except TooHeavy:
        limited = took is not None
    except BotError:
        pass  # what there is of it is judged
    finally:
        await workers.close()
    return [judge_children(took, is_limited=limited, is_linux=sys.platform == "linux")]


def _disk(folder: Path) -> Disk:
    # One that is not there is made at the first start, in what there is of the way to it.
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"ok")
        database = sqlite_file(folder)
        size = database.stat().st_size if database.exists() else 0
        return Disk(folder, None, shutil.disk_usage(there).free, size)
    except OSError as error:
        return Disk(folder, error.strerror or type(error).__name__)
