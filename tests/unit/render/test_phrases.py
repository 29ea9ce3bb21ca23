import re
from pathlib import Path

import pytest

from bot.errors import (
    ArticleGone,
    DocumentFailed,
    FeedFailed,
    FetchFailed,
    NoArticles,
    NothingRead,
    PageFailed,
    QuotaReached,
    TooHeavy,
    TooLong,
    TooShort,
    UnknownAlgorithm,
    UnreadableInput,
    UserError,
)
from bot.render.english import ROOMS, TEXTS
from bot.render.feed_notices import of_source
from bot.render.phrases import explain

# Everything that is raised for a person, with the values it is raised with.
ERRORS = [
    TooShort(reason="few_words", sentences=1, words=5),
    TooShort(reason="one_sentence", sentences=1, words=500),
    TooLong(algorithm="lsa", limit=1000, sentences=2000),
    UnknownAlgorithm(algorithm="x", known="rank, lead"),
    UnreadableInput(name="a.txt", why="it is not UTF-8 text"),
    NoArticles(folder="seeds"),
    NothingRead(),
    ArticleGone(days=30),
    UserError("no_text"),
    UserError("no_words"),
    UserError("not_chosen"),
    UserError("other_chat"),
    UserError("short_message", paste_from=600, length=5),
    UserError("too_many", limit=50),
    UserError("unknown_command"),
    FetchFailed("link_invalid", link="x"),
    FetchFailed("link_private", host="example.org"),
    FetchFailed("link_port", port=8080),
    FetchFailed("link_unreachable", host="example.org"),
    FetchFailed("link_not_found", host="example.org"),
    FetchFailed("link_refused", host="example.org", status=403),
    FetchFailed("link_server_error", host="example.org", status=503),
    FetchFailed("link_too_large", limit=5),
    FetchFailed("link_too_slow", host="example.org", seconds=20),
    FetchFailed("link_redirects", host="example.org"),
    FetchFailed("link_broken", host="example.org"),
    FetchFailed("link_certificate", host="example.org"),
    FetchFailed("link_type", host="example.org", type="image/png"),
    FetchFailed("link_gone", host="example.org"),
    FeedFailed("feed_broken", host="example.org"),
    FeedFailed("feed_not_feed", host="example.org"),
    FeedFailed("channel_unknown", name="town"),
    FeedFailed("channel_no_preview", name="town"),
    UserError("schedule_nothing"),
    UserError("schedule_unreadable", part="x"),
    UserError("schedule_span", start="08:00", end="18:00"),
    UserError("schedule_on_and_off"),
    UserError("schedule_by_day"),
    UserError("schedule_many", count=13, limit=12),
    UserError("schedule_close", first="08:00", second="08:10", minutes=15),
    UserError("schedule_quiet"),
    UserError("schedule_pause", part="x"),
    UserError("schedule_pause_past"),
    UserError("schedule_pause_long", days=366),
    FeedFailed("opml_broken", line=3),
    FeedFailed("opml_empty"),
    PageFailed("page_paywall", host="example.org"),
    PageFailed("page_consent", host="example.org"),
    PageFailed("page_login", host="example.org"),
    PageFailed("page_script", host="example.org"),
    PageFailed("page_error", host="example.org"),
    PageFailed("page_not_article", host="example.org"),
    PageFailed("page_too_short", host="example.org", words=12),
    DocumentFailed("document_encrypted", name="a.pdf"),
    DocumentFailed("document_scanned", name="a.pdf"),
    DocumentFailed("document_broken", name="a.pdf"),
    DocumentFailed("document_type", name="a.exe"),
    DocumentFailed("document_too_large", name="a.pdf", limit=20),
    DocumentFailed("document_empty", name="a.pdf"),
    DocumentFailed("document_download", name="a.pdf"),
    TooHeavy("too_heavy"),
    QuotaReached("quota_links", limit=30, minutes=7),
    QuotaReached("quota_documents", limit=20, minutes=7),
    QuotaReached("quota_texts", limit=120, minutes=7),
    QuotaReached("quota_sources", limit=600, minutes=7),
    QuotaReached("quota_busy", limit=2),
    UserError("invite", uses=1000, days=365),
    UserError("bad_row"),
    UserError("internal"),
    UserError("worker_killed"),
    TooLong(reason="too_many_words", algorithm="lsa", limit=1000, words=2000),
    UserError("count", max_sentences=20),
    UserError("admins_only"),
    UserError("not_followed", name="x"),
    UserError("several_followed", name="x"),
    UserError("nothing_to_follow"),
    UserError("no_opml", name="a.pdf"),
    UserError("no_feed_found", host="example.org"),
    UserError("source_unknown", wanted="x"),
    UserError("source_gone"),
    UserError("too_many_sources", limit=100),
    UserError("folder_unreadable", folder="seeds"),
    UserError("no_sources"),
    UserError("digest_gone"),
    UserError("one_day"),
    UserError("channel_private"),
    UserError("several_feeds", host="example.org", count=3),
    UserError("source_refused", host="example.org", status=403),
    UserError("source_later", host="example.org", status=429),
    UserError("source_not_found", host="example.org"),
    UserError("source_server_error", host="example.org", status=503),
    UserError("source_too_large", limit=5),
    UserError("source_too_slow", host="example.org", seconds=20),
    UserError("source_broken", host="example.org"),
    UserError("source_type", host="example.org", type="image/png"),
    UserError("source_too_heavy"),
    UserError("zone_unknown", place="x"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: str(error.values.get("reason", error.code)))
def test_every_error_has_words(error: UserError) -> None:
    text = explain(error)
    assert text.endswith((".", ")"))
    assert "{" not in text


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: str(error.values.get("reason", error.code)))
def test_who_wants_to_follow_a_source_is_not_told_of_articles(error: UserError) -> None:
    told = of_source(error)
    assert told is error or "article" not in explain(told)
    if error.code in {"link_refused", "link_too_large", "link_type", "too_heavy"}:
        assert told is not error


def test_a_server_that_wants_fewer_visits_is_not_said_to_refuse() -> None:
    busy = of_source(FetchFailed("link_refused", host="example.org", status=429))
    assert explain(busy) == "example.org asks me to come later. Try again in an hour."


def test_every_phrase_is_used_and_every_used_phrase_exists() -> None:
    files = (path for path in Path("bot").rglob("*.py") if path.parent.name != "english")
    code = "\n".join(path.read_text() for path in files)
    kinds = "|".join({key.partition(".")[0] for key in TEXTS if "." in key} - {"command"})
    quoted = set(re.findall(rf"""["']((?:{kinds})\.(?!opml|json)[a-z_]+|start)["']""", code))
    # Some are put together of a beginning and a word that stands elsewhere; errors, of their code.
    beginnings = tuple(re.findall(rf"""f["']((?:{kinds})\.[a-z_]*)\{{""", code))
    words = set(re.findall(r"""["']([a-z_-]+)["']""", code))
    built = {key for key in TEXTS for beginning in beginnings if key.removeprefix(beginning) in words - {key}}
    assert quoted | built | {key for key in TEXTS if key.startswith("command.")} == set(TEXTS)


def test_every_error_that_is_listed_here_has_its_own_words() -> None:
    assert {f"error.{error.values.get('reason', error.code)}" for error in ERRORS} <= set(TEXTS)


def test_no_key_is_in_two_files() -> None:
    assert len(TEXTS) == sum(len(room.TEXTS) for room in ROOMS)
