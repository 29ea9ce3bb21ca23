"""What is not asked would not have matched: short cuts around the patterns change nothing but the time."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles import dates
from bot.articles.blocks import seen
from bot.articles.clean import read_article
from bot.articles.dateline import read_dateline
from bot.articles.dateline_head import Head
from bot.articles.dateline_styles import STYLES
from bot.articles.furniture import RULES
from bot.articles.months import MONTH_WORDS, with_months
from bot.articles.patterns import beginning, beginnings
from bot.articles.rules import Kind
from tests.unit.articles.cases import FURNITURE, SENTENCES
from tests.unit.articles.test_dateline import DATELINES

ROWS = [(rule, source) for rule in RULES if isinstance(rule.what, tuple) for source in rule.what]
EVERY_MONTH = tuple(sorted(MONTH_WORDS))
SEPARATORS = st.sampled_from([" ", " ", " ", ", ", ". ", "", "\n", ": ", "/", "-"])
LEADS = """
    LONDON NEW YORK Paris Rio de la 北京 القاهرة МОСКВА March may MAYIS mars січ ſept 24 3-го 2023 1st friday
    (CNN) (AP) (any words) /TASS/ [Reuters] -- - — | dpa Reuters : . , the said в и New Delhi St. U.S. d'Or
"""
DATES = """
    Published published last Updated at On 10:00 10:00am p.m. a.m. 24 24th 1er 3-го March mars Mart MAYIS ſept
    2023 24/03/2023 2023-03-24 T10:00 10h30 Z GMT +01:00 Monday п’ятниця le г. года року Дата публикации: 年
    2023年3月24日 | . -- — - · наш the people (of de) Fri, juin
"""


def joined(words: str) -> st.SearchStrategy[str]:
    parts = st.lists(st.tuples(st.sampled_from(words.split()), SEPARATORS), max_size=9)
    return parts.map(lambda found: "".join(word + separator for word, separator in found))


@pytest.mark.parametrize(
    ("source", "starts"),
    [
        ("(?:read|see) (?:more|also)", {"read", "see "}),
        (r"[(\[]?(?:file )?photo: .{2,80}+", {"phot", "file", "(pho", "(fil", "[pho", "[fil"}),
        (r"\d+ views?|(?:at )?\d{1,2}[.:]\d\d", {"0", "at 0"}),
        (r"a|bc?|(?:d|e)*f|g{2,}", {"a", "b", "bc", "d", "e", "f", "g"}),
        (r"(?!By|Von)(?:[Ww]ritten|Told) by", {"Writ", "writ", "Told"}),
        (r"(?<!\S)[A-Z]\w+", {""}),
        (r"x?.y", {"", "x"}),
        (r"c\.d\b|\S+e", {"c.d", ""}),
    ],
)
def test_beginnings(source: str, starts: set[str]) -> None:
    assert beginnings(source, 4) == starts


@pytest.mark.parametrize(("rule", "source"), ROWS)
def test_every_match_of_a_row_has_one_of_its_beginnings(rule: object, source: str) -> None:
    pattern, starts = re.compile(source), beginnings(source, 6)
    for line in [*FURNITURE, *SENTENCES]:
        for words in (seen(line), seen(line).lower(), seen(line).lstrip("•»- ")):
            if match := pattern.match(words):
                assert any(beginning(match.group(), 6).startswith(start) for start in starts)


def test_rows_without_a_beginning_are_few() -> None:
    open_rows = [
        source
        for rule, source in ROWS
        if rule.kind not in {Kind.ENDING, Kind.ABOUT} and "" in beginnings(source, 4)
    ]
    assert len(open_rows) <= 3


@given(joined(LEADS))
@settings(max_examples=1000, deadline=None)
def test_a_style_that_is_not_tried_would_not_have_matched(head: str) -> None:
    for style in STYLES:
        if head and with_months(style.shape, EVERY_MONTH).match(head):
            assert style.needs(Head(head)), style.origin


@pytest.mark.parametrize("lead", [case[0] for case in DATELINES])
def test_known_datelines_are_found_with_any_words_behind_them(lead: str) -> None:
    for story in ("Ministers met (twice) in May.", "Nobody: the 3 men - all of them - said no."):
        assert read_dateline(lead + story)


@given(joined(DATES))
@settings(max_examples=1000, deadline=None)
def test_a_line_that_is_not_tried_is_no_date(text: str) -> None:
    def tried(source: str) -> re.Pattern[str]:
        return with_months(source, EVERY_MONTH, re.IGNORECASE)

    line = text[:160].strip()
    if any(c.isdigit() for c in line):
        whole = bool(tried(dates._DATE_LINE).fullmatch(line))
        timed = (":" in line or "." in line) and bool(tried(dates._TIME_LINE).fullmatch(line))
        assert dates.is_date_line(line) is (whole or timed)
        leads = tried(dates._LABELLED_LEAD).match(line)
        dashed = tried(dates._DASHED_LEAD).match(line)
        begins = leads or (dashed and not line[dashed.end()].islower())
        assert bool(dates.read_date_lead(line)) >= bool(begins)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("ANKARA, 3 MAYIS 2020 - Bakanlar toplandı.", date(2020, 5, 3)),
        ("3 KASİM 2020\n\nBakanlar toplandı.", date(2020, 11, 3)),
        ("3 aralık 2020\n\nBakanlar toplandı.", date(2020, 12, 3)),
        ("LONDON, 3 ſept 2020 - Ministers met.", date(2020, 9, 3)),
    ],
)
def test_months_in_letters_that_only_look_alike(text: str, published: date) -> None:
    assert read_article(text).published == published


def test_more_months_than_are_prepared_for_are_still_read() -> None:
    names = [name for name in EVERY_MONTH if name.isascii()]
    for first in names:
        for second in names[:3]:
            text = f"LONDON, 24 {first} 2023 - Ministers met in {second}."
            found = read_dateline(text)
            assert found
            assert (found.place, found.day, found.year) == ("LONDON", 24, 2023)
