from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.feed import FeedKind
from bot.errors import UserError
from bot.render.feeds import (
    SourceLine,
    candidates_keyboard,
    choose_keyboard,
    health,
    list_keyboard,
    list_text,
    source_text,
    subscribed_text,
    unsubscribed_text,
)
from bot.render.many_feeds import all_subscribed_text, all_unsubscribed_text
from bot.render.menus import SourcePress
from bot.render.text import utf16_length
from tests.botapi.html import parse
from tests.unit.render.sources import DAY, HOUR, NOW, entry, feed, plan


def seen(html: str) -> str:
    """What a person sees, without the marks that keep directions apart."""
    return parse(html).text.replace("\u2068", "").replace("\u2069", "")


def line(number: int = 1, title: str | None = "Example News", **changes: Any) -> SourceLine:
    return SourceLine(feed(number, title, **changes), 2 * HOUR, NOW - HOUR)


def test_a_new_subscription_names_the_newest_and_the_next_digest() -> None:
    text = subscribed_text(feed(), [entry("One"), entry("Two", None), entry(None)], plan(), is_new=True)
    assert seen(text) == (
        "You follow Example News from now on.\n\n"
        "Its newest, to come with your next digest:\n• One\n• Two\n• https://example.org/a\n\n"
        "Your digest comes every day at 08:00, Europe/Berlin. "
        "The next one: tomorrow, Monday 23 November, at 08:00."
    )
    urls = [entity["url"] for entity in parse(text).entities if entity["type"] == "text_link"]
    assert urls == ["https://example.org/", "https://example.org/a", "https://example.org/a"]


def test_a_single_newest_entry_is_named() -> None:
    text = seen(subscribed_text(feed(), [entry("One")], plan(), is_new=True))
    assert "\n\nIts newest, to come with your next digest:\n• One\n\n" in text


def test_several_sources_are_told_of_together() -> None:
    refused = [("@two <b>", UserError("channel_unknown", name="two"))]
    text = all_subscribed_text([(feed(1, "One"), True), (feed(2, "Old"), False)], refused, plan())
    first, second, third, *_ = seen(text).splitlines()
    assert (first, second) == ("You follow One from now on.", "You follow Old already.")
    assert third.startswith("@two <b>: There is no public channel @two.")
    assert "The next one: tomorrow" in text


def test_of_very_many_dropped_sources_some_are_named() -> None:
    feeds = [feed(number, f"Source {number}") for number in range(1, 13)]
    text = seen(all_unsubscribed_text(feeds, plan(sources=0)))
    assert text.startswith("You no longer follow Source 1, Source 2,")
    assert "Source 9 and 3 more.\nYou follow nothing any more" in text
    assert seen(all_unsubscribed_text([], plan(sources=0))).startswith("You follow nothing any more")


def test_an_entry_without_a_title_is_known_by_how_it_begins() -> None:
    newest = [entry(None, begins="The ferry " * 20), entry(None, None)]
    lines = seen(subscribed_text(feed(), newest, plan(), is_new=True)).splitlines()
    assert lines[3].startswith("• The ferry The ferry")
    assert lines[3].endswith("…")
    assert lines[4] == "• A post without a title"


def test_what_is_followed_already_and_what_is_empty_is_said() -> None:
    assert seen(subscribed_text(feed(), [], plan(), is_new=False)).startswith(
        "You follow Example News already.\n\nThere is nothing in it yet."
    )


def test_dropping_the_last_source_says_that_no_digest_comes() -> None:
    assert seen(unsubscribed_text(feed(), plan())) == "You no longer follow Example News."
    assert "no digest comes" in unsubscribed_text(feed(), plan(sources=0))


@pytest.mark.parametrize(
    ("changes", "every", "newest_ago", "words"),
    [
        ({}, 2 * HOUR, HOUR, "Between two articles: 2 hours."),
        ({}, DAY, HOUR, "Between two articles: 1 day."),
        ({}, DAY, 60 * DAY, "Nothing new lately. Age of the newest: 2 months."),
        ({}, None, 2 * DAY, "Age of its newest: 2 days."),
        ({}, None, DAY, "Age of its newest: 1 day."),
        ({}, None, None, "Nothing in it yet."),
        ({"read_at": None}, None, None, "Not read yet."),
        ({"is_gone": True}, DAY, HOUR, "Gone: its server says that it is no longer there."),
    ],
)
def test_how_it_goes_is_said_in_words(
    changes: dict[str, Any], every: int | None, newest_ago: int | None, words: str
) -> None:
    newest_at = None if newest_ago is None else NOW - newest_ago
    assert health(SourceLine(feed(**changes), every, newest_at), plan()) == words


def test_a_source_that_fails_says_since_when_and_why() -> None:
    failing: dict[str, Any] = {"failures": 3, "failing_since": NOW - 2 * DAY, "failure": "link_server_error"}
    words = health(line(**failing), plan())
    assert words == "Not readable: its server answers with an error (since: Friday)."
    never = health(line(**failing, read_at=None), plan())
    assert never == "Not readable so far: its server answers with an error."


def test_the_list_is_paged_and_its_numbers_go_on() -> None:
    lines = [line(number, f"Source {number}") for number in range(1, 20)]
    text = seen(list_text(lines, 2, plan()))
    assert "Sources of this chat: 19" in text
    assert "9. Source 9\nBetween two articles: 2 hours." in text
    assert "16. Source 16" in text
    assert "17. " not in text
    *numbers, turning, back = list_keyboard(lines, 2, 11)
    assert [button.label for row in numbers for button in row] == [str(n) for n in range(9, 17)]
    assert [button.label for button in turning] == ["◀", "2/3", "▶"]
    beyond = list_keyboard(lines, 9, None)
    assert beyond == list_keyboard(lines, 3, None)
    assert "/subscribe" in list_text([], 1, plan())
    assert [button.data for button in back] == ["gm@11"]
    assert [[button.label for button in row] for row in list_keyboard([], 1, None)] == [["Back"]]


def test_the_choice_of_what_to_drop_names_each() -> None:
    lines = [line(1, "A" * 90), line(2, "B")]
    first, second, back = choose_keyboard(lines, 1, None)
    assert first[0].label.startswith("1. AAA")
    assert len(first[0].label) <= 40
    assert second[0].data == "fd2:1"
    assert back[0].data == "fl:1"


def test_the_details_of_a_source() -> None:
    text = seen(source_text(line(), [entry("One")], plan()))
    assert text.splitlines() == [
        "Example News",
        "https://example.org/1.xml",
        "Between two articles: 2 hours.",
        "Last read: 11:00.",
        "",
        "Newest:",
        "• One",
    ]
    channel = line(kind=FeedKind.CHANNEL, url="https://t.me/s/example")
    assert "https://t.me/example" in source_text(channel, [], plan())
    folder = SourceLine(replace(feed(title=None), kind=FeedKind.FOLDER, url="folder:seeds"), None, NOW)
    assert seen(source_text(folder, [], plan())).startswith("seeds\nThe folder of articles")
    secret = line(url="https://user:password@example.org/feed")
    assert "password" not in source_text(secret, [], plan())


@settings(deadline=None)
@given(st.text(max_size=500), st.text(max_size=3000), st.text(max_size=200))
def test_whatever_sources_call_themselves_it_is_text_within_the_limits(
    title: str, url: str, name: str
) -> None:
    odd = line(title=title, site_url=f"https://example.org/{url}", url=f"https://example.org/{url}")
    newest = [entry(name, f"https://example.org/{url}")] * 5
    lines = [odd] * 8
    for html in (
        subscribed_text(odd.feed, newest[:3], plan(), is_new=True),
        unsubscribed_text(odd.feed, plan()),
        list_text(lines, 1, plan()),
        source_text(odd, newest, plan()),
    ):
        parsed = parse(html)
        assert not parsed.dropped_links
        assert utf16_length(parsed.text) <= 4096
        assert len(parsed.entities) <= 100
        assert sum(12 + len(entity.get("url", "")) for entity in parsed.entities) <= 9_500
    keyboard = (*candidates_keyboard([title, name], ["a" * 16, "b" * 16], 7), *choose_keyboard(lines, 1, 7))
    for row in keyboard:
        for button in row:
            assert button.label.strip()
            assert SourcePress.decode(button.data or "")
