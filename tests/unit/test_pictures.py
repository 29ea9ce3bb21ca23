"""The pictures of messages: entities, buttons and directions as HTML, and PNG files made small."""

import struct
import zlib
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.render.text import is_right_to_left
from tests.pictures.markup import message_html
from tests.pictures.page import Bubble, page_html
from tests.pictures.png import with_palette

ARABIC = "أعلنت البلدية عن جسر جديد"


def entity(kind: str, offset: int, length: int) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length}


class Reader(HTMLParser):
    """Paragraphs of a page as a browser reads them: their direction and their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.paragraphs: list[tuple[str | None, str]] = []
        self.feed(html)
        assert self.open == [], "tags that are not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"br", "meta"}:
            self.open.append(tag)
        if tag == "p":
            self.paragraphs.append((dict(attrs).get("dir"), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self.open:
            direction, text = self.paragraphs[-1]
            self.paragraphs[-1] = direction, text + data


def test_nested_entities_are_tags_within_tags() -> None:
    html = message_html("1. A ferry sank", [entity("bold", 0, 15), entity("text_link", 3, 7)])
    assert html == '<p dir="auto"><b>1. </b><b><a>A ferry</a></b><b> sank</b></p>'


def test_entities_that_overlap_are_closed_in_order() -> None:
    html = message_html("one two three", [entity("bold", 0, 7), entity("italic", 4, 9)])
    assert html == '<p dir="auto"><b>one </b><b><i>two</i></b><i> three</i></p>'


def test_places_are_counted_in_utf_16_units() -> None:
    html = message_html("👍🏽 yes 👎 no", [entity("bold", 5, 3), entity("italic", 12, 2)])
    assert html == '<p dir="auto">👍🏽 <b>yes</b> 👎 <i>no</i></p>'


def test_an_entity_over_several_lines_marks_each_of_them() -> None:
    html = message_html("one\n\ntwo", [entity("bold", 0, 8)])
    assert html == '<p dir="auto"><b>one</b></p><p dir="auto"><br></p><p dir="auto"><b>two</b></p>'


def test_a_quotation_is_a_block_and_adds_no_empty_lines() -> None:
    html = message_html("Head\nQuoted\ntwice\n\nFoot", [entity("expandable_blockquote", 5, 12)])
    assert html == (
        '<p dir="auto">Head</p><blockquote class="quotation expandable"><p dir="auto">Quoted</p>'
        '<p dir="auto">twice</p></blockquote><p dir="auto"><br></p><p dir="auto">Foot</p>'
    )
    assert message_html("Quoted", [entity("blockquote", 0, 6)]) == (
        '<blockquote class="quotation"><p dir="auto">Quoted</p></blockquote>'
    )


def test_hostile_text_stays_text() -> None:
    hostile = "</p></title><script>alert('x')</script><img src=x onerror=\"y\">&lt;"
    link = entity("text_link", 0, 4) | {"url": 'javascript:alert("x")'}
    bubble = Bubble(hostile, [link], [[{"text": hostile, "callback_data": hostile}]])
    page = page_html(hostile, [bubble])
    read = Reader(page)
    assert read.tags.count("script") == 1  # the page's own
    assert "img" not in read.tags
    assert read.paragraphs == [("auto", hostile)]
    assert "javascript:" not in page


def test_a_keyboard_is_drawn_row_by_row_and_tells_which_buttons_leave_the_chat() -> None:
    rows = [
        [{"text": "Shorter", "callback_data": "s"}, {"text": "Longer", "callback_data": "l"}],
        [{"text": "Read the article", "url": "https://example.org/"}],
    ]
    page = page_html("Digest", [Bubble("A summary", keyboard=rows)])
    assert page.count('<div class="row">') == 2
    first, second = page.split('<div class="row">')[1:]
    assert first.index("Shorter") < first.index("Longer")
    assert "leaves" not in first
    assert "leaves" in second.partition("Read the article")[0]


def test_what_the_person_wrote_stands_on_their_side() -> None:
    page = page_html("Digest", [Bubble("/summary", own=True), Bubble("A summary")])
    assert page.index('<section class="own">') < page.index("/summary</p>")
    assert page.index('<section class="other">') < page.index("A summary</p>")


def test_each_line_runs_in_the_direction_of_its_own_first_letter() -> None:
    text = f"Your digest\n1. {ARABIC} → BBC\n\u2068{ARABIC}\u2069 · BBC"
    marks = [entity("bold", 0, 11), entity("text_link", 15, len(ARABIC))]
    read = Reader(message_html(text, marks))
    # With `auto` a paragraph runs as its first letter does: so each must be one line, whole and as it was.
    assert [direction for direction, _ in read.paragraphs] == ["auto"] * 3
    assert [line for _, line in read.paragraphs] == text.split("\n")
    assert [is_right_to_left(line) for _, line in read.paragraphs] == [False, True, True]


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(rows: list[bytes], width: int, depth: int = 8) -> bytes:
    """A picture of three channels; each row begins with the number of its filter."""
    header = struct.pack(">IIBBBBB", width, len(rows), depth, 2, 0, 0, 0)
    data = zlib.compress(b"".join(rows))
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def colours(small: bytes, width: int) -> list[list[tuple[int, ...]]]:
    """The pixels of a picture with a palette, whose rows are not filtered."""
    position, parts = 8, dict[bytes, bytes]()
    while position < len(small):
        (length,) = struct.unpack_from(">I", small, position)
        name, data = small[position + 4 : position + 8], small[position + 8 : position + 8 + length]
        assert small[position : position + 12 + length] == chunk(name, data)
        parts[name] = data
        position += length + 12
    palette = [tuple(parts[b"PLTE"][place : place + 3]) for place in range(0, len(parts[b"PLTE"]), 3)]
    assert len(palette) <= 256
    data = zlib.decompress(parts[b"IDAT"])
    starts = range(0, len(data), width + 1)
    return [[palette[byte] for byte in data[start + 1 : start + 1 + width]] for start in starts]


def test_a_picture_of_few_colours_is_the_same_with_a_palette_however_its_rows_were_filtered() -> None:
    rows = [
        bytes([0, 10, 20, 30, 40, 50, 60]),  # as it is
        bytes([1, 10, 20, 30, 30, 30, 30]),  # less the left neighbour
        bytes([2, 0, 0, 0, 1, 1, 1]),  # less the one above
        bytes([3, 5, 10, 15, 15, 15, 15]),  # less the mean of both
        bytes([4, 0, 0, 0, 10, 10, 10]),  # less the one of three neighbours that is nearest to their plane
    ]
    first, second = (10, 20, 30), (40, 50, 60)
    third = (41, 51, 61)
    mean = tuple(15 + (left + above) // 2 for left, above in zip(first, third, strict=True))
    plane = tuple(10 + above for above in mean)
    assert colours(with_palette(png(rows, 2)), 2) == [
        [first, second],
        [first, second],
        [first, third],
        [first, mean],
        [first, plane],
    ]


def test_areas_keep_their_colour_where_there_are_too_many() -> None:
    white = bytes([255, 255, 255])
    shades = bytes(value for number in range(700) for value in (number % 256, number // 256, number % 200))
    width = 1000
    [row] = colours(with_palette(png([b"\0" + white * 300 + shades], width)), width)
    assert row[:300] == [(255, 255, 255)] * 300
    wanted = [tuple(shades[place : place + 3]) for place in range(0, len(shades), 3)]
    worst = max(
        abs(one - other)
        for got, want in zip(row[300:], wanted, strict=True)
        for one, other in zip(got, want, strict=True)
    )
    assert worst < 16


def test_a_picture_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="three channels"):
        with_palette(png([bytes(13)], 2, depth=16))
