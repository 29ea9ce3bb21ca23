"""A digest as it is sent and as it is printed: whatever its sources hold."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.articles.feed import Entry, EntrySummary, FeedKind
from bot.digest.story import Card, DigestContent, Subject
from bot.digest.story_card_model import Addition, Figures, Quote
from bot.render.digest import HEAD_LIMIT, digest_pages, digest_plain_text, source_name
from bot.render.languages import RIGHT_TO_LEFT, speaking
from bot.render.text import is_right_to_left, utf16_length
from tests.botapi.html import parse
from tests.botapi.rules import message_text
from tests.botapi.urls import check_link
from tests.digests import NOW, entry, feed
from tests.unit.render.anything import LONG_LINK, digests
from tests.unit.render.stories import DAY, DIGESTS, TIDENDE, WIRE, alone, card, largest, mixed, related

# As long as a head may be, with as much set bold and italic as one has.
LONGEST_HEAD = f"<b>{'h' * 100}</b>\n{'h' * 97}\n<i>{'h' * 100}</i>\n<i>{'h' * 100}</i>"


def marked(content: DigestContent) -> DigestContent:
    """Each story with its number in its headline: that of its article, else the name of its source."""
    number = 0

    def mark(one: Card) -> Card:
        nonlocal number
        number += 1
        lead, *others = one.tellings
        if lead.entry.title is not None:
            lead = replace(lead, entry=replace(lead.entry, title=f"⟦{number}⟧ {lead.entry.title}"))
        else:
            source = replace(lead.feed, title=f"⟦{number}⟧", kind=FeedKind.FEED)
            lead = replace(lead, feed=source)
        return replace(one, tellings=(lead, *others))

    return replace(
        content, subjects=tuple(replace(one, cards=tuple(map(mark, one.cards))) for one in content.subjects)
    )


@settings(max_examples=30, deadline=None)
@given(digests)
def test_any_digest_can_be_sent_and_has_each_story_once_in_order(drawn: DigestContent) -> None:
    content = marked(drawn)
    pages = digest_pages(content)
    assert utf16_length(parse(LONGEST_HEAD).text) == HEAD_LIMIT
    for page in pages:
        message_text({"text": f"{LONGEST_HEAD}\n\n{page.html}", "parse_mode": "HTML"})  # refused by raising
        parsed = parse(f"{LONGEST_HEAD}\n\n{page.html}")
        assert sum(16 + len(entity.get("url", "")) for entity in parsed.entities) <= 8_500
        assert all(check_link(entity["url"]) for entity in parsed.entities if "url" in entity)
        said = re.findall(r"^(\d+)\. (?:⟦(\d+)⟧|A post without a title)", parse(page.html).text, re.MULTILINE)
        assert [int(number) for number, _ in said] == list(page.stories)
        assert all(mark in (number, "") for number, mark in said)
    numbers = [number for page in pages for number in page.stories]
    assert numbers == list(range(1, len(content.cards) + 1))
    counted = re.findall(
        r"^(\d+) more articles? (?:was|were) left out\.$", "\n".join(seen(content)), re.MULTILINE
    )
    assert counted == ([str(content.left_out)] if content.cards and content.left_out else [])
    digest_plain_text(content).encode("utf-8")


def seen(content: DigestContent) -> list[str]:
    """The pages as a person reads them."""
    return [parse(page.html).text for page in digest_pages(content)]


def test_the_largest_story_fits_on_a_page_of_its_own() -> None:
    (one, *_) = pages = digest_pages(
        replace(related(largest(), largest(), names=["name"] * 99), left_out=10**6)
    )
    assert [page.stories for page in pages] == [(1,), (2,)]
    for page in pages:
        message_text({"text": f"{LONGEST_HEAD}\n\n{page.html}", "parse_mode": "HTML"})
    assert len(one.html) > 5_000


def page_of(*cards: Card) -> str:
    (page,) = digest_pages(alone(*cards))
    return page.html


def of_wire(one: Entry) -> Card:
    return card((one, WIRE))


def test_a_story_is_its_headline_its_sources_and_a_quotation_each_sentence_with_its_place() -> None:
    one = card((entry(7, 1, "One & two.", "Three.", title="A <title>"), WIRE), (entry(8, 2), TIDENDE))
    assert page_of(one) == (
        '<b><a href="https://source1.example/7">1. A &lt;title&gt;</a></b>\n'
        '<a href="https://source1.example/7">Harbour &amp; Coast &lt;News&gt;</a> and '
        '<a href="https://source2.example/8">Lindholm Tidende</a>\n'
        "<blockquote expandable>"
        'One &amp; two.\u00a0<a href="https://source1.example/7#:~:text=0">→</a>\n'
        'Three.\u00a0<a href="https://source1.example/7#:~:text=1">→</a>'
        "</blockquote>"
    )


def test_what_has_only_a_headline_is_a_line_and_lines_stand_close() -> None:
    assert page_of(of_wire(entry(2, title="Two")), of_wire(entry(1, title="One"))) == (
        '<a href="https://source1.example/2">1. Two</a>\n<a href="https://source1.example/1">2. One</a>'
    )


def test_where_all_comes_from_one_source_it_is_not_named() -> None:
    assert "Harbour" not in page_of(of_wire(entry(1, 1, "It is.")), of_wire(entry(2)))
    assert "Harbour" in page_of(of_wire(entry(1, 1, "It is.")), card((entry(2, 2), TIDENDE)))


def test_the_outlet_of_a_file_is_named_wherever_the_folder_is_the_only_source() -> None:
    folder = feed(1, "seeds", FeedKind.FOLDER, "folder:seeds")
    file = replace(entry(1, 1, "It is."), author="TASS")
    assert seen(alone(card((file, folder)))) == ["1. A title\nTASS\nIt is.\u00a0→"]
    assert "TASS" not in page_of(of_wire(file))


def test_three_sources_are_named_and_the_others_counted() -> None:
    told = [(entry(number, number), feed(number, f"S{number}")) for number in range(1, 7)]
    assert seen(alone(card(*told))) == ["1. A title · S1, S2, S3 and 3 more"]
    assert seen(alone(card(*told[:3]))) == ["1. A title · S1, S2 and S3"]


def test_a_source_that_tells_it_twice_is_named_once() -> None:
    again = card((entry(1), WIRE), (entry(2, 2), TIDENDE), (entry(3), WIRE))
    assert seen(alone(again)) == ["1. A title · Harbour & Coast <News> and Lindholm Tidende"]


def test_what_others_add_stands_behind_their_names() -> None:
    text = "\n".join(seen(mixed()))
    assert (
        "\nLindholm Tidende adds: The captain had sailed this line for 31 years.\u00a0→ "
        "The ferry is two years old & <paid for>.\u00a0→\n"
    ) in text


def test_figures_that_differ_stand_side_by_side_and_no_sentence_twice() -> None:
    quotes = (Quote(0, "All 12 died.", None, "12", True), Quote(1, "At least 15 died.", None, "15", False))
    one = card((entry(1, 1, "All 12 died."), WIRE), (entry(2, 2), TIDENDE), figures=(Figures(quotes),))
    assert seen(alone(one))[0].split("\n")[2:] == [
        "All 12 died.\u00a0→",
        "Figures differ: 12 (Harbour & Coast <News>) · 15 (Lindholm Tidende)",
        "Lindholm Tidende: At least 15 died.",
    ]
    shown_before = replace(one, sentences=())
    assert "\nHarbour & Coast <News>: All 12 died." in seen(alone(shown_before))[0]


def test_a_story_that_was_told_before_is_said_to_continue() -> None:
    one = replace(of_wire(entry(2, 1, "It is.")), before=(entry(1),))
    assert seen(alone(one)) == ["1. A title\ncontinues\nIt is.\u00a0→"]
    assert "continues" not in page_of(of_wire(entry(2, 1, "It is.")))


def test_related_stories_have_a_heading_and_what_follows_them_another() -> None:
    pair = [of_wire(entry(number, title=f"Title {number}")) for number in (1, 2)]
    group, single = Subject(tuple(pair), ("Kelin", "London")), Subject((of_wire(entry(3, title="Title 3")),))
    assert seen(DigestContent((single, group, single, single))) == [
        "1. Title 3\n\n■ Kelin, London\n\n2. Title 1\n3. Title 2\n\n■ Other stories\n\n4. Title 3\n5. Title 3"
    ]
    assert seen(DigestContent((group, replace(group, names=()))))[0].count("\n\n■ On one subject\n\n3.") == 1
    assert "■ Other stories\n\n3." in digest_plain_text(DigestContent((group, single)))


def test_related_stories_that_go_on_are_named_again_on_the_next_page() -> None:
    pages = digest_pages(related(*(of_wire(entry(n, 1, "It is.")) for n in range(1, 9)), names=["Kelin"]))
    assert [page.stories for page in pages] == [(1, 2, 3, 4, 5, 6), (7, 8)]
    assert pages[1].html.startswith("<b>■ Kelin</b> · continued\n\n<b><a ")


def test_without_addresses_nothing_is_linked() -> None:
    plain = replace(entry(1, 1, title="One"), url=None, summary=EntrySummary((("It is.", None),), 9, 2, 9))
    assert page_of(of_wire(plain), of_wire(replace(entry(2), url="ftp://example.org/"))) == (
        "<b>1. One</b>\n<blockquote expandable>It is.</blockquote>\n\n2. A title"
    )


def test_a_post_without_a_title_goes_by_its_source() -> None:
    post = card((entry(1, 1, "It is.", title=None), WIRE))
    assert page_of(post).startswith(
        '<b><a href="https://source1.example/1">1. Harbour &amp; Coast &lt;News&gt;</a></b>\n<blockquote'
    )
    both = seen(alone(replace(post, tellings=(*post.tellings, *card((entry(2, 2), TIDENDE)).tellings))))
    assert both == ["1. Harbour & Coast <News>\nHarbour & Coast <News> and Lindholm Tidende\nIt is.\u00a0→"]
    assert seen(alone(card((entry(1, 1, title=None), WIRE)))) == ["1. A post without a title"]


@pytest.mark.parametrize(
    "title", ["The harbour is closed", "The harbour is closed.", "The harbour is closed …"]
)
def test_a_sentence_that_the_headline_says_is_not_said_again(title: str) -> None:
    again = page_of(of_wire(entry(1, 1, "The harbour is closed.", "It opens on Monday.", title=title)))
    assert again.count("The harbour") == 1
    assert "It opens on Monday." in again
    assert "blockquote" not in page_of(of_wire(entry(1, 1, "The harbour is closed.", title=title)))


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, None), (1, None), (3, "Thursday"), (20, "2 November"), (400, "18 October 2025"), (30_000, None)],
)
def test_the_day_is_said_of_what_is_not_of_these_days(days: int, said: str | None) -> None:
    old = replace(entry(1, 1, "It is."), published=NOW - days * DAY, seen_at=NOW)
    assert re.findall(r"<i>(.*)</i>", page_of(of_wire(old))) == ([said] if said else [])


def test_names_of_both_directions_do_not_turn_the_line_round() -> None:
    html = "".join(page.html for page in digest_pages(mixed()))
    assert "<i>\u2068عين الميناء\u2069 adds:</i> \u2068فُتح تحقيق" in html
    assert "أسعار السمك اليوم</a> · \u2068<a " in html
    assert "2 November</i>\u2069" in html
    # Arabic sentences by themselves go on to the left; behind English words, to the right.
    assert re.findall("[\u0590-\u06ff]\\.?[^<]*<a [^>]*>([→←])<", html) == ["→", "→", "←", "←", "←"]


def test_a_story_is_never_torn_apart() -> None:
    long = "A sentence of some length that goes on for a while. " * 9
    stories = [of_wire(entry(n, 1, *[f"{n}: {long}"] * 3, title=f"Title {n}")) for n in range(20)]
    for text in seen(alone(*stories)):
        for number in re.findall(r"Title (\d+)", text):
            assert text.count(f"\n{number}: ") == 3
        assert len(re.findall(r"^\d+: ", text, re.MULTILINE)) == 3 * text.count("Title")


def test_what_is_too_long_for_a_digest_ends_in_an_ellipsis() -> None:
    (text,) = seen(alone(of_wire(entry(1, 1, "word " * 9_000, title="title " * 999))))
    assert len(text) < 2_400
    assert re.search(r"title…\n", text)
    assert re.search(r"word…\u00a0→", text)
    (more,) = seen(alone(of_wire(entry(1, 1, *["A sentence of words. " * 30] * 4))))
    assert more.endswith("→\n…")


def test_a_long_summary_takes_no_room_from_what_others_add() -> None:
    one = card(
        (entry(1, 1, *["A sentence of words. " * 30] * 9), WIRE),
        (entry(2, 2), TIDENDE),
        additions=(Addition(1, "It was raining.", None),),
    )
    assert seen(alone(one))[0].endswith("\n…\nLindholm Tidende adds: It was raining.")


def test_arrows_with_very_long_links_are_left_out_before_anything_else() -> None:
    sentences = tuple((f"Sentence {number}.", LONG_LINK) for number in range(5))
    one = page_of(of_wire(replace(entry(1), summary=EntrySummary(sentences, 9, 9, 99))))
    assert one.count("→") == 1
    assert "Sentence 4." in one


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


@pytest.mark.parametrize(("count", "said"), [(1, "1 more article was left out."), (0, None)])
def test_what_is_left_out_is_counted_at_the_end(count: int, said: str | None) -> None:
    content = alone(of_wire(entry(1)), left_out=count)
    ends = [seen(content)[-1], digest_plain_text(content)]
    assert [text.endswith(f"\n\n{said}") for text in ends] == [said is not None] * 2


def test_many_lines_take_two_pages_and_no_story_none() -> None:
    assert [len(page.stories) for page in digest_pages(DIGESTS["flashes"]())] == [18, 2]
    assert digest_pages(DigestContent()) == []


def test_in_a_terminal_it_is_the_same_without_marks_and_links_to_sentences() -> None:
    shown = digest_plain_text(mixed())
    assert shown.startswith("12 stories · 6 sources · 10 min in ")
    assert "\n\n1. Ferry runs aground off Lindholm, 212 on board & safe\nHarbour & Coast <News>, " in shown
    assert "\nhttps://source1.example/90\n\n" in shown
    assert "#:~:text" not in shown


def test_numbers_of_any_length_fit() -> None:
    lines = [of_wire(entry(number, title="t" * 200)) for number in range(1_010)]
    pages = digest_pages(alone(*lines))
    assert max(utf16_length(parse(page.html).text) for page in pages) <= 4096 - HEAD_LIMIT
    assert "\n1010. ttt" in parse(pages[-1].html).text


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_in_a_language_from_the_right_names_begin_on_the_right_and_sentences_stay_as_they_are(
    language: str,
) -> None:
    with speaking(language):
        html = digest_pages(mixed())[0].html
    lines = [line for line in parse(html).text.split("\n") if line]
    headline = next(place for place, line in enumerate(lines) if line.startswith("1. Ferry runs aground"))
    told_by, sentence = lines[headline + 1], lines[headline + 2]
    assert told_by.startswith("\u200f\u2068Harbour & Coast <News>\u2069")
    assert not sentence.startswith(("\u200f", "\u2068"))
    assert not is_right_to_left(sentence)
