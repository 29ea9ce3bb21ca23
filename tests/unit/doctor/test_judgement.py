"""What is found becomes a line that says how bad it is and what to do; no machine is looked at here."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.articles.feed import Feed, FeedKind, stand_in
from bot.config import Settings, load_settings
from bot.doctor.database import judge_feeds, judge_pages, judge_tables
from bot.doctor.machine import Disk, judge_children, judge_disk, judge_env_file, judge_names, judge_seeds
from bot.doctor.model import Finding, Level, ok, wrong
from bot.doctor.telegram import Answered, judge, judge_clock

KNOWN = ["TELEGRAM_BOT_TOKEN", "OWNER_IDS", "ACCESS"]
NOW = 1_800_000_000
ME = {"username": "digest_bot", "can_read_all_group_messages": False, "supports_inline_queries": True}
GIGABYTE = 10**9


def settings(**given: str) -> Settings:
    return load_settings({"TELEGRAM_BOT_TOKEN": "1:token", **given}, Path("no.env"))


def levels(findings: list[Finding]) -> list[str]:
    return [finding.level.value for finding in findings]


def test_a_line_says_in_words_how_it_is_and_what_to_do() -> None:
    assert str(ok("Clock: right")) == "ok — Clock: right"
    assert str(wrong("Clock: stopped", "wind it up")) == "wrong — Clock: stopped — wind it up"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("TELEGRAM_BOT_TOKN", "TELEGRAM_BOT_TOKEN"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("telegram_bot_token", "TELEGRAM_BOT_TOKEN"),
        ("OWNER_ID", "OWNER_IDS"),
        ("OWNERS_IDS_FILE", "OWNER_IDS_FILE"),
    ],
)
def test_a_misspelt_name_is_told_with_the_one_that_is_meant(name: str, near: str) -> None:
    for in_file, in_environment in (([name], []), ([], [name])):
        _, found = judge_names(in_file, in_environment, KNOWN)
        assert found.level is Level.WARNING
        assert name in found.what
        assert near in found.next_step


def test_names_of_other_programs_are_no_reason_to_warn() -> None:
    (found,) = judge_names(
        ["ACCESS", "POSTGRES_PASSWORD"],
        ["PATH", "HOME", "TERM", "XDG_DATA_DIRS", "OWNER_IDS_FILE", "HTTPS_PROXY"],
        KNOWN,
    )
    assert found == ok(
        "Settings: 2 given, all can be used; .env also holds POSTGRES_PASSWORD, which the bot does not read"
    )


@pytest.mark.parametrize(
    ("mode", "level"), [(None, "ok"), (0o600, "ok"), (0o100640, "warning"), (0o644, "warning")]
)
def test_who_may_read_the_file_of_settings(mode: int | None, level: str) -> None:
    assert levels(judge_env_file(Path(".env"), mode)) == [level]


@pytest.mark.parametrize(
    ("disk", "level"),
    [
        (Disk(Path("data"), None, 5 * GIGABYTE, GIGABYTE), "ok"),
        (Disk(Path("data"), None, 5 * GIGABYTE, 6 * GIGABYTE), "warning"),
        (Disk(Path("data"), None, GIGABYTE // 2, 0), "warning"),
        (Disk(Path("data"), None, GIGABYTE // 100, 0), "wrong"),
        (Disk(Path("data"), "Permission denied"), "wrong"),
    ],
)
def test_room_in_the_folder_of_data(disk: Disk, level: str) -> None:
    found = judge_disk(disk)
    assert found.level.value == level
    assert (found.next_step == "") == (level == "ok")
    assert (disk.fault or "free") in found.what


def test_articles_that_cannot_be_read_are_named() -> None:
    assert judge_seeds(Path("seeds"), 2, []) == ok("SEEDS_DIR: 2 articles in seeds")
    found = judge_seeds(Path("seeds"), 1, [("a.txt", "not UTF-8 text"), ("b.txt", "not a file")])
    assert found.level is Level.WARNING
    assert "a.txt cannot be used (not UTF-8 text) and 1 more" in found.what


@pytest.mark.parametrize(
    ("seconds", "is_limited", "is_linux", "level"),
    [
        (1.0, True, True, "ok"),
        (1.0, False, True, "wrong"),
        (1.0, False, False, "warning"),
        (None, False, True, "wrong"),
    ],
)
def test_children_have_to_answer_and_their_memory_has_to_end(
    seconds: float | None, is_limited: bool, is_linux: bool, level: str
) -> None:
    assert judge_children(seconds, is_limited=is_limited, is_linux=is_linux).level.value == level


@pytest.mark.parametrize(
    ("ahead", "level"),
    [(0.0, "ok"), (-4.9, "ok"), (5.5, "warning"), (-60.0, "warning"), (61.0, "wrong"), (-7200.0, "wrong")],
)
def test_the_clock_against_that_of_telegram(ahead: float, level: str) -> None:
    found = judge_clock(ahead)
    assert found.level.value == level
    if level != "ok":
        assert ("ahead of" if ahead > 0 else "behind") in found.what


def answered(**changes: Any) -> Answered:
    return replace(Answered(status=200, is_bot_api=True, me=ME, ahead=0.2), **changes)


def test_a_bot_that_telegram_knows() -> None:
    known, modes, updates, clock = judge(answered(), settings(), NOW)
    assert "@digest_bot" in known.what
    assert "commands and answers to it" in modes.what
    assert "inline mode is on" in modes.what
    assert "long polling" in updates.what
    assert levels([known, modes, updates, clock]) == ["ok"] * 4


def test_modes_that_botfather_sets_are_told() -> None:
    me = ME | {"can_read_all_group_messages": True, "supports_inline_queries": False}
    modes = judge(answered(me=me), settings(), NOW)[1].what
    assert "all of what is said" in modes
    assert "/setinline" in modes


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answered(status=401, is_bot_api=True, ahead=0.0), "does not know this token"),
        (Answered(status=404, is_bot_api=True, ahead=0.0), "does not know this token"),
        (Answered(status=429, is_bot_api=True, ahead=0.0), "refuses (HTTP 429)"),
        (Answered(status=404), "no Bot API (HTTP 404)"),
        (Answered(fault="Name or service not known"), "cannot be reached (Name or service not known)"),
    ],
)
def test_a_telegram_that_is_not_there_or_does_not_know_the_bot(answer: Answered, said: str) -> None:
    found = judge(answer, settings(), NOW)[0]
    assert found.level is Level.WRONG
    assert said in found.what


def test_a_proxy_is_named_but_not_its_address() -> None:
    given = settings(TELEGRAM_PROXY="http://name:password@127.0.0.1:8080")
    (found,) = judge(Answered(fault="refused"), given, NOW)
    assert "through TELEGRAM_PROXY" in found.what
    assert "password" not in str(found)


def test_without_a_token_it_is_said_where_there_are_some_and_the_clock_is_looked_at_all_the_same() -> None:
    token, clock = judge(Answered(status=302, ahead=90.0), load_settings({}, Path("no.env")), NOW)
    assert levels([token, clock]) == ["wrong", "wrong"]
    assert "@BotFather" in token.next_step


WANTED = "https://bot.example.org/updates"


@pytest.mark.parametrize(
    ("info", "wanted", "level", "said"),
    [
        ({"url": ""}, None, "ok", "long polling"),
        ({"url": ""}, WANTED, "ok", "sets it when it starts"),
        ({"url": WANTED}, WANTED, "ok", "brings them to bot.example.org"),
        ({"url": "https://other.example.org/secret"}, None, "warning", "other.example.org, and not"),
        ({"url": "https://other.example.org/secret"}, WANTED, "warning", "other.example.org, and not"),
        (
            {"url": WANTED, "last_error_date": NOW - 60, "last_error_message": "502 Bad Gateway"},
            WANTED,
            "warning",
            "15 January 07:59 UTC: 502 Bad Gateway",
        ),
        (
            {"url": WANTED, "last_error_date": NOW - 100_000, "last_error_message": "old"},
            WANTED,
            "ok",
            "brings",
        ),
    ],
)
def test_the_way_of_updates(info: dict[str, Any], wanted: str | None, level: str, said: str) -> None:
    given = settings(**({"WEBHOOK_URL": wanted} if wanted else {}))
    found = judge(answered(webhook=info), given, NOW)[2]
    assert found.level.value == level
    assert said in found.what
    assert "secret" not in found.what


def test_updates_that_wait_are_counted() -> None:
    assert (
        "3 wait" in judge(answered(webhook={"url": "", "pending_update_count": 3}), settings(), NOW)[3].what
    )


def test_pages_of_a_database() -> None:
    sound = judge_pages("a.db", None, is_whole=True, is_held=False)
    assert (sound.level, "not running" in sound.what) == (Level.OK, True)
    late = judge_pages("a.db", None, is_whole=None, is_held=True)
    assert (late.level, "as far as there was time" in late.what) == (Level.OK, True)
    assert judge_pages("a.db", "malformed", is_whole=None, is_held=False).level is Level.WRONG


@pytest.mark.parametrize(
    ("revision", "level"), [("0002", "ok"), ("0001", "ok"), ("0003", "wrong"), (None, "wrong")]
)
def test_tables_of_another_version(revision: str | None, level: str) -> None:
    assert judge_tables(revision, "0002", ["0001", "0002"]).level.value == level


def failing(url: str, **changes: Any) -> Feed:
    feed = stand_in(1, url, FeedKind.FEED, "Town News", None, NOW)
    return replace(feed, **{"failures": 7, "failing_since": NOW - 9} | changes)


def test_feeds_that_fail_are_named_with_the_reason_and_without_what_is_secret_in_an_address() -> None:
    assert judge_feeds(3, 0, []) == [ok("Feeds: 3 followed, none fails")]
    url = "https://anna:pass@example.org/feed?key=secret"
    head, one, gone, odd = judge_feeds(
        9,
        3,
        [
            failing(url, failure="link_too_slow"),
            failing(url, failure="link_gone", is_gone=True),
            failing("https://example.org/", failure="x", title="a\u202eb\nc" * 99),
        ],
    )
    assert head.what == "Feeds: 9 followed, 3 of them fail"
    assert one.what == (
        "Feed: Town News (example.org): its server takes too long to answer, 7 times in a row"
    )
    assert gone.what.endswith("its server says that the source is no longer there, it is gone")
    assert len(odd.what) < 160
    assert odd.what.isprintable()
