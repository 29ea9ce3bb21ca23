"""Which feeds a page names, and where else to look."""

from urllib.parse import urljoin

import pytest

from bot.sources.discovery import FoundFeed, find_feeds, guesses

PAGE = "https://example.org/blog/"


def found(html: str, url: str = PAGE) -> list[FoundFeed]:
    return find_feeds(html.encode(), url=url, charset=None)


def addresses(html: str, url: str = PAGE) -> list[str]:
    return [feed.url for feed in found(html, url)]


def test_declared_feeds_come_first_and_those_of_comments_last() -> None:
    assert found(
        """<html><head>
        <link rel="alternate" type="application/rss+xml" title="Comments on Harbour" href="/comments/feed/">
        <link rel="alternate" type="application/rss+xml" title="Harbour &amp; Town" href="/feed/">
        <link rel="alternate" type="application/atom+xml" title="Atom" href="https://cdn.example/atom.xml">
        <link rel="alternate" type="application/feed+json" href="feed.json">
        </head><body><a href="/boats/rss">Boats</a> <a href="/feed/">RSS</a></body></html>"""
    ) == [
        FoundFeed("https://example.org/feed/", "Harbour & Town"),
        FoundFeed("https://cdn.example/atom.xml", "Atom"),
        FoundFeed("https://example.org/blog/feed.json", None),
        FoundFeed("https://example.org/boats/rss", "Boats"),
        FoundFeed("https://example.org/comments/feed/", "Comments on Harbour"),
    ]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ('<link rel="ALTERNATE home" type="Application/RSS+XML; charset=utf-8" href="a">', "a"),
        ('<link rel="alternate" type="text/xml" href="/rss.xml">', "/rss.xml"),
        ('<link rel="feed" href="/news">', "/news"),
        ('<link rel="alternate" type="application/json" href="/feed.json">', "/feed.json"),
        ('<a href="feed://example.org/f">Feed</a>', "http://example.org/f"),
        ('<a href="feed:https://example.org/f">Feed</a>', "/f"),
        ('<a href="/export/all.xml"><b>RSS</b></a>', "/export/all.xml"),
        ('<a href="/index.php?format=rss&amp;id=1">x</a>', "/index.php?format=rss&id=1"),
        ('<a href="/rss2/world">World</a>', "/rss2/world"),
        ('<a href="/blog.atom">x</a>', "/blog.atom"),
        ('<base href="/x/"><link rel="alternate" type="application/rss+xml" href="f">', "/x/f"),
    ],
)
def test_what_names_a_feed(link: str, address: str) -> None:
    page = f"<html><body>{link}</body></html>"
    assert addresses(page, "https://example.org/") == [urljoin("https://example.org/", address)]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet alternate" type="application/rss+xml" href="/a">',
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed?url=x">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x()">',
        '<link rel="alternate" type="application/rss+xml">',
        '<a href="/news/atomic-power">Atomic power</a>',
        '<a href="/feedback">Feedback</a>',
        '<a href="https://reader.example/subscribe/feed/https://example.org/feed">Read it there</a>',
        '<a href="mailto:rss@example.org">RSS</a>',
    ],
)
def test_what_names_none(link: str) -> None:
    assert found(f"<html><body>{link}</body></html>") == []


def test_pages_of_every_charset_and_no_pages() -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="Новости порта" href="/f">'
    page = f"<html><head>{link}<title>Новости и объявления порта</title></head></html>".encode("cp1251")
    assert find_feeds(page, url=PAGE, charset="windows-1251") == [
        FoundFeed("https://example.org/f", "Новости порта")
    ]
    assert find_feeds(b"", url=PAGE, charset=None) == []
    assert find_feeds(b"\x00\xff%PDF", url=PAGE, charset=None) == []


def test_a_directory_of_feeds_is_cut_and_logins_are_dropped() -> None:
    links = "".join(f'<a href="https://u:p@example.org/{n}/rss">{n}</a>' for n in range(200))
    feeds = addresses(f"<html><body>{links}</body></html>")
    assert feeds == [f"https://example.org/{n}/rss" for n in range(20)]


def test_behind_links_of_telegram_nothing_is_guessed() -> None:
    for url in ("https://t.me/addlist/AAAA", "https://telegram.me/joinchat/AAAA", "https://name.t.me/"):
        assert guesses(url) == []


def test_guesses_are_few_and_stay_at_the_host() -> None:
    below = guesses("https://user:secret@example.org/r/boats/?x=1#y")
    assert below[:4] == [
        "https://example.org/r/boats/feed/",
        "https://example.org/r/boats.rss",
        "https://example.org/r/boats/rss",
        "https://example.org/r/boats.atom",
    ]
    assert "https://example.org/feed/" in below
    assert len(below) <= 12
    assert guesses("https://example.org") == guesses("https://example.org/")
    assert "https://example.org/feed/" not in guesses("https://example.org/feed/")
    assert guesses("ftp://example.org/") == []
