"""A digest as it is sent and as it is printed: whatever its sources hold."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.feed import Entry, EntrySummary, Feed, FeedKind
from bot.digest.compose import DigestContent, compose
from bot.render.digest import (
    HEAD_LIMIT,
    digest_head,
    digest_pages,
    digest_plain_text,
    nothing_new_text,
    source_name,
    topic_gone_text,
    write_refused_text,
)
from bot.render.text import utf16_length
from tests.botapi.html import parse
from tests.botapi.rules import message_text
from tests.botapi.urls import check_link
from tests.digests import NOW, desk, entry, feed, ids, noisy, seeds, world

MORNING = datetime.fromisoformat("2026-11-22T08:00")
LONG_LINK = "https://example.org/" + "a" * 1_970
# As long as a head may be, with as much set bold and italic as one has.
LONGEST_HEAD = f"<b>{'h' * 100}</b>\n{'h' * 97}\n<i>{'h' * 100}</i>\n<i>{'h' * 100}</i>"

texts = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from("ab .<>&\"'\u202e\u200f\u2067\n\r\0🙂أב\ud83d■•"), max_size=60),
    st.builds(
        lambda text, times: text * times,
        st.sampled_from(["word ", "x", "🙂", "слово ", "كلمة "]),
        st.integers(1, 4_500),
    ),
)
urls = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(
        [
            LONG_LINK,
            "https://example.org/a?b=1&c='\"<2>",
            "tg://user?id=1",
            "javascript:alert(1)",
            "https://localhost/",
            "https://me@example.org/",
            "https://example.org/\u202egpj.exe",
            "https://пример.рф/я",
        ]
    ),
)
summaries = st.builds(
    lambda sentences: EntrySummary(tuple(sentences), 9, 10, 500),
    st.lists(st.tuples(texts, urls), max_size=30),
)
entries = st.builds(
    lambda feed_id, title, url, author, published, summary: replace(
        entry(1, feed_id), title=title, url=url, author=author, published=published, summary=summary
    ),
    st.integers(1, 3),
    st.none() | texts,
    urls,
    st.none() | texts,
    st.none() | st.integers(-(10**15), 10**15),
    st.none() | summaries,
)
feeds = st.builds(
    lambda title, url, site, kind: replace(feed(1, title, kind), url=url or "", site_url=site),
    st.none() | texts,
    urls,
    urls,
    st.sampled_from(FeedKind),
)


def marked(entries: list[Entry]) -> list[Entry]:
    """Each with an id and a mark of its own, in the title or where there is none in the first sentence."""
    result = []
    for number, one in enumerate(entries, start=1):
        sentences = one.summary.sentences if one.summary else ()
        title = one.title
        if title is None and sentences:
            sentences = ((f"⟦{number}⟧ {sentences[0][0]}", sentences[0][1]), *sentences[1:])
        else:
            title = f"⟦{number}⟧ {title}"
        summary = replace(one.summary, sentences=sentences) if one.summary else None
        # Every ninth is the same article.
        result.append(replace(one, id=number, story_key=str(number % 9), title=title, summary=summary))
    return result


@settings(max_examples=60, deadline=None)
@given(st.lists(entries, max_size=14), st.tuples(feeds, feeds, feeds), st.integers(1, 20))
def test_any_digest_can_be_sent_and_loses_no_article(
    entries: list[Entry], three: tuple[Feed, ...], limit: int
) -> None:
    by_id = {number: replace(one, id=number) for number, one in enumerate(three, start=1)}
    content = compose(marked(entries), by_id, limit=limit)
    pages = digest_pages(content)
    assert utf16_length(parse(LONGEST_HEAD).text) == HEAD_LIMIT
    for page in pages:
        message_text({"text": f"{LONGEST_HEAD}\n\n{page}", "parse_mode": "HTML"})  # refused by raising
        parsed = parse(f"{LONGEST_HEAD}\n\n{page}")
        assert sum(16 + len(entity.get("url", "")) for entity in parsed.entities) <= 8_500
        assert all(check_link(entity["url"]) for entity in parsed.entities if "url" in entity)
        assert parse(page).text.startswith("■ ")
    whole = "\n".join(parse(page).text for page in pages)
    assert [int(mark) for mark in re.findall(r"⟦(\d+)⟧", whole)] == ids(content)
    counted = sum(map(int, re.findall(r"Not shown of (?:this source|further sources): (\d+) more\.", whole)))
    assert counted == content.left_out
    digest_plain_text(content).encode("utf-8")


def page_of(*entries: Entry, **of_feed: object) -> str:
    pages = digest_pages(compose(entries, {1: replace(feed(1, "Source"), **of_feed)}))  # type: ignore[arg-type]
    assert len(pages) == 1
    return pages[0]


def test_an_article_is_its_title_and_a_quotation_of_its_sentences_each_with_its_place() -> None:
    assert page_of(entry(7, 1, "One & two.", "Three.", title="A <title>")) == (
        '■ <b><a href="https://source1.example/">Source</a></b>\n\n'
        '<b><a href="https://source1.example/7">A &lt;title&gt;</a></b>\n'
        "<blockquote expandable>"
        'One &amp; two.\u00a0<a href="https://source1.example/7#:~:text=0">→</a>\n'
        'Three.\u00a0<a href="https://source1.example/7#:~:text=1">→</a>'
        "</blockquote>"
    )


def test_what_has_only_a_title_is_a_line_and_lines_stand_close() -> None:
    lines = page_of(entry(2, title="Two"), entry(1, title="One")).split("\n\n")[1]
    assert lines == (
        '• <a href="https://source1.example/2">Two</a>\n• <a href="https://source1.example/1">One</a>'
    )


def test_without_addresses_nothing_is_linked() -> None:
    plain = replace(entry(1, 1, title="One"), url=None, summary=EntrySummary((("It is.", None),), 9, 2, 9))
    page = page_of(plain, replace(entry(2), url="ftp://example.org/"), site_url=None)
    assert page == ("■ <b>Source</b>\n\n• A title\n\n<b>One</b>\n<blockquote expandable>It is.</blockquote>")


def test_the_first_sentence_of_a_post_without_a_title_leads_to_it_where_nothing_else_does() -> None:
    post = replace(entry(1, title=None), summary=EntrySummary((("It is.", None),), 9, 2, 9))
    assert 'It is.\u00a0<a href="https://source1.example/1">→</a>' in page_of(post)


@pytest.mark.parametrize(
    "title", ["The harbour is closed", "The harbour is closed.", "The harbour is closed …"]
)
def test_a_sentence_that_the_title_says_is_not_said_again(title: str) -> None:
    again = page_of(entry(1, 1, "The harbour is closed.", "It opens on Monday.", title=title))
    assert again.count("The harbour") == 1
    assert "It opens on Monday." in again
    alone = page_of(entry(1, 1, "The harbour is closed.", title=title))
    assert "• " in alone
    assert "blockquote" not in alone


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, None), (1, None), (3, "Thursday"), (20, "2 November"), (400, "18 October 2025"), (30_000, None)],
)
def test_the_day_is_said_of_what_is_not_of_these_days(days: int, said: str | None) -> None:
    old = replace(entry(1, 1, "It is."), published=NOW - days * 86_400, seen_at=NOW)
    assert re.findall(r"<i>(.*)</i>", page_of(old)) == ([said] if said else [])


def test_who_wrote_it_is_said_of_files_alone() -> None:
    one = replace(entry(1, 1, "It is."), author="TASS")
    assert "TASS" not in page_of(one)
    assert "<i>TASS</i>" in page_of(one, kind=FeedKind.FOLDER)


def test_many_sources_of_one_article_are_counted() -> None:
    feeds = {number: feed(number, f"S{number}") for number in range(1, 7)}
    same = [replace(entry(number, number), story_key="same") for number in feeds]
    assert "also in S2, S3 and 3 more" in digest_pages(compose(same, feeds))[0]


def test_names_of_both_directions_do_not_turn_the_line_round() -> None:
    busy = "".join(digest_pages(desk()))
    assert "also in Lindholm Tidende and \u2068عين الميناء\u2069</i>" in busy
    assert "أسعار السمك اليوم</a><i> · \u20682 November\u2069</i>" in busy
    assert "איש לא נפגע, מסר משמר החופים.\u00a0<a " in busy
    assert re.findall("[\u0590-\u06ff].*?>([→←])<", busy) == ["←"] * 4


def test_a_source_that_goes_on_is_named_again_on_the_next_page() -> None:
    pages = digest_pages(
        compose([entry(number, 1, "A sentence.") for number in range(1, 9)], {1: feed(1, "S")})
    )
    assert [page.count("blockquote exp") for page in pages] == [6, 2]
    assert pages[1].startswith('■ <b><a href="https://source1.example/">S</a></b> · continued\n\n')


def test_an_article_is_never_torn_apart() -> None:
    long = "A sentence of some length that goes on for a while. " * 9
    entries = [entry(number, 1, *[f"{number}: {long}"] * 3, title=f"Title {number}") for number in range(20)]
    for page in digest_pages(compose(entries, {1: feed(1, "Source")})):
        text = parse(page).text
        for number in re.findall(r"Title (\d+)", text):
            assert text.count(f"\n{number}: ") == 3
        assert len(re.findall(r"^\d+: ", text, re.MULTILINE)) == 3 * text.count("Title")


def test_what_is_too_long_for_a_digest_ends_in_an_ellipsis() -> None:
    text = parse(page_of(entry(1, 1, "word " * 9_000, title="title " * 999))).text
    assert len(text) < 2_000
    assert re.search(r"title…\n", text)
    assert re.search(r"word…\u00a0→", text)
    more = parse(page_of(entry(1, 1, *["A sentence of words. " * 30] * 4))).text
    assert more.endswith("→\n…")


def test_arrows_with_very_long_links_are_left_out_before_anything_else() -> None:
    sentences = tuple((f"Sentence {number}.", LONG_LINK) for number in range(5))
    one = replace(entry(1), summary=EntrySummary(sentences, 9, 9, 99))
    assert page_of(one).count("→") == 1
    assert "Sentence 4." in page_of(one)


def head(**changed: object) -> str:
    values: dict[str, object] = {
        "local": MORNING,
        "now_local": MORNING,
        "articles": 8,
        "sources": 3,
        "seconds_saved": 1260,
        "covers_from": None,
        "late_minutes": None,
        "page": 1,
        "pages": 1,
        "preview": False,
    }
    return digest_head(**(values | changed))  # type: ignore[arg-type]


def test_the_head_says_what_the_digest_holds() -> None:
    assert head() == "<b>Your digest · Sunday 22 November</b>\n8 articles from 3 sources · saves 21 min"
    assert head(articles=1, sources=1, seconds_saved=9).endswith("</b>\n1 article")
    assert head(sources=1, pages=4).endswith("\n8 articles · saves 21 min · page 1 of 4")
    assert head(seconds_saved=9000).endswith(" · saves 2 h")
    assert head(page=3, pages=4) == "<b>Your digest · Sunday 22 November</b>\npage 3 of 4"


def test_where_a_day_has_several_digests_each_says_its_time() -> None:
    assert head(with_time=True).startswith("<b>Your digest · Sunday 22 November, 08:00</b>\n")
    assert head(with_time=True, page=2, pages=4).startswith("<b>Your digest · Sunday 22 November, 08:00</b>")
    assert "08:00" not in head(with_time=True, preview=True)


def test_a_digest_that_was_asked_for_is_not_called_the_digest_of_a_day() -> None:
    assert head(preview=True).startswith("<b>What is new · Sunday 22 November</b>\n8 articles")


def test_a_digest_that_makes_up_for_others_says_from_when_on() -> None:
    lines = head(
        covers_from=datetime.fromisoformat("2026-11-20T08:00"),
        now_local=datetime.fromisoformat("2026-11-22T11:00"),
    ).split("\n")
    assert lines[2:] == [
        "<i>Earlier digests were left out, so this one covers everything since Friday 20 November, 08:00.</i>"
    ]
    assert "20 November 2025" in head(covers_from=datetime.fromisoformat("2025-11-20T08:00"))


@pytest.mark.parametrize(("minutes", "said"), [(25, "25 minutes"), (119, "119 minutes"), (150, "3 hours")])
def test_a_late_digest_says_how_late_it_is_and_why(minutes: int, said: str) -> None:
    assert head(late_minutes=minutes).endswith(f"\n<i>It comes {said} later than it was due.</i>")


def test_a_head_is_never_longer_than_pages_reckon_with() -> None:
    longest = head(
        local=datetime.fromisoformat("2024-09-25T08:00"),
        articles=10**6,
        sources=10**6,
        seconds_saved=10**9,
        covers_from=datetime.fromisoformat("2023-09-27T08:00"),
        late_minutes=10**5,
        pages=1000,
    )
    assert utf16_length(longest) <= HEAD_LIMIT


def test_nothing_new_is_one_line_below_the_day() -> None:
    told = "<b>Your digest · Sunday 22 November</b>\nNothing new in your sources."
    assert nothing_new_text(MORNING) == nothing_new_text(MORNING, MORNING) == told
    assert "2026" in nothing_new_text(MORNING, datetime.fromisoformat("2027-01-02T08:00"))


def test_notices_are_plain_sentences() -> None:
    assert topic_gone_text().endswith("so they come here.")
    assert "-1001234" in write_refused_text(-1001234)


@pytest.mark.parametrize(
    ("title", "site", "name"),
    [
        ("  A\u202e name ", "https://example.org/", "A name"),
        (None, "https://www.example.org/", "example.org"),
        ("\u200b", None, "source1.example"),
        ("n" * 200, None, "n" * 79 + "…"),
    ],
)
def test_a_source_goes_by_its_title_else_by_its_host(title: str | None, site: str | None, name: str) -> None:
    assert source_name(replace(feed(1, title), site_url=site)) == name


def test_in_a_terminal_it_is_the_same_without_marks_and_links_to_sentences() -> None:
    shown = digest_plain_text(seeds())
    assert shown.startswith("2 articles · saves 2 min\n\n■ seeds\n\n• Russia-UK Relations: ")
    assert "\n\n• TASS · 24 March 2023\n\nRussia does not intend" in shown
    busy = digest_plain_text(desk())
    assert busy.startswith("14 articles from 6 sources · saves ")
    assert "\n\n• Ferry runs aground off Lindholm, 212 on board & safe\n" in busy
    assert "\nhttps://source1.example/90\n\n" in busy
    assert "#:~:text" not in busy
    assert "\n\nNot shown of this source: 52 more.\n\n" in digest_plain_text(noisy())
    assert len(digest_pages(world())) == 5
    assert digest_pages(DigestContent()) == []
