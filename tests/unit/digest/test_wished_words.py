"""Words that people name: which are kept, how, and which are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.wished_words import normal_word, word_id, word_key


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("the prime  minister", "the prime minister"),
        ("C++", "C++"),
        ("cafe\u0301", "caf\u00e9"),
        ("foot\u200bball", "football"),
        ("\u202ezinc", "zinc"),
        ("می\u200cشود", "می\u200cشود"),
        ("x" * 64, "x" * 64),
        ("x" * 65, None),
        ("a", None),
        ("??", None),
        (".*", None),
        ("\u0301" * 64, None),
        ("🔥🔥", None),
    ],
)
def test_a_word_is_kept_in_one_spelling_and_what_is_none_is_refused(typed: str, word: str | None) -> None:
    assert normal_word(typed) == word


@given(st.text(max_size=80))
def test_a_word_that_was_taken_is_taken_again_and_fits_any_database(typed: str) -> None:
    word = normal_word(typed)
    if word is not None:
        assert normal_word(word) == word
        assert 2 <= len(word) <= 64
        assert unicodedata.is_normalized("NFC", word)
        assert "\0" not in word
        word.encode("utf-8")


@given(st.text(max_size=80))
def test_capitals_make_no_other_word(typed: str) -> None:
    assert word_key(typed.casefold()) == word_key(typed)
    assert word_id(typed.casefold()) == word_id(typed)
    assert len(word_id(typed)) == 16
