"""The status page: what it says, what it never says, and that machines that read it aloud find their way."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bot.operator.page import page_html
from bot.operator.status import Process, Status
from bot.storage.operations import Operations
from tests.digests import ROOT
from tests.unit.operator.statuses import HOSTILE, NOW, everything, hours, nothing

GOLDEN = ROOT / "tests" / "golden" / "operator"
_EMPTY = {"meta", "rect", "br"}


class Reader(HTMLParser):
    """A page as a machine reads it: its text, its headings, and the cells of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], "tags that are not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _EMPTY or tag == "rect":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize(("name", "status"), [("everything", everything()), ("nothing", nothing())])
def test_the_page_looks_as_it_did(name: str, status: Status) -> None:
    shown = page_html(status).replace("><", ">\n<") + "\n"
    assert shown == (GOLDEN / f"{name}.html").read_bytes().decode()


def test_it_says_how_things_stand() -> None:
    text = Reader(page_html(everything())).text
    for said in (
        "@digest_test_bot Version 1.2.3 · role: all · SQLite",
        "running since 19 November 2026, 12:10 UTC (3 d 2 h)",
        "✓ Ready.",
        "Waiting to be sent 7",
        "Lag: longest wait now 1 min 15 s",
        "Due today so far 66",
        "Sent today 58",
        "Still to come today 40",
        "Refused, with the reason 34",
        "FetchFailed 30",
        "“Too many” for a chat (429) 3",
        "Blocked the bot, or took it out 3",
        "slow.example 12.3 s",
        "takes too long to answer",
        "gone: ",
    ):
        assert said in text, said


def test_the_plots_say_what_they_show() -> None:
    page = Reader(page_html(everything()))
    assert [drawing["aria-label"] for drawing in page.named("svg")] == [
        "Digests sent in each hour, the last 24 hours; most: 42",
        "Nine of ten were sent within, the last 24 hours; longest: over 2 h",
    ]
    assert len(page.named("rect")) == 8
    # Two late ones of forty-two do not make the hour late; the same as a table.
    assert "07:00 42 5 s" in page.text
    assert "08:00 12 1 min" in page.text
    assert "09:00 3 over 2 h" in page.text
    assert "10:00 0 –" in page.text


def test_what_strangers_wrote_stays_text_and_addresses_stay_whole_only_in_the_database() -> None:
    page = page_html(everything())
    read = Reader(page)
    assert not read.named("script")
    assert '<script>alert("x")</script> & Co' in read.text
    assert HOSTILE not in read.text  # without what turns text round
    assert "failing.example" in read.text
    for secret in ("name", "pass-word", "8443", "/path", "se-cret", "/home", "of/somebody"):
        assert secret not in read.text.replace("@digest_test_bot", "").replace("are named", ""), secret
    assert "this machine" in read.text


def test_a_process_that_cannot_work_says_why() -> None:
    text = Reader(page_html(nothing())).text
    assert "✗ Not ready." in text
    assert "The database cannot be written" in text
    assert "Ready." not in text.replace("Not ready.", "")
    assert "Sent today" not in text


def test_headings_and_tables_are_there_for_who_does_not_see_them() -> None:
    page = Reader(page_html(everything()))
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(page.named("caption")) == len(page.named("table")) - 1  # one is named by what opens it
    assert all(cell["scope"] in {"col", "row"} for cell in page.named("th"))
    assert page.named("html") == [{"lang": "en"}]


def test_nothing_is_asked_of_elsewhere() -> None:
    page = Reader(page_html(everything()))
    for _, attributes in page.tags:
        assert not {"src", "href", "action", "style", "onload", "onclick"} & attributes.keys()
    assert not page.named("link")
    assert "@import" not in page_html(everything())
    assert "url(" not in page_html(everything())


def test_a_bot_that_has_done_nothing_has_a_page_too() -> None:
    process = Process(name="@new_bot", version="1", role="all", database="SQLite", started_at=NOW)
    empty = Operations(taken_at=NOW, hours=tuple(type(one)(one.start) for one in hours()))
    text = Reader(page_html(Status(NOW, process, (), empty))).text
    assert "Sent today 0" in text
    assert "(none)" in text
    assert "In trouble" not in text
