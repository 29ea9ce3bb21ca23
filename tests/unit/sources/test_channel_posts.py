"""Single posts of public channels, by their links."""

import pytest

from bot.errors import FeedFailed, PageFailed
from bot.services.read_bytes import read_fetched
from bot.sources.channel import is_post_page, post_page, read_post
from tests.texts import STORY
from tests.unit.sources.feeds import FEEDS

SECOND = "https://t.me/s/harbourtown?before=3"


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/harbourtown/2",
        "https://t.me/HarbourTown/2?single",
        "http://www.t.me/s/harbourtown/2/",
        "https://telegram.me/harbourtown/2#comments",
        "https://harbourtown.t.me/2",
    ],
)
def test_a_link_to_a_post_leads_to_the_preview_that_ends_with_it(link: str) -> None:
    assert post_page(link) == SECOND
    assert is_post_page(SECOND)


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/harbourtown",
        "https://t.me/s/harbourtown",
        "https://t.me/s/harbourtown?before=many",
        "https://t.me/harbourtown/about",
        "https://t.me/harbourtown/0",
        "https://t.me/harbourtown/99999999999999999999",
        "https://t.me/c/1234/5",
        "https://t.me/+AbCdEf/5",
        "https://example.org/harbourtown/5",
        "https://example.org/s/harbourtown?before=3",
        "http://[::1",
    ],
)
def test_other_links_lead_to_none(link: str) -> None:
    assert post_page(link) is None
    assert not is_post_page(link)


def test_the_post_is_taken_from_among_its_neighbours() -> None:
    body = (FEEDS / "channel.html").read_bytes()
    post, channel = read_post(body, SECOND)
    assert (post.url, post.title, channel) == (
        "https://t.me/harbourtown/2",
        "Ferry back in service",
        "Harbour & Town",
    )
    with pytest.raises(FeedFailed) as gone:  # a picture without words
        read_post(body, "https://t.me/s/harbourtown?before=4")
    assert gone.value.code == "post_missing"


def test_a_post_is_an_article_of_its_channel() -> None:
    text = STORY.replace("\n", "<br/>")
    page = (
        '<div class="tgme_channel_info"><div class="tgme_channel_info_header_title">Town</div></div>'
        '<section class="tgme_channel_history"><div class="tgme_widget_message" data-post="Town/12">'
        f'<div class="tgme_widget_message_text js-message_text">{text}</div>'
        '<a class="tgme_widget_message_date"><time datetime="2026-11-20T10:00:00+00:00"></time></a>'
        "</div></section>"
    )
    kept = read_fetched(page.encode(), "https://t.me/s/town?before=13", "text/html", None).submission
    assert kept.text == STORY.strip()
    assert (kept.url, kept.outlet, str(kept.published)) == ("https://t.me/Town/12", "Town", "2026-11-20")
    with pytest.raises(PageFailed) as missing:
        read_fetched(page.encode(), "https://t.me/s/town?before=14", "text/html", None)
    assert missing.value.code == "post_missing"
