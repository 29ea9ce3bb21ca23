"""Setups written as JSON and read again, and files that are no backup."""

import json
from datetime import time
from typing import Any

import pytest

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.articles.lists import Listed
from bot.digest.look import Look
from bot.digest.model import Schedule
from bot.digest.profile import Field
from bot.digest.schedule import UNTIL_RESUMED
from bot.digest.setup import KeptWord, Setup
from bot.digest.wishes import Options, Taste
from bot.errors import UserError
from bot.render.phrases import explain
from bot.sources.backup import FORMAT, VERSION, read_backup, setup_values

SETUP = Setup(
    Schedule(
        "Asia/Kolkata",
        (time(8), time(18, 30)),
        frozenset({0, 4}),
        (time(22), time(7)),
        UNTIL_RESUMED,
    ),
    Options(has_roundup=True, breaking_sources=3, breaking_most=1),
    is_silent=True,
    says_nothing_new=True,
    look=Look("de", is_language_chosen=True, sentences=5, algorithm="lex-rank", has_links=False),
    most_minutes=10,
    sources=(
        Listed("https://example.org/feed", FeedKind.FEED, "Harbour", ("News", "a/b"), weight=2),
        Listed("https://t.me/s/lindholm", FeedKind.CHANNEL),
        Listed(FOLDER_URL, FeedKind.FOLDER),
    ),
    words=(
        KeptWord(Taste.MUTE, "football"),
        KeptWord(Taste.LIKE, "harbour", -1),
        KeptWord(Taste.ONLY, "Smith", 0, Field.AUTHOR, "https://example.org/feed"),
    ),
)


def file(**changes: Any) -> bytes:
    values = {"format": FORMAT, "version": VERSION, "setup": setup_values(SETUP)} | changes
    return json.dumps(values).encode()


def changed(part: str, **changes: Any) -> bytes:
    setup = setup_values(SETUP)
    setup[part] = setup[part] | changes
    return file(setup=setup)


def test_a_setup_is_read_as_it_was_written() -> None:
    read = read_backup(file(exported_at="2026-11-22T12:00:00Z"))
    assert read.setup == SETUP
    assert [source.weight for source in read.setup.sources] == [2, 0, 0]
    assert read.exported_at == 1_795_348_800


def test_what_is_missing_is_as_where_nobody_has_set_anything() -> None:
    assert read_backup(file(setup={})).setup == Setup(Schedule("UTC+00:00", ()), Options())


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "backup_broken"),
        (b"[" * 100_000, "backup_broken"),
        (b"\xff\xfe", "backup_broken"),
        (b"[]", "backup_not_ours"),
        (b'{"version": 1}', "backup_not_ours"),
        (file(version=2), "backup_newer"),
        (file(setup=[]), "backup_value"),
    ],
)
def test_what_is_no_backup_is_refused_by_name(body: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_backup(body)
    assert caught.value.code == code
    assert explain(caught.value)


def test_where_json_breaks_off_is_said() -> None:
    with pytest.raises(UserError) as caught:
        read_backup(b'{"format": "digest-bot",\n "version" 1}')
    assert caught.value.values == {"line": 2, "column": 12}


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (changed("schedule", time_zone="Atlantis/City"), "setup.schedule.time_zone"),
        (changed("schedule", times=["08:00", "25:00"]), "setup.schedule.times"),
        (changed("schedule", weekdays=[7]), "setup.schedule.weekdays"),
        (changed("digest", most_stories=True), "setup.digest.most_stories"),
        (changed("digest", is_silent=1), "setup.digest.is_silent"),
        (changed("look", language="xx"), "setup.look.language"),
        (changed("look", sentences=99), "setup.look.sentences"),
        (changed("look", algorithm="magic"), "setup.look.algorithm"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(body: bytes, key: str) -> None:
    with pytest.raises(UserError) as caught:
        read_backup(body)
    assert caught.value.values == {"key": key}


@pytest.mark.parametrize("address", ["file:///etc/passwd", "", 5, None, "javascript:x"])
def test_sources_are_such_as_can_be_followed(address: object) -> None:
    with pytest.raises(UserError) as caught:
        read_backup(file(setup={"sources": [{"address": address}]}))
    assert caught.value.values == {"key": "setup.sources[0].address"}
