"""From the elements that were found to be the text to paragraphs."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

# A Han character or kana is half a word, as Chinese and Japanese words go.
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]{2}|[^\W_]+(?:['’-][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_BREAK = "\n"
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_SPACES = re.compile(r"[ \t\r\f\v\xa0\u3000]+")
# "[1]", "[12]", "[a]", "[citation needed]" where the page did not mark them up as notes.
_NOTE_MARK = re.compile(r"(?<=[\w.,;:!?”»)…])\[(?:\d{1,3}|[a-z]|note \d{1,2}|citation needed)\](?!\()")
_KEY = re.compile(r"\w+")
# Shorter repeats ("Yes.", "Why?") are the author's own.
_SHORTEST_REPEAT = 5
# What is pulled out of a text to be shown large is no longer; and in books nobody looks for it.
_LONGEST_PULLED = 60
_LONGEST_SEARCHED = 100_000
# The columns of program code say nothing in a text that is read on.
_CODE = "code"


def words_in(text: str) -> int:
    """Count words; two characters of Chinese, Japanese or Korean are one."""
    words = len(text.split())
    return words if text.isascii() or not _CJK.search(text) else len(_WORDS.findall(text))


def key(text: str) -> str:
    """Return what two spellings of one line share: its words in small letters."""
    return " ".join(_KEY.findall(text.casefold()))


def paragraphs(body: _Element, title: str | None) -> list[str]:
    """Return the paragraphs of a body, without its title and what was pulled out and repeated."""
    found = [line for element in body for line in _lines(element)]
    named = key(title) if title else ""
    kept = [rest for line in found if (rest := _below_title(line, named))] if named else found
    return _once(kept)


def _below_title(line: str, named: str) -> str:
    """Return a line without the title in its first row, or all of it; of "Re: title" in a thread nothing."""
    first, _, rest = line.partition(_BREAK)
    return rest if key(first).removeprefix("re ") == named else line


def _lines(element: _Element) -> Iterator[str]:
    if element.tag in ("list", "table"):
        for item in element:
            yield from _lines(item)
    elif element.tag != _CODE or _BREAK not in "".join(element.itertext()).strip():
        for part in _BLANK.split("".join(_text(element))):
            lines = (_SPACES.sub(" ", line).strip() for line in part.split(_BREAK))
            if line := _BREAK.join(line for line in lines if line):
                yield _NOTE_MARK.sub("", line)
    if element.tail and element.tail.strip():
        yield " ".join(element.tail.split())


def _text(element: _Element) -> Iterator[str]:
    yield _flat(element.text)
    for child in element:
        if child.tag == "lb":
            yield _BREAK
        elif child.tag in ("p", "head", "item", "list", "quote"):
            yield _BREAK * 2
            yield from _text(child)
            yield _BREAK * 2
        else:
            yield from _text(child)
        yield _flat(child.tail)


def _flat(text: str | None) -> str:
    return text.replace("\r", " ").replace(_BREAK, " ") if text else ""


def _once(lines: list[str]) -> list[str]:
    """Return the lines without those that another line holds: pull quotes, and standfirsts printed twice."""
    keys = [key(line) for line in lines]
    whole = "\n".join(keys)
    seen: set[str] = set()
    kept = []
    for line, one in zip(lines, keys, strict=True):
        words = words_in(line)
        if words >= _SHORTEST_REPEAT:
            short = words <= _LONGEST_PULLED and len(whole) <= _LONGEST_SEARCHED
            if one in seen or (short and _within(one, whole)):
                continue
            seen.add(one)
        kept.append(line)
    return kept


def _within(one: str, whole: str) -> bool:
    """Tell whether a line stands inside a longer one, as words and not as a part of a word."""
    at = whole.find(one)
    while at >= 0:
        before, after = whole[at - 1 : at] or "\n", whole[at + len(one) : at + len(one) + 1] or "\n"
        if before.isspace() and after.isspace() and " " in (before, after):
            return True
        at = whole.find(one, at + 1)
    return False
