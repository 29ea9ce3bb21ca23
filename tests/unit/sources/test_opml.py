"""Lists of feeds, as readers export them and as people damage them."""

import time
from contextlib import suppress

import pytest

from bot.articles.lists import Fault, Unusable
from bot.errors import FeedFailed
from bot.sources.opml import Outline, read_opml
from tests.unit.sources.feeds import FEEDS

ONE = '<outline text="Harbour" xmlUrl="https://example.org/feed"/>'


def opml(inside: str) -> bytes:
    return f'<?xml version="1.0"?>\n<opml version="1.0"><head/><body>\n{inside}\n</body></opml>'.encode()


def test_feeds_come_in_order_with_their_folders_and_each_once() -> None:
    reading = read_opml((FEEDS / "subscriptions.opml").read_bytes())
    assert reading.outlines == (
        Outline("https://example.org/feed", "Harbour & Town", ("News", "Local & near")),
        Outline("http://example.org/old.xml", "Old", ("News",)),
        Outline("https://blog.example/atom.xml?a=1&b=2", None),
    )
    assert [outline.line for outline in reading.outlines] == [4, 5, 6]
    assert reading.unusable == (Unusable("A page", 8),)
    assert reading.fault is None


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
    assert read_opml(damaged).outlines[0] == Outline(
        "https://example.org/feed", "Harbour", ("unclosed",) if b"unclosed" in damaged else ()
    )


def test_titles_in_cyrillic_without_utf_8() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?><opml><body><outline title="Новости порта" xmlUrl="https://example.org/f"/></body></opml>'
    assert read_opml(body.encode("cp1251")).outlines == (Outline("https://example.org/f", "Новости порта"),)


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        (b"", "opml_broken", 1),
        (b"a list of links", "opml_broken", 1),
        (b"<html><body/></html>", "opml_broken", 1),
        (opml("<outline text='a' xmlUrl='"), "opml_broken_at", 4),
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


HALF = b"""<?xml version="1.0"?>
<opml version="2.0"><body>
<outline text="Harbour" xmlUrl="https://example.org/feed"/>
<outline text="Fish & Chips" xmlUrl="https://example.org/fish"/>
<outline text="Local" xmlUrl="https://example.org/local></outline>
<outline text="Last" xmlUrl="https://example.org/last"/>
</body></opml>"""


def test_of_a_list_that_breaks_off_what_can_be_read_is_and_where_it_breaks_is_said() -> None:
    reading = read_opml(HALF)
    assert [outline.title for outline in reading.outlines][:2] == ["Harbour", "Fish & Chips"]
    assert reading.fault is not None
    assert reading.fault.line in {5, 6}
    assert read_opml(HALF.replace(b"local>", b'local">')).fault is None


def test_where_the_line_is_as_in_the_file_the_column_is_told_too() -> None:
    broken = opml(ONE + "\n<outline text='Two' xmlUrl='https://example.org/2' =/>")
    assert read_opml(broken).fault == Fault(4, 52)


def test_a_slip_that_loses_nothing_is_no_fault() -> None:
    assert read_opml(opml("<outline text='a & b' xmlUrl='https://example.org/1' x:y='z'/>")).fault is None


def test_what_has_no_usable_address_is_named_with_its_line() -> None:
    body = opml("<outline text='Mail' xmlUrl='mailto:a@example.org'/>\n<outline xmlUrl='file:///x'/>" + ONE)
    assert read_opml(body).unusable == (Unusable("Mail", 3), Unusable("file:///x", 4))


def test_logins_are_dropped() -> None:
    assert (
        read_opml(opml("<outline xmlUrl='https://u:p@example.org/f'/>")).outlines[0].url
        == "https://example.org/f"
    )


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
        assert len(read_opml(hostile).outlines) <= 5_000
    assert time.process_time() - start < 3
