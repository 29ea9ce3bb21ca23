"""A copy of the database: whole, of one moment and private, or none at all; and its way back."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import create_engine

from bot.errors import BackupError
from bot.storage import HEAD, sqlite_file
from bot.storage.backup import Contents, back_up, look_into, url_of
from bot.storage.restore import restore
from bot.storage.single import only_process
from tests.unit.storage.test_migrations import make_old

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 23, 6, 30, 5, tzinfo=UTC)
KEPT = "digest-bot.db.before-restore-20261123T063005"


@pytest.fixture
def data(migrated: Path, tmp_path: Path) -> Path:
    """The folder of a database with one owner, 5, and some articles."""
    return folder_with(migrated, tmp_path / "data", owner=5)


@pytest.fixture
def copy(migrated: Path, tmp_path: Path) -> Path:
    """A backup with the owner 7."""
    folder = folder_with(migrated, tmp_path / "other", owner=7)
    back_up(url_of(sqlite_file(folder)), tmp_path / "copy.db")
    return tmp_path / "copy.db"


def folder_with(migrated: Path, folder: Path, owner: int) -> Path:
    folder.mkdir(mode=0o700)
    shutil.copy(migrated, folder)
    with closing(sqlite3.connect(sqlite_file(folder))) as connection, connection:
        connection.execute("INSERT INTO owners VALUES (?, 1)", (owner,))
        rows = [(f"{owner}-{n}", "x" * 2000, 1) for n in range(200)]
        connection.executemany("INSERT INTO articles (id, text, stored_at) VALUES (?, ?, ?)", rows)
    return folder


def log_of(data: Path) -> bytes:
    """Change the owner of a database to 6; return what SQLite keeps beside it until that is in its place."""
    with closing(sqlite3.connect(sqlite_file(data))) as connection:
        connection.execute("UPDATE owners SET user_id = 6")
        connection.commit()
        return (data / "digest-bot.db-wal").read_bytes()


def owners(database: Path) -> list[int]:
    with closing(sqlite3.connect(database)) as connection:
        return [number for (number,) in connection.execute("SELECT user_id FROM owners")]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"digest-bot.lock"}


def test_a_copy_is_whole_private_and_one_file(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "today.db"
    target.parent.mkdir()
    old_mask = os.umask(0)
    try:
        assert back_up(url_of(sqlite_file(data)), target) == Contents(HEAD, 0, 1)
    finally:
        os.umask(old_mask)
    assert names(target.parent) == {"today.db"}
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert owners(target) == [5]


def test_what_was_deleted_is_not_in_a_copy(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_file(data))) as connection, connection:
        connection.execute("INSERT INTO articles (id, text, stored_at) VALUES ('s', 'Quokkabird', 1)")
    with closing(sqlite3.connect(sqlite_file(data))) as connection, connection:
        connection.execute("DELETE FROM articles WHERE id = 's'")
    back_up(url_of(sqlite_file(data)), tmp_path / "copy.db")
    assert b"Quokkabird" not in (tmp_path / "copy.db").read_bytes()


@pytest.fixture
def busy(data: Path) -> Iterator[Path]:
    """The folder of a database that is written all the time: as many articles as its one input says."""
    stop = Event()

    def write() -> None:
        with closing(sqlite3.connect(sqlite_file(data), isolation_level=None)) as connection:
            number = 200
            while not stop.wait(0.001):
                number += 1
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(
                    "INSERT INTO articles (id, text, stored_at) VALUES (?, ?, 1)",
                    (f"new-{number}", "x" * 2000),
                )
                connection.execute("REPLACE INTO inputs (id, stored_at) VALUES ('count', ?)", (number,))
                connection.execute("COMMIT")

    writer = Thread(target=write)
    writer.start()
    yield data
    stop.set()
    writer.join()


def test_a_copy_is_of_one_moment_however_much_is_written_meanwhile(busy: Path, tmp_path: Path) -> None:
    counts = []
    for number in range(10):
        target = tmp_path / f"{number}.db"
        back_up(url_of(sqlite_file(busy)), target)
        with closing(sqlite3.connect(target)) as connection:
            (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
            (noted,) = connection.execute("SELECT coalesce(max(stored_at), 200) FROM inputs").fetchone()
        assert articles == noted
        counts.append(noted)
    assert counts[-1] > counts[0]


def test_a_file_that_is_there_is_kept_unless_told_otherwise(data: Path, tmp_path: Path) -> None:
    database, target = url_of(sqlite_file(data)), tmp_path / "copy.db"
    target.write_text("mine")
    with pytest.raises(BackupError, match="--replace"):
        back_up(database, target)
    assert target.read_text() == "mine"
    back_up(database, target, replace=True)
    assert owners(target) == [5]
    for own in ("digest-bot.db", "digest-bot.db-wal"):
        with pytest.raises(BackupError, match="the database itself"):
            back_up(database, data / own, replace=True)


def test_of_a_damaged_database_there_is_no_copy_and_the_last_good_one_stays(data: Path, copy: Path) -> None:
    file = sqlite_file(data)
    pages = bytearray(file.read_bytes())
    pages[5 * 4096 : 40 * 4096] = b"x" * 35 * 4096
    file.write_bytes(pages)
    with pytest.raises(BackupError, match="damaged"):
        back_up(url_of(file), copy, replace=True)
    assert owners(copy) == [7]
    assert not copy.with_name("copy.db.part").exists()


def test_no_copy_is_made_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing to copy"):
        back_up(url_of(sqlite_file(tmp_path / "none")), tmp_path / "copy.db")
    assert names(tmp_path) == set()


def test_a_copy_takes_the_place_of_a_database_which_is_kept(data: Path, copy: Path) -> None:
    with pytest.raises(BackupError, match="--replace"):
        restore(copy, data, now=NOW)
    assert owners(sqlite_file(data)) == [5]
    restored = restore(copy, data, now=NOW, replace=True)
    assert restored.kept == data / KEPT
    assert names(data) == {"digest-bot.db", KEPT}
    assert (owners(sqlite_file(data)), owners(data / KEPT)) == ([7], [5])
    assert owners(copy) == [7]


@pytest.mark.parametrize(
    "before", ["no folder", "an empty file", "an empty database", "the log of one deleted"]
)
def test_where_nobody_would_miss_anything_nothing_has_to_be_said_twice(
    before: str, data: Path, copy: Path, tmp_path: Path, migrated: Path
) -> None:
    folder = tmp_path / "new"
    if before != "no folder":
        folder.mkdir()
    if before == "an empty file":
        sqlite_file(folder).touch()
    elif before == "an empty database":
        shutil.copy(migrated, folder)
    elif before == "the log of one deleted":
        (folder / "digest-bot.db-wal").write_bytes(log_of(data))
    assert restore(copy, folder, now=NOW).kept is None
    assert look_into(sqlite_file(folder)).owners == 1
    assert owners(sqlite_file(folder)) == [7]
    assert stat.S_IMODE(sqlite_file(folder).stat().st_mode) == 0o600


def test_a_damaged_database_is_replaced_and_all_of_it_kept(data: Path, copy: Path) -> None:
    log = log_of(data)
    sqlite_file(data).write_bytes(b"not a database" * 1000)
    (data / "digest-bot.db-wal").write_bytes(log)  # it would fit the new one, too
    with pytest.raises(BackupError, match="--replace"):
        restore(copy, data, now=NOW)
    restore(copy, data, now=NOW, replace=True)
    assert owners(sqlite_file(data)) == [7]
    look_into(sqlite_file(data))
    assert (data / KEPT).read_bytes() == b"not a database" * 1000
    assert (data / f"{KEPT}-wal").read_bytes() == log


@pytest.mark.parametrize("who", ["the bot", "another program"])
def test_a_database_in_use_is_left_alone(data: Path, copy: Path, who: str) -> None:
    if who == "the bot":
        with only_process(data), pytest.raises(BackupError, match="stop it first"):
            restore(copy, data, now=NOW, replace=True)
    else:
        with closing(sqlite3.connect(sqlite_file(data))) as connection:
            connection.execute("SELECT * FROM owners").fetchone()
            with pytest.raises(BackupError, match="end it first"):
                restore(copy, data, now=NOW, replace=True)
    assert names(data) - {"digest-bot.db-wal", "digest-bot.db-shm"} == {"digest-bot.db"}
    assert owners(sqlite_file(data)) == [5]


def test_the_tables_of_an_older_copy_are_brought_up_to_date(data: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    make_old(url_of(old), "0002")
    before = old.read_bytes()
    assert restore(old, data, now=NOW, replace=True).contents == Contents(HEAD, 0, 1)
    assert owners(sqlite_file(data)) == [5]
    assert old.read_bytes() == before


def of_tomorrow(copy: Path) -> None:
    engine = create_engine(f"sqlite:///{copy}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()


def of_another_program(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE notes (text)")


def half(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (of_tomorrow, "newer version"),
        (of_another_program, "no backup of this bot"),
        (half, "damaged"),
        (lambda copy: copy.write_text("A text."), "no database"),
        (lambda copy: copy.write_text(""), "no backup of this bot"),
        (lambda copy: copy.unlink(), "cannot be read"),
    ],
)
def test_what_is_no_good_copy_is_refused_in_words(spoil: object, said: str, data: Path, copy: Path) -> None:
    assert callable(spoil)
    spoil(copy)
    with pytest.raises(BackupError, match=said):
        restore(copy, data, now=NOW, replace=True)
    assert names(data) == {"digest-bot.db"}
    assert owners(sqlite_file(data)) == [5]


def test_the_database_is_no_copy_of_itself(data: Path) -> None:
    with pytest.raises(BackupError, match="the database itself"):
        restore(sqlite_file(data), data, now=NOW, replace=True)


def test_killed_at_any_step_it_leaves_the_old_database_or_the_new_one(
    data: Path, copy: Path, tmp_path: Path
) -> None:
    before, work = tmp_path / "before", tmp_path / "work"
    with closing(sqlite3.connect(sqlite_file(data))) as connection:
        connection.execute("INSERT INTO owners VALUES (6, 1)")
        connection.commit()
        # As a bot that was killed leaves it: the newest rows are in the log alone.
        shutil.copytree(data, before, ignore=shutil.ignore_patterns("*-shm"))
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.storage.killed_restores", copy, before, work, NOW.isoformat()],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode() == ""
    steps = len(list(work.iterdir()))
    outcomes = []
    for step in range(1, steps + 1):
        folder = work / str(step)
        look_into(sqlite_file(folder))
        now_in_place = owners(sqlite_file(folder))
        outcomes.append(now_in_place)
        assert now_in_place in ([5, 6], [7]), step
        if now_in_place == [7]:
            assert owners(folder / KEPT) == [5, 6], step
        if step % 7 == 0:  # what it left is no obstacle to the next attempt
            restore(copy, folder, now=NOW + timedelta(hours=1), replace=True)
            assert owners(sqlite_file(folder)) == [7]
            assert not {name for name in names(folder) if "restoring" in name}, step
    assert steps > 20
    assert outcomes[0] == [5, 6]
    assert outcomes[-1] == [7]
