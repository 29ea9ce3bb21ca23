"""Pairs of quotation marks and brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarize.pairs import outermost, pairs, unbalanced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
        ("„Ja“ und “Yes”", ["„Ja“", "“Yes”"]),
        ("»Ja« «да»", ["»Ja«", "«да»"]),
        ("”Ja. Nej”, sa han", ["”Ja. Nej”"]),
        ("「はい『え』」", ["『え』", "「はい『え』」"]),
        ('"[a] (b)"', ["[a]", "(b)", '"[a] (b)"']),
        ("the dogs’ bones and Jane’s", []),
        ("'Yes. It's me,' he said", ["'Yes. It's me,'"]),
        ("a :) b :( c", []),
        ("6'2\" tall", []),
        ('他说"好。不好"然后', ['"好。不好"']),
        ('A "stray. Another "pair".', ['"pair"']),
        ('the IS" so-called caliphate. "So"', ['"So"']),
        ('"one\n\ntwo"', []),
        ("(((((((( a", []),
        ('ד"ר כהן שילם 4 ש"ח', []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert [text[start : end + 1] for start, end in pairs(text)] == expected


def test_outermost() -> None:
    assert outermost(pairs("(a [b] “c”) (d)")) == [(0, 10), (12, 14)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [('"a"', False), ('"a', True), ("(a", True), ("a)", True), ("it's ‘so", False), ("«a» “b”", False)],
)
def test_unbalanced(text: str, expected: bool) -> None:
    assert unbalanced(text) is expected


@given(st.text(alphabet="aA .,\"“”„«»'‘’()[]\n"))
def test_pairs_nest(text: str) -> None:
    found = pairs(text)
    for start, end in found:
        assert start < end
        assert not any(start < other < end < closing for other, closing in found)
