"""Feeds that are no XML, in the wrong charset, or made to do harm."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.feed import FeedReading
from bot.errors import FeedFailed
from bot.sources.channel import read_channel
from bot.sources.discovery import find_feeds
from bot.sources.feeds.loose import read_loose
from bot.sources.feeds.xml import mended, root_of
from bot.sources.opml import OpmlReading, read_opml
from tests.unit.sources.feeds import FEEDS, URL, only, read, read_file, rss

RUSSIAN = "Паром между двумя половинами города снова ходит, сообщили в управлении порта"
JAPANESE = "町の二つの地区を結ぶ渡し船が再開したと港湾事務所が発表した。最初の一週間は無料で利用できる"
CHINESE = "连接小镇两岸的渡轮恢复通航，港务办公室周五表示，第一周乘客可以免费乘坐"


def test_a_feed_written_by_hand_gives_what_was_meant() -> None:
    reading = read_file("broken.xml")
    assert (reading.title, reading.site_url) == ("Fish & Chips", "https://example.org/")
    peas, salt = reading.entries
    assert (peas.title, peas.text) == ("Peas mushy", "Green.")
    assert (salt.title, salt.url) == ("Salt & vinegar", "https://example.org/1?a=1&b=2")
    assert salt.text == "Café bold\n\nnever closed"


@pytest.mark.parametrize(
    "broken",
    [
        "\ufeff\n\n" + rss("<title>Fish</title>"),
        "<br /><b>Notice</b>: x in <b>a.php</b>\n" + rss("<title>Fish</title>"),
        rss("<title>Fish</title>") + "<!-- served in 3 ms --> trailing words",
        rss("<title>Fish</title>").replace("</channel></rss>", ""),
        rss("<title>Fish</title><x:y>undeclared prefix</x:y>"),
        rss("<title>Fi\x0bsh</title>"),
        rss("<title>Fi&#x0B;sh</title>"),
        rss("<title>Fish</title><description>a < b <= c</description>"),
        rss("<title>Fish</title><description><![CDATA[never closed</description>"),
        rss("<title>Fish</title><description>a <p> b</description>"),
        '<?xml version="1.0" encoding="nonsense"?>' + rss("<title>Fish</title>"),
        '<?xml version="1.1"?>' + rss("<title>Fish</title>"),
        rss("<title>Fish</title><dc:date x=<p>2026</dc:date>"),
    ],
)
def test_slips_lose_no_entry(broken: str) -> None:
    assert only(broken).title == "Fish"


def test_prefixes_may_lack_their_declaration() -> None:
    body = "<rss><channel><item><title>A</title><dc:creator>Jane</dc:creator></item></channel></rss>"
    assert only(body).author == "Jane"


@pytest.mark.parametrize("name", ["rss20.xml", "rdf10.xml", "atom10.xml", "atom03.xml", "broken.xml"])
def test_both_readers_of_xml_find_the_same_entries(name: str) -> None:
    text = (FEEDS / name).read_text()
    root = root_of(text)
    assert root
    loose = read_loose(mended(text, root), URL)
    assert loose
    ours = read(text)
    assert [entry.guid for entry in loose.entries] == [entry.guid for entry in ours.entries]
    assert [entry.url for entry in loose.entries] == [entry.url for entry in ours.entries]
    assert [entry.published for entry in loose.entries] == [entry.published for entry in ours.entries]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-8-sig"),
        (CHINESE, "gbk"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        ("Die Fähre fährt wieder über den Fluß", "cp1252"),
    ],
)
@pytest.mark.parametrize("declared", [None, "utf-8", "itself"])
@pytest.mark.parametrize("literal", [True, False])
def test_texts_come_out_whatever_the_feed_says_of_its_charset(
    text: str, encoding: str, declared: str | None, literal: bool
) -> None:
    said = encoding if declared == "itself" else declared
    head = f'<?xml version="1.0" encoding="{said}"?>' if said else ""
    titles = (f"<![CDATA[{text} {n}]]>" if literal else f"{text} {n}" for n in range(6))
    items = (f"<title>{title}</title><description>{title}</description>" for title in titles)
    reading = read((head + rss(*items, head=f"<title>{text}</title>")).encode(encoding))
    assert reading.title == text
    assert [entry.title for entry in reading.entries] == [f"{text} {n}" for n in range(6)]
    assert reading.entries[0].text == f"{text} 0"


def test_one_broken_byte_spoils_no_other_entry() -> None:
    body = rss(f"<title>{RUSSIAN}</title>", "<title>Bad byte: X</title>").encode().replace(b": X", b": \xff")
    first, second = read(body, charset="utf-8").entries
    assert first.title == RUSSIAN
    assert second.title is not None
    assert second.title.startswith("Bad byte")


def test_html_that_calls_itself_plain_is_read_as_html() -> None:
    entry = "<entry><title>A</title><summary type='text'>&lt;p&gt;Words.&lt;/p&gt;</summary></entry>"
    assert only(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>').text == "Words."


def test_entities_of_its_own_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    entry = only(bomb + rss("<title>A &l11; &f;</title>"))
    assert entry.title == "A &l11; &f;"


@pytest.mark.parametrize(
    "hostile",
    [
        "<rss>" + "<item>" * 200_000,
        "<rss><channel>" + "<![CDATA[" * 300_000,
        "<rss><channel>" + "<!--" * 300_000,
        "<rss><channel>" + "&" * 50_000,
        "<rss><channel>" + "<item><title>x</title></item>" * 70_000 + "</channel></rss>",
        "<rss><channel>" + "<item><guid>x</guid><title>a<b</title></item>" * 70_000 + "</channel></rss>",
        "<rss><channel><item><description>"
        + "&lt;div&gt;" * 100_000
        + "</description></item></channel></rss>",
    ],
    ids=["nested", "literal", "comments", "ampersands", "many", "many broken", "deep HTML"],
)
def test_large_and_hostile_feeds_end_soon(hostile: str) -> None:
    start = time.process_time()
    with suppress(FeedFailed):
        assert len(read(hostile).entries) <= 500
    # A child process is given 5 s.
    assert time.process_time() - start < 4


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FEEDS.iterdir())), st.randoms(use_true_random=False))
def test_whatever_is_cut_out_or_put_in_it_is_read_or_refused(file: Path, luck: Random) -> None:
    body = bytearray(file.read_bytes())
    for _ in range(luck.randint(1, 5)):
        start = luck.randint(0, len(body))
        body[start : start + luck.choice([0, 1, 5, 60])] = luck.choice(PIECES)
    readers: list[Callable[[bytes], FeedReading | OpmlReading]] = [
        read,
        read_opml,
        lambda page: read_channel(page, "https://t.me/s/harbourtown"),
    ]
    for reader in readers:
        with suppress(FeedFailed):
            reader(bytes(body))
    for feed in find_feeds(bytes(body), url=URL, charset=None):
        assert feed.url.startswith(("http://", "https://"))
    with suppress(FeedFailed):
        for entry in read(bytes(body)).entries:
            assert entry.url is None or entry.url.startswith(("http://", "https://"))
            assert entry.url or entry.title or entry.text


PIECES = [
    *(b"", b"<item>", b"</item>", b"<title>", b"<link>", b"<textinput>", b"<image>", b"<source url='x'>"),
    *(b"<![CDATA[", b"]]>", b"&", b"&#x110000;", b"&nbsp;", b"<", b"<!", b"<?", b'"', b"\x00", b"\xff\xfe"),
    *(b"<!DOCTYPE a [", b"xml:base='::'", b"xml:lang=''", b"mode='base64'", b"<div>" * 400, b"http://["),
    *(b"feed:http://[::1", b"\xed\xa0\x80"),
]


def test_feeds_are_read_without_what_reads_broken_ones() -> None:
    before = set(sys.modules)
    read(rss("<title>A</title>"))
    assert "feedparser" not in set(sys.modules) - before
