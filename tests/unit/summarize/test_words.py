"""Words: what counts as one, in scripts with and without spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarize.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t stop the semi-final!", ["don’t", "stop", "the", "semi-final"]),
        ("'Quoted' -- and dashed -", ["quoted", "and", "dashed"]),
        ("In 2023, $3.5m.", ["in", "2023", "3", "5m"]),
        ("Ünïcode e\u0301te\u0301 ёлка", ["ünïcode", "e\u0301te\u0301", "ёлка"]),
        ("हिन्दी में लिखा।", ["हिन्दी", "में", "लिखा"]),
        ("كَتَبَ الوَلَد", ["كَتَبَ", "الوَلَد"]),
        ("你好world", ["你", "好", "world"]),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("한국어 문장", ["한국어", "문장"]),
        ("ประเทศไทยอากาศดี 2567", ["ประเท", "ศไทยอ", "ากาศดี", "2567"]),
        ("ข่าว, ข่าว", ["ข่าว", "ข่าว"]),
        ("ພາສາລາວ ភាសាខ្មែរ မြန်မာ", ["ພາສາລາ", "ວ", "ភាសាខ្", "មែរ", "မြန်မာ"]),
        ("😀 … \u0301 \u200d _", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_turkish_dotless_i() -> None:
    assert words("IŞIK İstanbul", "tr") == ["ışık", "istanbul"]


@given(st.text())
def test_words_come_from_the_text_in_order(text: str) -> None:
    lowered, at = text.lower(), 0
    for word in words(text):
        assert any(map(str.isalnum, word))
        at = lowered.index(word, at) + len(word)


@pytest.mark.parametrize(
    "text", ["a-" * 300_000, "a’" * 300_000, "\u0301" * 500_000, "你" * 300_000, "ก้" * 300_000]
)
def test_time_is_linear(text: str) -> None:
    assert len(words(text)) <= 300_000
