"""The commands `backup` and `restore`: the database into one file, and back; what came of it, in words."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from bot.config import Settings
from bot.storage import database_at, sqlite_file
from bot.storage.backup import Contents, back_up, url_of
from bot.storage.restore import restore, restore_to_server


def back_up_to(settings: Settings, target: Path, *, replace: bool) -> str:
    """Copy the database into a file; return what to say. Raises `BackupError`."""
    contents = back_up(database_of(settings), target, replace=replace)
    size = target.stat().st_size / 1_000_000
    return f"{target}: {_counted(contents)}, {size:.1f} MB."


def restore_from(settings: Settings, file: Path, *, replace: bool, now: datetime) -> str:
    """Put a copy in the place of the database; return what to say. Raises `BackupError`."""
    if settings.database_url:
        contents = restore_to_server(file, database_of(settings))
        return f"The database at DATABASE_URL now holds what {file} holds: {_counted(contents)}."
    restored = restore(file, settings.data_dir, now=now, replace=replace)
    said = f"{sqlite_file(settings.data_dir)} now holds what {file} holds: {_counted(restored.contents)}."
    return f"{said}\nThe database before it is kept as {restored.kept}." if restored.kept else said


def database_of(settings: Settings) -> URL:
    """Return the address of the database; neither it nor its folder is made."""
    if settings.database_address:
        return database_at(settings.database_address, settings.data_dir)
    return url_of(sqlite_file(settings.data_dir))


def _counted(contents: Contents) -> str:
    return f"chats: {contents.chats}, owners: {contents.owners}, tables: {contents.revision}"
