"""Feeds of every kind give the same: entries newest first, links absolute, texts without markup."""

from datetime import UTC, datetime

import pytest

from bot.articles.feed import FeedEntry
from bot.errors import FeedFailed
from bot.sources.feed import looks_like_feed
from tests.unit.sources.feeds import FEEDS, only, read, read_file, rss


def at(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp())  # type: ignore[misc,arg-type]


def test_rss_2() -> None:
    reading = read_file("rss20.xml")
    assert (reading.title, reading.site_url, reading.language) == (
        "Harbour & Town",
        "https://example.org/",
        "en",
    )
    assert reading.entries == (
        FeedEntry(
            guid="https://example.org/bridge",
            url="https://example.org/bridge",
            title="Bridge closed",
            text="Closed for wind — twice.",
            author="News desk",
            published=at(2026, 11, 21, 8),
        ),
        FeedEntry(
            guid=None,
            url="https://example.org/market#stalls",
            title="Market moves",
            text="Stalls move to the quay.\n\nFrom Tuesday on.",
            author="The Other Paper",
        ),
        FeedEntry(
            guid="harbour-1",
            url="https://example.org/ferry",
            title="Ferry Anna back in service",
            text="It sails again from Monday,\nthe office said.\n\nNobody pays in the first week.",
            author="Jane Doe",
            published=at(2026, 11, 20, 9),
        ),
    )


def test_rss_091_in_latin_1_without_dates_keeps_its_order() -> None:
    reading = read_file("rss091.xml")
    assert (reading.title, reading.language) == ("Old news", "de")
    assert [(entry.title, entry.url) for entry in reading.entries] == [
        ("Fähre fährt wieder", "http://example.org/old/1.html"),
        ("Brücke gesperrt", "https://example.org/2.html"),
    ]


def test_rdf() -> None:
    reading = read_file("rdf10.xml")
    assert (reading.title, reading.site_url, reading.language) == ("Harbour", "https://example.org/", "fr")
    assert [(entry.guid, entry.title, entry.author, entry.published) for entry in reading.entries] == [
        ("https://example.org/2", "Le pont", None, at(2026, 11, 21)),
        ("https://example.org/1", "Le bac", "Anne", at(2026, 11, 20, 9)),
    ]


def test_atom_1_with_bases_kinds_of_text_and_a_film() -> None:
    reading = read_file("atom10.xml")
    assert (reading.title, reading.site_url, reading.language) == (
        "Harbour — blog",
        "https://example.org/",
        "en",
    )
    two, one, film = reading.entries
    assert (two.title, two.url, two.text, two.author) == (
        "A <b> tag", "https://example.org/blog/2026/two", "One\n\nTwo", "Planet",
    )  # fmt: skip
    assert (one.title, one.url, one.author) == (
        "Reading <b> aloud",
        "https://example.org/blog/1",
        "Jane, John",
    )
    assert one.text == "The first paragraph of it.\n\nThe second one."
    assert one.published == at(2026, 11, 20, 10)
    assert (film.title, film.text) == ("A film", "What the film shows.\nLine two.")


def test_atom_03() -> None:
    (entry,) = read_file("atom03.xml").entries
    assert entry == FeedEntry(
        guid="tag:1", url="http://example.org/1", title="Ferry & bridge", text="Text.",
        published=at(2026, 11, 20, 9),
    )  # fmt: skip


def test_json_feed() -> None:
    reading = read_file("feed.json")
    assert (reading.title, reading.site_url, reading.language) == ("Harbour", "https://example.org/", "en")
    eight, seven = reading.entries
    assert (eight.url, eight.text, eight.author) == (
        "https://example.org/eight", "Eight <b> boats & more.\nLine two.", "John",
    )  # fmt: skip
    assert (seven.guid, seven.url, seven.text, seven.author) == (
        "7", "https://example.org/seven", "Seven boats.\n\nOr eight.", "Jane",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("AT&amp;amp;T &amp;#8217;buys&amp;#8217;", "AT&T ’buys’"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("<![CDATA[<p>In a paragraph</p>]]>", "In a paragraph"),
        ("When a &lt; b and c &gt; d", "When a < b and c > d"),
        ("  Two\n  lines ", "Two lines"),
        ("&#146;Windows&#146;", "’Windows’"),
        ("soft&#173;hyphen", "softhyphen"),
        ("<b>Tags</b> not <i>escaped</i>", "Tags not escaped"),
        ("— !", None),
    ],
)
def test_titles_as_they_are_read(written: str, shown: str | None) -> None:
    assert only(rss(f"<link>https://example.org/1</link><title>{written}</title>")).title == shown


def test_a_title_without_end_is_cut_at_a_word() -> None:
    title = only(rss(f"<title>{'word ' * 100}</title>")).title
    assert title is not None
    assert len(title) <= 301
    assert title.endswith("word…")


def test_of_several_texts_the_one_that_says_most() -> None:
    entry = only(
        rss(
            "<title>A</title><content:encoded>&lt;p&gt;&lt;img src='"
            + "x" * 500
            + "'&gt;Short&lt;/p&gt;</content:encoded><description>This says more.</description>"
        )
    )
    assert entry.text == "This says more."


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>https://Example.ORG:443/a?utm_medium=rss&amp;id=1</link>", "https://example.org/a?id=1"),
        ("<link>\n  //example.org/a\n</link>", "https://example.org/a"),
        ("<link>a/b</link>", "https://example.org/a/b"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>https://user:secret@example.org/a</link>", "https://example.org/a"),
        ("<link>https://example.org/a#xtor=RSS-1</link>", "https://example.org/a"),
        ("<guid>https://example.org/g</guid>", "https://example.org/g"),
        ("<guid isPermaLink='false'>https://example.org/g</guid>", None),
        ("<link>https://example.org/l</link><guid>https://example.org/g</guid>", "https://example.org/l"),
        ("<guid>not a link</guid>", None),
    ],
)
def test_links(item: str, url: str | None) -> None:
    assert only(rss(f"<title>A</title>{item}")).url == url


@pytest.mark.parametrize(
    ("item", "author"),
    [
        ("<author>jane@example.org (Jane Doe)</author>", "Jane Doe"),
        ("<author>jane@example.org</author>", None),
        ("<dc:creator>Jane</dc:creator><dc:creator>John</dc:creator>", "Jane, John"),
        ("<author>Jane</author><dc:creator>Jane D.</dc:creator>", "Jane"),
        ("", None),
    ],
)
def test_authors(item: str, author: str | None) -> None:
    assert only(rss(f"<title>A</title>{item}")).author == author


SOUND = "https://example.org/1.mp3"
SOUND_ITEM = f'<guid isPermaLink="false">1</guid><enclosure url="{SOUND}" type="audio/mpeg"/>'


@pytest.mark.parametrize(
    "body",
    [
        rss(f"<title>One</title>{SOUND_ITEM}"),
        rss(f"<title>1 < 2</title>{SOUND_ITEM}"),
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>One</title>'
        f'<link rel="enclosure" href="{SOUND}"/></entry></feed>',
        f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": "1", "title": "One", '
        f'"attachments": [{{"url": "{SOUND}"}}]}}]}}',
    ],
    ids=["rss", "broken", "atom", "json"],
)
def test_a_podcast_without_pages_leads_to_its_files(body: str) -> None:
    assert only(body).url == SOUND


def test_addresses_as_long_as_books_are_none() -> None:
    link = "https://example.org/" + "a" * 2_000
    entry = only(
        rss(f"<title>One</title><link>{link}</link>", head=f"<title>News</title><link>{link}</link>")
    )
    assert (entry.title, entry.url) == ("One", None)
    assert read(rss("<title>One</title>", head=f"<title>News</title><link>{link}</link>")).site_url is None


def test_what_nobody_sees_is_in_no_title_and_no_name() -> None:
    item = '{"id": "1", "title": "On\\u0000e\\u0001", "authors": [{"name": "J\\u0000ane"}]}'
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Ne\\u0000ws", "items": [{item}]}}'
    assert (only(body).title, only(body).author, read(body).title) == ("One", "Jane", "News")


def test_undated_entries_stay_beside_their_neighbours() -> None:
    def item(title: str, day: int | None) -> str:
        return f"<title>{title}</title>" + (f"<pubDate>{day} Nov 2026 10:00 GMT</pubDate>" if day else "")

    reading = read(rss(item("old", 1), item("below old", None), item("new", 9), item("below new", None)))
    assert [entry.title for entry in reading.entries] == ["new", "below new", "old", "below old"]


def test_the_newest_500_are_read() -> None:
    items = [
        f"<title>{n}</title><pubDate>{n % 28 + 1} Jan {2000 + n // 28} 10:00</pubDate>" for n in range(600)
    ]
    reading = read(rss(*items))
    assert [entry.title for entry in reading.entries] == [str(n) for n in range(599, 99, -1)]


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss()).entries == ()


def test_entries_with_nothing_to_show_are_left_out() -> None:
    assert [entry.title for entry in read(rss("<guid>1</guid>", "<title>A</title>")).entries] == ["A"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "feed_not_feed"),
        ("<!doctype html><html><head><title>A page</title></head><body>rss</body></html>", "feed_not_feed"),
        ("<html><body><p>About &lt;rss&gt; and <rss>", "feed_not_feed"),
        ("Just words.", "feed_not_feed"),
        ('{"posts": []}', "feed_not_feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "feed_broken"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, "feed_broken"),
        ("<rss>" + "<a>" * 100_000, "feed_broken"),
        ("<rss", "feed_not_feed"),
        ("<rss><", "feed_broken"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(body: str, code: str) -> None:
    with pytest.raises(FeedFailed) as caught:
        read(body)
    assert (caught.value.code, caught.value.values) == (code, {"host": "example.org"})


@pytest.mark.parametrize(
    "name", ["rss20.xml", "rss091.xml", "rdf10.xml", "atom10.xml", "atom03.xml", "feed.json"]
)
def test_a_feed_is_known_by_its_bytes(name: str) -> None:
    assert looks_like_feed((FEEDS / name).read_bytes(), "text/html")


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"\xef\xbb\xbf\n\n<rss version='2.0'>", "", True),
        ("<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16"), "", True),
        (
            b"<br />\n<b>Warning</b>: undefined index in <b>feed.php</b><br /><?xml version='1.0'?><rss>",
            "",
            True,
        ),
        (b"<!-- <html> --><feed xmlns='http://www.w3.org/2005/Atom'>", "", True),
        (b"<html><body><rss>", "application/rss+xml", False),
        (b"<?xml version='1.0'?><urlset>", "application/xml", False),
        (b"<?xml version='1.0'?><x>", "application/rss+xml", True),
        (b"", "application/rss+xml", False),
    ],
)
def test_what_looks_like_a_feed(body: bytes, content_type: str, expected: bool) -> None:
    assert looks_like_feed(body, content_type) is expected
