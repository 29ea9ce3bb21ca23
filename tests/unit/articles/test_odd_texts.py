"""Texts that nobody writes, and that reach every pattern many times: read whole, and with an answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.clean import read_article
from bot.errors import TooShort
from bot.summarize import summarize

# Enough for a pattern or loop whose time grows with the square to show: with the cube, it would not end.
LENGTH = 20_000
REPEATED = (
    *("a.", "a. ", "A. ", "a? ", "Oh! ", "a... ", "1.2.3.", "1. 2. ", "3 Mar. ", "10:00 "),
    *("a@a.", "http://", '"', '"a ', "'a ", "«a ", "(", "(a) ", "[", "/", "A/", "- ", "— "),
    *("...", "#a ", "@a ", "\n", "a\n", "ab cd\n", " ", "a   ", "\t", "\u2028", "\r\n\r\n"),
    *("\x00", "\u200b", "\ufeff", "a", "A", "汉", "汉字，", "汉字。", "กขค", "กขคกขค ", "한국 "),
    *("\u200f\u05d0 ", "\u202e", "a\u0301", "\u0301", "🙂 ", "aя", "a я 汉 ", "\ud800"),
    *("\U0010ffff", "\x96 ", "LONDON, March 24. /TASS/. ", "LONDON, March 24. /TASS/.\n"),
    *("MARCH, May 3 -\n", "(CNN) -- ", "24 March 2023\n", "24 March 2023, "),
    *("Published 10:00 \n", "date 2023-03-24 ", "By . A . ", "(Eds: x) By "),
    *("By Jane Doe and Joe Roe\n", "Read more\n", "Next Article\nA headline\n"),
    *("Next Article A ", "Read more: a.b ", "Copyright 2015 x ", "A/Getty Images "),
    *("Jane contributed to this report. ", "Comments\n", "we use cookies to "),
    *("tel: 12 34 56 78\n", "Follow @abc on Twitter "),
)  # fmt: skip
PARTS = st.lists(st.tuples(st.sampled_from(REPEATED), st.integers(1, 60)), min_size=1, max_size=12)


def check(text: str) -> None:
    article = read_article(text)
    last = 0
    for span in article.paragraphs:
        assert last <= span.start < span.end <= len(text)
        last = span.end
    try:
        summary = summarize(article)
    except TooShort:
        return
    assert 1 <= len(summary.sentences) <= 3
    assert all(text[span.start : span.end].strip() for span in summary.sentences)


@pytest.mark.parametrize("part", REPEATED)
def test_one_thing_again_and_again_gets_an_answer(part: str) -> None:
    check((part * (LENGTH // len(part) + 1))[:LENGTH])


@given(PARTS)
@settings(max_examples=150, deadline=None)
def test_odd_things_together_get_an_answer(parts: list[tuple[str, int]]) -> None:
    check("".join(part * times for part, times in parts))


@given(st.text(st.characters(exclude_categories=()), min_size=200, max_size=2_000))
@settings(max_examples=100, deadline=None)
def test_any_characters_get_an_answer(text: str) -> None:
    check(text)
