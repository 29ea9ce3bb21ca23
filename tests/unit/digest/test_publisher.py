"""Who published an entry, whichever feed brought it."""

import pytest

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.digest.publisher import publisher_of

FEED = "https://feeds.vale.example/news.xml"


@pytest.mark.parametrize(
    ("entry_url", "site_url", "publisher"),
    [
        ("https://vale.example/a", None, "vale.example"),
        ("https://www.vale.example/a", None, "vale.example"),
        ("https://m.vale.example/a", None, "vale.example"),
        ("https://amp.vale.example/a", None, "vale.example"),
        ("https://edition.vale.example/a", None, "vale.example"),
        ("https://news.vale.co.uk/a", None, "vale.co.uk"),
        ("https://www.vale.com.au/a", None, "vale.com.au"),
        ("https://uk.vale.com/a", None, "vale.com"),
        ("https://ann.substack.com/p/a", None, "ann.substack.com"),
        ("https://co.uk/a", None, "co.uk"),
        ("http://192.0.2.7/a", None, "192.0.2.7"),
        ("http://intranet/a", None, "intranet"),
        ("https://ledger.example/a", "https://vale.example/", "ledger.example"),
        (None, "https://www.vale.example/", "vale.example"),
        (None, None, "vale.example"),
        ("not a link", None, "vale.example"),
        ("https://rss.example/a", None, "rss.example"),
    ],
)
def test_it_is_the_site_of_its_page_else_that_of_its_feed(
    entry_url: str | None, site_url: str | None, publisher: str
) -> None:
    assert publisher_of(entry_url, "Ann", FeedKind.FEED, FEED, site_url) == publisher


def test_a_channel_is_its_own_publisher_whatever_it_links_to() -> None:
    channel = "https://t.me/s/vale"
    assert publisher_of("https://ledger.example/a", None, FeedKind.CHANNEL, channel, None) == channel
    assert publisher_of("https://t.me/vale/7", None, FeedKind.CHANNEL, channel, None) == channel


def test_files_of_the_folder_are_of_the_outlets_that_their_texts_name() -> None:
    def of(outlet: str | None) -> str:
        return publisher_of(None, outlet, FeedKind.FOLDER, FOLDER_URL, None)

    assert of("TASS") == of("TASS") != of("Reuters")
    assert of(None) == FOLDER_URL
