"""What people type behind /mute and /only in pieces: parted by commas, held together by quotation marks."""

from collections.abc import Iterator

QUOTATION_MARKS = '"“”„«»「」『』'
AUTHOR, SOURCE, IN = "author:", "source:", "in:"
"""Keys, behind which a name stands."""

# Commas, semicolons and line ends part words, of all scripts.
_SEPARATORS = frozenset(",;\n、，；،؛")
_CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}

Item = list[tuple[str, bool]]
"""What stands between two commas: pieces, each with whether it stood in quotation marks."""


def items_of(text: str) -> Iterator[Item]:
    """Part what somebody typed; a quotation that does not end on its line is none."""
    item: Item = []
    bare, at = "", 0
    while at < len(text):
        sign = text[at]
        at += 1
        if sign in _SEPARATORS:
            yield [*item, (bare, False)]
            item, bare = [], ""
        elif sign in _CLOSED_BY and (not bare or bare[-1].isspace() or bare[-1] in ":："):
            end = _end(text, at, _CLOSED_BY[sign])
            if end is None:
                continue
            item += [(bare, False), (text[at:end], True)]
            bare, at = "", end + 1
        else:
            bare += sign
    yield [*item, (bare, False)]


def key_of(word: str) -> str:
    """Return the key that a word begins with, "" where it begins with none."""
    lowered = word.replace("：", ":").casefold()
    return next((key for key in (AUTHOR, SOURCE, IN) if lowered.startswith(key)), "")


def _end(text: str, start: int, closing: str) -> int | None:
    """Return where a quotation ends; None where it does not on its line."""
    line = text.find("\n", start)
    ends = [end for sign in closing if (end := text.find(sign, start, line if line >= 0 else None)) >= 0]
    return min(ends, default=None)
