"""Words as people type them behind /mute and /only."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.wished_words import normal_word, word_id, word_key, words_in


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("football", ["football"]),
        ("the prime minister", ["the prime minister"]),
        ("football, Kelin ;  zinc\nNew   York", ["football", "Kelin", "zinc", "New York"]),
        ('"New York, NY", zinc', ["New York, NY", "zinc"]),
        ('"New York" "Los Angeles"', ["New York", "Los Angeles"]),
        ("«Новый Уренгой», „Bad Homburg“, “St Ives”", ["Новый Уренгой", "Bad Homburg", "St Ives"]),
        ('"unfinished, zinc', ["unfinished", "zinc"]),
        ("足球、东京，北京", ["足球", "东京", "北京"]),
        ("Zinc, ZINC, zinc", ["Zinc"]),
        ("C++, .NET, 5G, AI", ["C++", ".NET", "5G", "AI"]),
        ("cafe\u0301", ["caf\u00e9"]),
        ("foot\u200bball, \u202ezinc", ["football", "zinc"]),
        ("می\u200cشود", ["می\u200cشود"]),
        (' , "" , ', []),
        ("", []),
    ],
)
def test_words_and_phrases_are_told_apart(typed: str, words: list[str]) -> None:
    assert words_in(typed) == (words, [])


def test_what_is_no_word_is_given_back() -> None:
    words, unfit = words_in(f"a, ok, {'x' * 64}, {'y' * 65}, ??, 🔥🔥")
    assert words == ["ok", "x" * 64]
    assert unfit == ["a", "y" * 65, "??", "🔥🔥"]


@given(st.text(max_size=80))
def test_a_word_that_was_taken_is_taken_again_and_fits_any_database(typed: str) -> None:
    word = normal_word(typed)
    if word is not None:
        assert normal_word(word) == word
        assert words_in(f'"{word}"')[0] == [word] or any(mark in word for mark in '"“”„«»')
        assert 2 <= len(word) <= 64
        assert unicodedata.is_normalized("NFC", word)
        assert "\0" not in word
        word.encode("utf-8")


@given(st.text(max_size=80))
def test_capitals_make_no_other_word(typed: str) -> None:
    assert word_key(typed.casefold()) == word_key(typed)
    assert word_id(typed.casefold()) == word_id(typed)
    assert len(word_id(typed)) == 16
