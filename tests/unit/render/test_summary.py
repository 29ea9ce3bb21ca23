"""A summary as it is sent and as it is printed, with and without the address of its article."""

from dataclasses import replace
from datetime import date

import pytest

from bot.articles.model import Article, Span, Summary
from bot.render.summary import origin, summary_messages, summary_text
from tests.botapi.html import parse

SENTENCES = [
    "The ferry ran aground on Tuesday with 212 people on board.",
    "Nobody was hurt.",
    "“It & all <others> are safe,” the coast guard said.",
]
URL = "https://example.org/a?b=1&c=2"


def summary(sentences: list[str], url: str | None, title: str | None = "Ferry runs aground") -> Summary:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    article = Article(
        "id", text, (Span(0, len(text)),), title, date(2026, 11, 22), outlet="TASS", language="en", url=url
    )
    return Summary(article, "rank", tuple(spans), available=9, words=20, article_words=120)


def test_headline_and_sentences_lead_to_the_article_and_their_places() -> None:
    stem = "https://example.org/a?b=1&amp;c=2"
    assert summary_messages(summary(SENTENCES, URL)) == [
        f'<b><a href="{stem}">Ferry runs aground</a></b>\n\n'
        "<i>TASS · 22 November 2026</i>\n\n"
        f"{SENTENCES[0]}\u00a0"
        f'<a href="{stem}#:~:text=The%20ferry%20ran%20aground,people%20on%20board.">→</a>\n\n'
        f'{SENTENCES[1]}\u00a0<a href="{stem}#:~:text=Nobody%20was%20hurt.">→</a>\n\n'
        "“It &amp; all &lt;others&gt; are safe,” the coast guard said.\u00a0"
        f'<a href="{stem}'
        '#:~:text=%E2%80%9CIt%20%26%20all%20%3Cothers%3E%20are,coast%20guard%20said.">→</a>\n\n'
        "<i>3 of 9 sentences · saves 25 s</i>"
    ]


@pytest.mark.parametrize("url", [None, "ftp://example.org/a", "https://me@example.org/"])
def test_without_a_usable_address_nothing_is_linked(url: str | None) -> None:
    messages = summary_messages(summary(SENTENCES[:2], url))
    assert messages == [
        "<b>Ferry runs aground</b>\n\n<i>TASS · 22 November 2026</i>\n\n"
        f"{SENTENCES[0]}\n\n{SENTENCES[1]}\n\n<i>2 of 9 sentences · saves 25 s</i>"
    ]
    assert "http" not in summary_text(summary(SENTENCES, url))


def test_in_plain_text_the_address_stands_below_the_origin_and_sentences_stand_alone() -> None:
    assert summary_text(summary(SENTENCES[:2], URL)) == (
        f"Ferry runs aground\n\nTASS · 22 November 2026\n{URL}\n\n"
        f"{SENTENCES[0]}\n\n{SENTENCES[1]}\n\n2 of 9 sentences · saves 25 s"
    )


@pytest.mark.parametrize(
    "words",
    ["the ship {} was closed again and {} people came", "корабль {} снова закрыли и {} человек пришли"],
)
def test_a_long_summary_keeps_every_link_and_every_limit(words: str) -> None:
    sentences = [words.format(number, number * 7) + " on the way home." for number in range(60)]
    parsed = [parse(message) for message in summary_messages(summary(sentences, URL))]
    links = [entity["url"] for message in parsed for entity in message.entities if "url" in entity]
    assert len(set(links)) == len(links) == 61
    assert not any(message.dropped_links for message in parsed)
    for message in parsed:
        assert len(message.entities) <= 100
        assert sum(len(entity.get("url", "")) for entity in message.entities) < 8_500


def test_a_sentence_that_no_link_can_tell_from_others_stands_without_one() -> None:
    sentences = ["He agreed."] * 500
    message = summary_messages(summary(sentences, URL))[-1]
    assert "→" not in message.split("\n\n")[-2]


@pytest.mark.parametrize(
    ("outlet", "is_page", "url", "shown"),
    [
        ("TASS", True, "https://example.org/a", "TASS · 22 November 2026"),
        (None, True, "https://www.example.org/a", "example.org · 22 November 2026"),
        (None, True, "https://xn--e1afmkfd.xn--p1ai/", "пример.рф · 22 November 2026"),
        (None, True, "https://xn--pple-43d.com/", "xn--pple-43d.com · 22 November 2026"),
        (None, False, "https://example.org/a", "22 November 2026"),
    ],
)
def test_a_page_without_an_outlet_is_named_by_its_host(
    outlet: str | None, is_page: bool, url: str, shown: str
) -> None:
    article = replace(summary(SENTENCES, url).article, outlet=outlet, is_page=is_page)
    assert origin(article) == shown


def test_what_was_read_only_in_part_is_said() -> None:
    whole = summary(SENTENCES, URL)
    part = replace(whole, article=replace(whole.article, is_partial=True))
    assert "beginning" not in summary_text(whole)
    assert "3 of 9 sentences · only the beginning was read · saves 25 s" in summary_text(part)
