"""The characters that may end a sentence, in all scripts."""

import re

# Unicode's Sentence_Terminal of the scripts in use today, with the ellipses and without the Burmese comma,
# which it counts in; Tibetan, whose shad it leaves out, is written with nothing else.
_STOPS = (
    ".!?…‥⁇⁈⁉‼‽。｡．！？﹒﹖﹗"  # Latin, Cyrillic, Greek …; Chinese, Japanese
    "؟۔؝؞܀܁܂߹"  # Arabic, Urdu, Syriac, N'Ko
    "।॥෴᱾᱿꧈꧉꯫"  # Devanagari and its sisters, Sinhala, Ol Chiki, Javanese, Meitei
    "։።፧፨᙮᠃᠉꓿꘎꘏"  # Armenian, Ethiopic, Canadian syllabics, Mongolian, Lisu, Vai
    "။។៕༎།༑"  # Burmese, Khmer, Tibetan
)
# Marks that end a sentence in one language only: the Greek question mark, the Armenian full stop typed as a
# colon.
_OWN_STOPS = {"el": ";\u037e", "hy": ":"}
_PICTURES = "\u2600-\u2664\u2666-\u2763\u2765-\u27bf\U0001f300-\U0001faff"
_PICTURE = f"[{_PICTURES}][{_PICTURES}\ufe0f\u200d]*"
MAY_STOP = f"[{_STOPS}{''.join(_OWN_STOPS.values())}{_PICTURES}]"
"""Source of a pattern that a text with anything that may end a sentence has a match of."""
# What a stop is followed by tells at once that it stands inside a word or figure: "3.5", "e.g", "?page=2".
_INSIDE_WORD = "(?![a-z0-9])"
_ASCII_STOP = re.compile(rf"[.!?]+{_INSIDE_WORD}")
# A picture may stand in place of a stop, though not where a heart is a verb or a flag a team.
_ANY_STOP = {
    language: re.compile(rf"[{_STOPS}{own}]+{_INSIDE_WORD}|(?<=\w\s){_PICTURE}(?=\s)")
    for language, own in [("", ""), *_OWN_STOPS.items()]
}
PICTURED = re.compile(_PICTURE)
# The pictures behind a stop go with it, hearts and flags too.
_PICTURE_BEHIND = _PICTURE.replace("[", "[❤♥\U0001f1e6-\U0001f1ff")
PICTURE_BEHIND_STOP = re.compile(rf"{_PICTURE_BEHIND}|[ \xa0]{_PICTURE_BEHIND}(?=\s|\Z)")
# Full stops that nothing but a sentence ends with.
SCRIPT_STOPS = frozenset("।॥።։။។。")
# The Urdu one stands behind initials too.
_OWN_STOP = re.compile("[۔।॥።։။។。]")


def stops_of(text: str, language: str) -> re.Pattern[str]:
    """Return the pattern of what may end a sentence of `text`: stops, or a picture in their place."""
    if text.isascii() and language not in _OWN_STOPS:
        return _ASCII_STOP
    return _ANY_STOP.get(language, _ANY_STOP[""])


def has_script_stops(text: str) -> bool:
    """Tell whether `text` has the full stops of its script, so that "." is for abbreviations."""
    return not text.isascii() and _OWN_STOP.search(text) is not None
