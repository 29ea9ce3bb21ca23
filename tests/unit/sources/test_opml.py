"""Lists of feeds, as readers export them and as people damage them."""

import time
from contextlib import suppress

import pytest

from bot.errors import FeedFailed
from bot.sources.opml import Outline, read_opml
from tests.unit.sources.feeds import FEEDS

ONE = '<outline text="Harbour" xmlUrl="https://example.org/feed"/>'


def opml(inside: str) -> bytes:
    return f'<?xml version="1.0"?>\n<opml version="1.0"><head/><body>\n{inside}\n</body></opml>'.encode()


def test_feeds_come_in_order_with_their_folders_and_each_once() -> None:
    assert read_opml((FEEDS / "subscriptions.opml").read_bytes()) == [
        Outline("https://example.org/feed", "Harbour & Town", "News / Local & near"),
        Outline("http://example.org/old.xml", "Old", "News"),
        Outline("https://blog.example/atom.xml?a=1&b=2", None, None),
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        opml(ONE + "<outline text='Fish & Chips' xmlUrl='https://example.org/2?a=1&b=2'/>"),
        opml(ONE)[:-9],
        opml("<outline text='unclosed'>" + ONE),
        b"\xef\xbb\xbf\n" + opml(ONE),
        opml("<outlinxml:lang=''>" + ONE),
        opml("<!-- mine -->" + ONE).decode().encode("utf-16"),
        opml(ONE).replace(b"opml", b"OPML"),
        b"<!DOCTYPE opml [<!ENTITY a 'x'>]>" + opml(ONE).partition(b"\n")[2],
    ],
)
def test_what_can_be_recovered_is(damaged: bytes) -> None:
    assert read_opml(damaged)[0] == Outline(
        "https://example.org/feed", "Harbour", "unclosed" if b"unclosed" in damaged else None
    )


def test_titles_in_cyrillic_without_utf_8() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?><opml><body><outline title="Новости порта" xmlUrl="https://example.org/f"/></body></opml>'
    assert read_opml(body.encode("cp1251")) == [Outline("https://example.org/f", "Новости порта", None)]


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        (b"", "opml_broken", 1),
        (b"a list of links", "opml_broken", 1),
        (b"<html><body/></html>", "opml_broken", 1),
        (opml("<outline text='a' xmlUrl='"), "opml_broken", 4),
        (b"<opml", "opml_broken", 1),
        (opml(""), "opml_empty", None),
        (opml("<outline text='Folder'><outline text='Empty'/></outline>"), "opml_empty", None),
        (opml("<outline text='x' xmlUrl='file:///etc/passwd'/>"), "opml_empty", None),
    ],
)
def test_what_holds_no_feed_is_refused_by_name(body: bytes, code: str, line: int | None) -> None:
    with pytest.raises(FeedFailed) as caught:
        read_opml(body)
    assert caught.value.code == code
    assert caught.value.values.get("line") == line


def test_logins_are_dropped() -> None:
    assert read_opml(opml("<outline xmlUrl='https://u:p@example.org/f'/>"))[0].url == "https://example.org/f"


@pytest.mark.parametrize(
    "hostile",
    [
        opml("<outline text='x'>" * 100_000 + ONE),
        opml('<outline text="x" xmlUrl="https://example.org/f"/>' * 30_000),
        opml("".join(f'<outline xmlUrl="https://example.org/{n}"/>' for n in range(30_000))),
        b'<!DOCTYPE o [<!ENTITY a "' + b"x" * 1000 + b'">]>' + opml("&a;" * 100_000 + ONE),
    ],
    ids=["deep", "same", "many", "entities"],
)
def test_hostile_lists_end_soon(hostile: bytes) -> None:
    start = time.process_time()
    with suppress(FeedFailed):
        assert len(read_opml(hostile)) <= 5_000
    assert time.process_time() - start < 3
