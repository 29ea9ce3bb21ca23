"""Words as this house counts them: for budgets, for ranking, for sumy. Pure, and nothing is downloaded."""

import re

# Scripts written without spaces whose single characters carry a word's worth of meaning (Unicode blocks:
# CJK Unified Ideographs with extensions and compatibility forms, Hiragana, Katakana, Bopomofo).
_IDEOGRAPHS = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)

# Python's \w leaves out combining marks. These blocks write vowels and accents as marks of their own
# (Unicode blocks; sentence marks such as danda and the Myanmar section signs stay outside).
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670"  # Latin … Arabic
    "\u0900-\u0963\u0966-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece"  # Indic, Thai, Lao
    "\u0f71-\u0f84\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200c\u200d"  # Tibetan, Myanmar, Khmer, joiners
)
# Thai, Lao, Myanmar and Khmer letters, marks and digits: scripts that set no space between words, so that a
# run of them is a phrase. A Thai word has four to five characters with its vowel signs; the others are alike.
# Cut into pieces of that length, a text counts about as many words as it has, though they are no words.
_PHRASES = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0ece\u0ed0-\u0edf\u1000-\u1049\u1050-\u109d\u1780-\u17d3"
    "\u17d7\u17dc\u17dd\u17e0-\u17e9\uaa60-\uaa76\uaa7a-\uaa7f"
)
_PIECE = 5
_LETTER = rf"(?:[^\W_{_IDEOGRAPHS}{_PHRASES}]|[{_MARKS}])"

# One alternative per first character, and an inner mark must be followed by a letter: no backtracking.
_WORD = re.compile(
    rf"[{_IDEOGRAPHS}][{_MARKS}]*|[{_PHRASES}]{{1,{_PIECE}}}[{_MARKS}]*|{_LETTER}+(?:['’ʼ‐‑-]{_LETTER}+)*"
)
# Most texts have none of these, and words are found several times faster in them.
_SPECIAL = re.compile(f"[{_IDEOGRAPHS}{_MARKS}{_PHRASES}]")
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’ʼ‐‑-][^\W_]+)*")


def words(text: str, language: str = "und") -> list[str]:
    """Return the words of `text`, lower-cased, in order.

    A word is a run of letters and digits, with apostrophes and hyphens inside it ("don't", "semi-final").
    Han and kana characters count singly, Thai, Lao, Khmer and Burmese in pieces of five. `language`
    (ISO 639-1 or `und`) decides only the dotless ı.
    """
    if language in ("tr", "az"):
        text = text.replace("İ", "i").replace("I", "ı")
    text = text.lower()
    if text.isascii() or not _SPECIAL.search(text):
        return _PLAIN_WORD.findall(text)
    return [word for word in _WORD.findall(text) if _is_word(word)]


def _is_word(word: str) -> bool:
    """Tell a word from a run of bare combining marks or joiners."""
    return word[0].isalnum() or any(map(str.isalnum, word))
