"""`digest-bot doctor` as an owner runs it, and its checks against a Telegram, a database and a machine."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from bot.config import Settings
from bot.doctor import CHECKS, examine
from bot.doctor import telegram as telegram_check
from bot.doctor.model import Finding, ok
from bot.storage import HEAD, sqlite_file
from bot.storage.backup import url_of
from tests.botapi import BotApiServer
from tests.e2e.conversations import running
from tests.e2e.test_command_line import digest_bot, text_of
from tests.postgresql import Server
from tests.unit.storage.test_backup import of_tomorrow
from tests.unit.storage.test_migrations import make_old
from tests.web import WebServer


async def found(settings: Settings, *names: str) -> list[str]:
    return [str(finding) async for finding in examine(settings, {name: CHECKS[name] for name in names})]


async def test_where_all_is_well_every_line_says_so(
    server: BotApiServer, tmp_path: Path, migrated: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(migrated, data)
    done = await asyncio.to_thread(
        digest_bot,
        "doctor",
        TELEGRAM_BOT_TOKEN=server.token,
        TELEGRAM_API_URL=server.url,
        DATA_DIR=str(data),
    )
    *lines, last = text_of(done).splitlines()
    assert done.returncode == 0
    assert [line for line in lines if not line.startswith("ok — ")] == []
    assert last == "All is well."
    for subject in (
        "Settings",
        "DATA_DIR",
        "Database",
        "Feeds",
        "Telegram",
        "Updates",
        "Clock",
        "SEEDS_DIR",
        "Child",
    ):
        assert any(line.startswith(f"ok — {subject}") for line in lines), subject
    assert done.stderr == b""
    assert server.token.partition(":")[2] not in done.stdout.decode()
    assert {path.name for path in data.iterdir()} == {"digest-bot.db", "digest-bot.lock"}
    assert server.journal.of("deleteWebhook") == server.journal.of("getUpdates") == []


async def test_what_is_wrong_is_said_all_at_once_and_no_secret_with_it(
    server: BotApiServer, tmp_path: Path
) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("TELEGRAM_BOT_TOKN=1:misspelt-secret\nOWNER_IDS=5\n")
    env_file.chmod(0o644)
    (tmp_path / "file").touch()
    done = await asyncio.to_thread(
        digest_bot,
        "doctor",
        cwd=tmp_path,
        TELEGRAM_BOT_TOKEN="77:wrong-token",
        TELEGRAM_API_URL=server.url,
        DATA_DIR=str(tmp_path / "file"),
        DATABASE_URL="postgresql://name:pass-word@127.0.0.1:9/digest_bot",
        SEEDS_DIR=str(tmp_path / "none"),
    )
    lines = text_of(done).splitlines()
    assert done.returncode == 1
    for start in (
        "warning — Settings: nobody reads TELEGRAM_BOT_TOKN — if TELEGRAM_BOT_TOKEN is meant",
        "warning — Settings: others on this machine may read .env",
        f"wrong — DATA_DIR: nothing can be written in {tmp_path / 'file'} (Not a directory)",
        "wrong — Database: the one at DATABASE_URL cannot be used",
        "wrong — Telegram: 127.0.0.1 does not know this token — @BotFather",
        "ok — Clock: ",
        "warning — SEEDS_DIR: 0 articles",
        "ok — Child processes: ",
    ):
        assert any(line.startswith(start) for line in lines), start
    assert lines[-1] == "3 to be mended, 3 to be looked after."
    written = done.stdout + done.stderr
    for secret in (b"misspelt-secret", b"wrong-token", b"pass-word"):
        assert secret not in written


def test_settings_that_cannot_be_read_are_all_named_and_end_with_2() -> None:
    done = digest_bot("doctor", ACCESS="all", SEND_RATE="0")
    assert (done.returncode, text_of(done)) == (2, "")
    assert all(name in done.stderr.decode() for name in ("ACCESS", "SEND_RATE"))


async def test_a_check_that_hangs_or_breaks_keeps_no_other_from_its_finding(settings: Settings) -> None:
    async def hang(_: Settings) -> list[Finding]:
        await asyncio.Event().wait()
        return []

    async def break_down(_: Settings) -> list[Finding]:
        raise RuntimeError("secret")

    async def be_well(_: Settings) -> list[Finding]:
        return [ok("Third: well")]

    checks = {"First": hang, "Second": break_down, "Third": be_well}
    first, second, third = [str(finding) async for finding in examine(settings, checks, deadline=0.05)]
    assert first.startswith("wrong — First: no answer within 0.05 s — ")
    assert second.startswith("wrong — Second: could not be checked (RuntimeError) — ")
    assert third == "ok — Third: well"


@pytest.mark.file
async def test_beside_a_bot_that_runs_it_says_so_and_disturbs_nothing(
    settings: Settings, server: BotApiServer
) -> None:
    async with running(settings, server):
        (pages, *_) = await found(settings, "Database")
        assert "the bot is running on it" in pages
        assert await found(settings, "Telegram")
    assert "not running on it" in (await found(settings, "Database"))[0]
    async with running(settings, server):  # what was asked of the lock holds nobody back
        pass


@pytest.mark.file
async def test_feeds_that_fail_are_named_the_worst_first_and_nothing_is_fetched(
    settings: Settings, server: BotApiServer
) -> None:
    with closing(sqlite3.connect(sqlite_file(settings.data_dir))) as connection, connection:
        connection.execute(
            "INSERT INTO chats (id, telegram_id, kind, added_at, timezone) VALUES (1, 7, 'private', 1, 'UTC')"
        )
        connection.executemany(
            "INSERT INTO feeds (id, url, kind, title, interval, next_poll_at, added_at, "
            "failures, failing_since, failure, is_gone) VALUES (?, ?, 'feed', ?, 60, 1, 1, ?, ?, ?, ?)",
            [
                (
                    n,
                    f"http://name:pass-word@127.0.0.{n}/",
                    f"News {n}",
                    n,
                    1000 - n if n > 2 else None,
                    code,
                    n == 4,
                )
                for n, code in enumerate(
                    [None, None, *["link_not_found", "link_gone", "link_too_slow"] * 2], 1
                )
            ],
        )
        connection.executemany(
            "INSERT INTO subscriptions (chat_id, feed_id, added_at) VALUES (1, ?, 1)",
            [(n,) for n in range(1, 9)],
        )
    _, _, head, *worst = await found(settings, "Database")
    assert "8 followed, 6 of them fail" in head
    assert [line.split(" (")[0] for line in worst] == [f"warning — Feed: News {n}" for n in (4, 8, 7, 6, 5)]
    assert "it is gone" in worst[0]
    assert "its server takes too long to answer, 8 times in a row" in worst[1]
    assert "pass-word" not in "".join(worst)


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("0002", f"ok — Database: its tables are of 0002; the next start brings them to {HEAD}"),
        ("9999", "wrong — "),
    ],
)
@pytest.mark.file
async def test_tables_of_another_version_are_told_and_left_as_they_are(
    settings: Settings, revision: str, said: str
) -> None:
    file = sqlite_file(settings.data_dir)
    if revision == "9999":
        await asyncio.to_thread(of_tomorrow, file)
    else:
        file.unlink()
        await asyncio.to_thread(make_old, url_of(file), revision)
    lines = await found(settings, "Database")
    assert lines[1].startswith(said)
    assert (await found(settings, "Database"))[1] == lines[1]


@pytest.mark.file
async def test_a_damaged_database_is_wrong_and_one_that_is_not_there_is_not(settings: Settings) -> None:
    file = sqlite_file(settings.data_dir)
    file.write_bytes(b"nonsense" * 1000)
    (line,) = await found(settings, "Database")
    assert line.startswith(f"wrong — Database: {file} cannot be used (file is not a database) — ")
    file.unlink()
    (line,) = await found(settings, "Database")
    assert line.startswith("ok — Database: there is none")
    assert not file.exists()


@pytest.fixture(params=["with tables", "empty"])
def on_server(request: pytest.FixtureRequest, settings: Settings, postgresql: Server) -> Iterator[Settings]:
    url = postgresql.new_database() if request.param == "with tables" else postgresql.empty_database()
    address = SecretStr(url.render_as_string(hide_password=False))
    yield settings.model_copy(update={"database_url": address})
    postgresql.drop(url)


async def test_a_database_on_a_server_is_asked_for_its_tables_and_feeds(on_server: Settings) -> None:
    answers, tables, *rest = await found(on_server, "Database")
    assert answers.startswith("ok — Database: the one at DATABASE_URL answers; 0 other connections")
    if rest:
        assert tables == f"ok — Database: its tables are up to date ({HEAD})"
        assert rest == ["ok — Feeds: 0 followed, none fails"]
    else:
        assert (
            tables == "ok — Database: the one at DATABASE_URL has no tables yet; the first start makes them"
        )


async def test_a_webhook_of_somebody_else_is_told(settings: Settings, server: BotApiServer) -> None:
    async with httpx.AsyncClient() as client:
        await client.post(
            f"{server.url}/bot{server.token}/setWebhook", data={"url": "https://other.example.org/path"}
        )
    lines = await found(settings, "Telegram")
    assert any(
        line.startswith("warning — Updates: Telegram brings them to other.example.org") for line in lines
    )


async def test_a_clock_that_is_wrong_is_told(
    settings: Settings, server: BotApiServer, web: WebServer
) -> None:
    told = [("Date", "Sun, 22 Nov 2015 12:00:00 GMT")]
    web.page(f"/bot{server.token}/getMe", '{"ok": true, "result": {"username": "digest_bot"}}', headers=told)
    here = settings.model_copy(update={"telegram_api_url": web.url("")})
    *_, clock = await found(here, "Telegram")
    assert clock.startswith("wrong — Clock: ")
    assert "ahead of Telegram's" in clock


async def test_a_telegram_that_does_not_answer_is_waited_for_and_no_longer(
    settings: Settings, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_check, "_PATIENCE", 0.2)
    server.fault("getMe", delay=30)
    (line,) = await found(settings, "Telegram")
    assert line.startswith("wrong — Telegram: 127.0.0.1 cannot be reached (ReadTimeout) — ")
