"""Public channels, read from their preview pages."""

from datetime import UTC, datetime

import pytest

from bot.articles.feed import FeedEntry
from bot.errors import FeedFailed
from bot.sources.channel import channel_url, is_private_link, read_channel
from tests.unit.sources.feeds import FEEDS

PREVIEW = "https://t.me/s/harbourtown"


@pytest.mark.parametrize(
    "text",
    [
        "@HarbourTown",
        " t.me/harbourtown ",
        "https://t.me/harbourtown",
        "http://www.t.me/harbourtown/",
        "https://t.me/s/harbourtown",
        "https://t.me/s/harbourtown/123?before=4",
        "https://t.me/harbourtown/123?single",
        "telegram.me/harbourtown",
        "https://harbourtown.t.me/5",
    ],
)
def test_ways_to_name_a_channel(text: str) -> None:
    assert channel_url(text) == PREVIEW


@pytest.mark.parametrize(
    "text",
    [
        *("", "@", "@ab", "@1abc", "@harbour-town", "harbourtown", "example.org/harbourtown"),
        *("https://t.me/", "https://t.me/s/", "https://t.me/+AbCdEf", "https://t.me/joinchat/AbCdEf"),
        *("https://t.me/c/1234/5", "https://t.me/addstickers/x", "tg://resolve?domain=harbourtown"),
        *("https://t.me.evil.example/harbourtown", "http://[::1", "@harbour town", "ftp://t.me/harbourtown"),
    ],
)
def test_what_names_none(text: str) -> None:
    assert channel_url(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t.me/joinchat/AAAA", True),
        ("<https://t.me/+abc>", True),
        ("https://telegram.me/c/123/45", True),
        ("https://t.me/lindholm/45", False),
        ("@lindholm", False),
        ("https://example.org/c/1", False),
        ("http://[", False),
    ],
)
def test_ways_into_private_channels(text: str, expected: bool) -> None:
    assert is_private_link(text) is expected


def test_posts_with_text_are_entries() -> None:
    reading = read_channel((FEEDS / "channel.html").read_bytes(), PREVIEW)
    assert (reading.title, reading.site_url) == ("Harbour & Town", "https://t.me/harbourtown")
    assert reading.entries == (
        FeedEntry(
            guid="https://t.me/harbourtown/4",
            url="https://t.me/harbourtown/4",
            title=None,
            text="The bridge is closed.",
            author="Bridges",
            published=int(datetime(2026, 11, 21, 10, tzinfo=UTC).timestamp()),
        ),
        FeedEntry(
            guid="https://t.me/harbourtown/2",
            url="https://t.me/harbourtown/2",
            title="Ferry back in service",
            text=("⚓️ Ferry back in service\n\nIt sails again from Monday.\nNobody pays in the first week."),
            published=int(datetime(2026, 11, 20, 10, tzinfo=UTC).timestamp()),
        ),
    )


def post(text: str) -> FeedEntry:
    page = (
        '<section class="tgme_channel_history"><div class="tgme_widget_message" data-post="a_town/1">'
        f'<div class="tgme_widget_message_text js-message_text">{text}</div></div></section>'
    )
    (entry,) = read_channel(page.encode(), PREVIEW).entries
    return entry


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<b>Head</b><br/>Body", "Head"),
        ("<b>He</b><strong>ad</strong>:<br/><br/>Body", "He ad :"),
        ("<b>Head</b>", None),
        ("<b>Bold</b> words begin it<br/>Body", None),
        ("First <b>bold</b><br/>Body", None),
        ("<a href='x'>Link</a><br/>Body", None),
        ("First line<br/>Second", None),
        (f"<b>{'long ' * 60}</b><br/>Body", None),
    ],
)
def test_a_bold_first_line_is_the_title(text: str, title: str | None) -> None:
    assert post(text).title == title


def test_lines_and_paragraphs_stay_and_markup_goes() -> None:
    entry = post(
        "One <i>two</i><br/>three<br/><br/>four &lt;b&gt; <tg-spoiler>five</tg-spoiler><script>x</script>"
    )
    assert entry.text == "One two\nthree\n\nfour <b> five"


def test_an_edited_post_keeps_its_guid() -> None:
    assert post("Before").guid == post("After").guid == "https://t.me/a_town/1"


@pytest.mark.parametrize(
    ("page", "code"),
    [("channel_no_preview.html", "channel_no_preview"), ("channel_unknown.html", "channel_unknown")],
)
def test_what_is_no_preview_is_refused_by_name(page: str, code: str) -> None:
    with pytest.raises(FeedFailed) as caught:
        read_channel((FEEDS / page).read_bytes(), "https://t.me/quiet")
    assert (caught.value.code, caught.value.values) == (code, {"name": "quiet"})


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"<html><body>An error</body></html>"])
def test_any_other_page_is_no_channel(body: bytes) -> None:
    with pytest.raises(FeedFailed) as caught:
        read_channel(body, PREVIEW)
    assert caught.value.code == "channel_unknown"


def test_a_channel_without_posts_is_one() -> None:
    page = b'<section class="tgme_channel_history js-message_history"></section>'
    assert read_channel(page, PREVIEW).entries == ()
