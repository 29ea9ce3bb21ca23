"""How a browser follows a text directive, over plain text: "find a range from a text directive" (WICG).

Stricter than browsers where they differ: words end only where every segmentation ends them.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from bot.articles.model import Span

_TERM = r"(?:[A-Za-z0-9._~]|%[0-9A-F]{2})+"
_DIRECTIVE = re.compile(
    rf"(?:(?P<prefix>{_TERM})-,)?(?P<first>{_TERM})(?:,(?P<last>{_TERM}))?(?:,-(?P<suffix>{_TERM}))?"
)
_JOINING = frozenset(".:'’‘·‧․,;-‐\"״\u0387\u037e\u0589\u060c\u060d\u066c\u07f8\u2044﹒﹕﹐﹔＇．：；")
# Beside all of these it joins digits only, and sentences of Han characters are full of it.
_WIDE_COMMA = "，"
_NARROW_SPACE = "\u202f"

Fold = Callable[[str], str]


def no_case(character: str) -> str:
    return character.casefold()


def no_accents(character: str) -> str:
    if character == " ":
        return character
    plain = unicodedata.normalize("NFKD", character.casefold()).casefold()
    return "".join(part for part in plain if unicodedata.category(part) not in ("Mn", "Cf", "Zs"))


class Page:
    """A text as a page shows it: each line a block of its own, or all in one."""

    def __init__(self, text: str, *, fold: Fold, one_block: bool) -> None:
        self._text = text
        self._fold = fold
        self._origin: list[int] = []
        shown: list[str] = []
        for offset, character in enumerate(text):
            if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") and character != "\t":
                parts = " " if one_block else "\n"
            else:
                parts = " " if character.isspace() else fold(character.replace("\xad", ""))
            if parts == " " and shown and shown[-1].isspace():
                continue
            shown += parts
            self._origin += [offset] * len(parts)
        self._shown = "".join(shown)

    def place(self, span: Span) -> tuple[int, int]:
        """Where a span is shown, without white space around it."""
        inside = [
            at
            for at, offset in enumerate(self._origin)
            if span.start <= offset < span.end and not self._shown[at].isspace()
        ]
        return inside[0], inside[-1] + 1

    def follow(self, link: str) -> tuple[int, int] | None:
        """The place a link leads to, or None where it leads nowhere."""
        found = _DIRECTIVE.fullmatch(link.partition("#")[2].partition(":~:text=")[2])
        assert found, link
        terms = {name: self._query(term) if term else "" for name, term in found.groupdict().items()}
        return self._range(Directive(**terms))

    def _query(self, term: str) -> str:
        text = unquote(term, errors="strict")
        assert text == " ".join(text.split()), text
        return " ".join("".join(map(self._fold, text)).split())

    def _range(self, wanted: "Directive") -> tuple[int, int] | None:
        at = 0
        while True:
            found = self._first(wanted, at)
            if found is None:
                return None
            at, start, end = found
            if start is None:
                continue
            while True:
                if wanted.last:
                    last = self._find(wanted.last, end, starts_word=True, ends_word=not wanted.suffix)
                    if last is None:
                        return None
                    end = last + len(wanted.last)
                if not wanted.suffix:
                    return start, end
                behind = self._behind_space(end)
                suffix = self._find(wanted.suffix, behind, starts_word=False, ends_word=True)
                if suffix is None:
                    return None
                if suffix == behind:
                    return start, end
                if not wanted.last:
                    break

    def _first(self, wanted: "Directive", at: int) -> tuple[int, int | None, int] | None:
        """Where to search on, the first term's start (None: not behind this prefix) and its end."""
        ends_word = bool(wanted.last) or not wanted.suffix
        if not wanted.prefix:
            start = self._find(wanted.first, at, starts_word=True, ends_word=ends_word)
            return None if start is None else (start + 1, start, start + len(wanted.first))
        prefix = self._find(wanted.prefix, at, starts_word=True, ends_word=False)
        if prefix is None:
            return None
        behind = self._behind_space(prefix + len(wanted.prefix))
        start = self._find(wanted.first, behind, starts_word=False, ends_word=ends_word)
        if start is None:
            return None
        return prefix + 1, start if start == behind else None, start + len(wanted.first)

    def _find(self, query: str, at: int, *, starts_word: bool, ends_word: bool) -> int | None:
        while (at := self._shown.find(query, at)) >= 0:
            end = at + len(query)
            whole_start = at == 0 or self._origin[at] != self._origin[at - 1]
            whole_end = end == len(self._shown) or self._origin[end] != self._origin[end - 1]
            starts = not starts_word or self._bounded(self._origin[at])
            ends = not ends_word or self._bounded(self._end(end))
            if whole_start and whole_end and starts and ends:
                return at
            at += 1
        return None

    def _end(self, end: int) -> int:
        """Where in the text a match ends, with what follows its last character and is not shown."""
        stop = self._origin[end] if end < len(self._origin) else len(self._text)
        at = self._origin[end - 1] + 1
        while at < stop and not self._text[at].isspace():
            at += 1
        return at

    def _behind_space(self, at: int) -> int:
        while self._shown[at : at + 1].isspace():
            at += 1
        return at

    def _bounded(self, offset: int) -> bool:
        """Word bounds of UAX 29; letters of scripts without spaces are never parted."""
        before, behind = self._text[max(0, offset - 20) : offset], self._text[offset : offset + 20]
        if not before or not behind:
            return True
        if _clings(behind[0]):
            return False
        left = [" ", " ", *(character for character in before if not _clings(character))]
        right = [*(character for character in behind if not _clings(character)), " "]
        if _in_word(left[-1]) and _in_word(right[0]):
            return False
        return not _joined(left[-2], left[-1], right[0]) and not _joined(left[-1], right[0], right[1])


@dataclass(frozen=True)
class Directive:
    prefix: str
    first: str
    last: str
    suffix: str


def _clings(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Sk")


def _joined(left: str, mark: str, right: str) -> bool:
    """Whether a mark makes one word of what stands on both sides."""
    if mark == _WIDE_COMMA:
        return left.isdigit() and right.isdigit()
    return mark in _JOINING and _in_word(left) and _in_word(right)


def _in_word(character: str) -> bool:
    # Flags are two letters of their own kind, which belong together.
    flag = "\U0001f1e6" <= character <= "\U0001f1ff"
    return (
        character.isalnum() or unicodedata.category(character) == "Pc" or character == _NARROW_SPACE or flag
    )
