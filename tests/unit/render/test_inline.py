"""What is found in any chat: whatever it holds, Telegram takes the list and the messages."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.articles.feed import Feed, FeedKind
from bot.articles.model import Article, Span, Summary
from bot.digest.story import Card
from bot.errors import DocumentFailed, FetchFailed, PageFailed, QuotaReached, TooHeavy, TooShort, UserError
from bot.render.inline import Result, failure_label, source_result, story_result, summary_results
from bot.render.phrases import phrase
from bot.render.text import utf16_length
from tests.botapi.html import parse
from tests.digests import entry, feed
from tests.unit.render.anything import cards, feeds
from tests.unit.render.stories import MINA, TIDENDE, WIRE, card, ferry, largest
from tests.unit.render.test_story_view import check_message

HOSTILE = '<a href="tg://user?id=1">■ & \0\u2067\u200b\ud83d</a>\n\n9. \u202ex'


def check(result: Result) -> None:
    """Telegram takes it, and a phone shows it."""
    check_message(result.html)
    assert 1 <= len(result.id.encode()) <= 64
    assert 1 <= utf16_length(result.title) <= 100
    assert utf16_length(result.description) <= 220
    for text in (result.title, result.description):
        text.encode()  # no half of a surrogate pair
        assert "\n" not in text
        assert text.count("\u2068") == text.count("\u2069")


def summary(*sentences: str, title: str | None = "Ferry aground", available: int = 9) -> Summary:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    url = "https://example.org/ferry"
    article = Article("i" * 16, text, (Span(0, len(text)),), title, url=url, is_page=True)
    return Summary(article, "rank", tuple(spans), available, words=20, article_words=120)


@settings(max_examples=40, deadline=None)
@given(cards())
def test_any_story_can_be_listed_and_sent(one: Card) -> None:
    check(story_result(one))


@settings(max_examples=60, deadline=None)
@given(feeds)
def test_any_source_can_be_listed_and_sent(one: Feed) -> None:
    check(source_result(one))


def test_the_largest_story_is_a_screen_of_somebody_elses_chat() -> None:
    result = story_result(largest())
    check(result)
    assert utf16_length(parse(result.html).text) < 2_200


def test_a_story_is_told_whole_and_listed_by_its_headline_its_sources_and_its_first_sentence() -> None:
    result = story_result(ferry())
    assert (result.id, result.title) == ("e90", "Ferry runs aground off Lindholm, 212 on board & safe")
    assert "Harbour & Coast <News>" in result.description
    assert "The harbour of Lindholm was closed" in result.description
    shown = parse(result.html)
    lines = shown.text.replace("\u2068", "").replace("\u2069", "").split("\n")
    assert lines[0] == result.title
    assert lines[1].startswith("Harbour & Coast <News>, Lindholm Tidende, عين الميناء and ")
    assert any("Lindholm Tidende adds: The captain" in line for line in lines)
    proofs = [one["url"] for one in shown.entities if one["length"] == 1 and "url" in one]
    assert "https://source1.example/90#:~:text=0" in proofs


def test_what_pages_call_themselves_changes_nothing_around_it() -> None:
    hostile = card((entry(7, 1, HOSTILE, title=HOSTILE), replace(WIRE, title=HOSTILE)))
    for result in (story_result(hostile), source_result(replace(WIRE, title=HOSTILE))):
        check(result)
        assert "\u202e" not in result.title + result.description + parse(result.html).text
        links = [one["url"] for one in parse(result.html).entities if "url" in one]
        assert all(link.startswith("https://source1.example/") for link in links)
    check(summary_results([summary(HOSTILE, title=HOSTILE)])[0])


def test_names_of_either_direction_leave_each_other_alone() -> None:
    arabic = card((entry(50, 3, "بدأت يوم الأحد محطة.", title="محطة تحلية"), MINA), (entry(51, 2), TIDENDE))
    result = story_result(arabic)
    assert result.title == "محطة تحلية"
    assert result.description.endswith("\u2068بدأت يوم الأحد محطة.\u2069")


def test_a_post_without_a_headline_goes_by_the_name_of_its_channel() -> None:
    talk = feed(5, "Ferry talk", FeedKind.CHANNEL, "https://t.me/s/ferrytalk")
    result = story_result(card((entry(31, 5, "Line 4 runs again.", title=None), talk)))
    assert (result.title, result.description) == ("Ferry talk", "Line 4 runs again.")


def test_a_source_is_given_with_what_others_need_to_follow_it() -> None:
    result = source_result(WIRE)
    assert result.description == phrase("inline.feed", host="source1.example")
    assert "https://source1.example/feed.xml" in parse(result.html).text
    talk = source_result(feed(5, "Ferry talk", FeedKind.CHANNEL, "https://t.me/s/ferrytalk"))
    assert talk.description == phrase("inline.channel", name="@ferrytalk")
    assert "https://t.me/ferrytalk" in parse(talk.html).text


def test_an_address_that_may_hold_a_key_is_given_to_nobody() -> None:
    private = replace(WIRE, url="https://source1.example/feed.xml?token=secret")
    assert "secret" not in repr(source_result(private))
    assert "secret" not in repr(source_result(replace(private, site_url=None)))


def test_lengths_of_an_article_are_told_apart_by_their_titles() -> None:
    results = summary_results([summary("One.", "Two."), summary("One.", "Two.", "Three.")])
    assert [result.title for result in results] == [phrase("inline.length", count=n) for n in (2, 3)]
    assert len({result.id for result in results}) == 2
    assert all(result.description.startswith("Ferry aground · example.org") for result in results)
    assert summary_results([summary("One.", title=None)])[0].description == "example.org · One."


def test_a_length_that_is_more_than_a_message_is_not_offered() -> None:
    long = "word " * 500
    results = summary_results([summary("One."), summary("One.", long, long)])
    assert [result.title for result in results] == [phrase("inline.length", count=1)]
    check(summary_results([summary(long, long)])[0])  # the shortest is, as far as it fits


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (FetchFailed("link_too_slow"), "inline.not_opened"),
        (PageFailed("page_paywall"), "inline.no_article"),
        (TooShort(), "inline.no_article"),
        (DocumentFailed("document_locked"), "inline.not_read"),
        (QuotaReached("quota_links"), "inline.enough"),
        (TooHeavy(), "inline.failed"),
        (UserError("internal"), "inline.failed"),
    ],
)
def test_every_failure_is_said_in_a_few_words(error: UserError, key: str) -> None:
    assert failure_label(error) == phrase(key)
    assert len(failure_label(error)) <= 40
