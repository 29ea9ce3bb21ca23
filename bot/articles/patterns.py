"""Patterns that are compiled when a text may need them, and the beginnings that tell which ones do.

Compiling every pattern of this room takes as long as reading a thousand articles, and one article needs a few
of them. So the tables hold sources, and how a match begins is read from a source without compiling it.
"""

import re
from functools import cache
from typing import NamedTuple

# A run of plain characters none of which is repeated, and everything else one by one.
_TOKEN = re.compile(
    r"[^\\\[(){}.?*+|^$]+(?![?*+{])|\\.|\[\^?(?:\\.|[^\]\\])+\]|\(\?(?:<[=!]|[:>=!])|[()|]"
    r"|(?:[?*+]|\{\d+(?:,\d*)?\})[?+]?|.",
    re.DOTALL,
)
_ENDS = frozenset({"|", ")", ""})
_REPEATS = frozenset("?*+{")
_LOOKS_AROUND = frozenset({"(?=", "(?!", "(?<=", "(?<!"})
# A class of more characters than this would only make an index large.
_WIDEST_CLASS = 12

_Strings = frozenset[str]


class _Starts(NamedTuple):
    """How a match may begin: what is known and may go on, and what is all that is known of it."""

    open: _Strings
    cut: _Strings


_NO_STRINGS: _Strings = frozenset()
_EMPTY: _Strings = frozenset({""})
_NOTHING = _Starts(_EMPTY, _NO_STRINGS)
_ANYTHING = _Starts(_NO_STRINGS, _EMPTY)


@cache
def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of a source that stands in one of our tables, compiled once a process."""
    return re.compile(source, flags)


def beginnings(source: str, length: int) -> frozenset[str]:
    """Return what a match of `source` begins with: each match with one of these, at most `length` long.

    A digit stands for all digits. Reads what our tables use of the language of `re`, without flags, and gives
    up early ("" begins everything) rather than wrongly on the rest.
    """
    return frozenset[str]().union(*_Reader(source, length).alternatives())


def beginning(words: str, length: int) -> str:
    """Return the first `length` characters of `words` as `beginnings` writes them."""
    head = words[:length]
    return head if head.isalpha() else "".join("0" if c.isdecimal() else c for c in head)


class _Reader:
    """Reads a source token by token, no further than the first `length` characters of a match."""

    def __init__(self, source: str, length: int) -> None:
        self._tokens: list[str] = [*_TOKEN.findall(source), ""]
        self._at = 0
        self._length = length

    def alternatives(self) -> _Starts:
        """Read up to the end of the group, or of the source."""
        found = self._sequence()
        while self._next() == "|":
            more = self._sequence()
            found = _Starts(found.open | more.open, found.cut | more.cut)
        return found

    def _sequence(self) -> _Starts:
        known, cut = _EMPTY, set[str]()
        while self._tokens[self._at] not in _ENDS:
            atom = self._repeated(self._atom())
            cut.update(head + tail for head in known for tail in atom.cut)
            known = frozenset([head + tail for head in known for tail in atom.open])
            if any(len(start) >= self._length for start in known):
                cut.update(start for start in known if len(start) >= self._length)
                known = frozenset(start for start in known if len(start) < self._length)
            if not known:
                self._skip()
        return _Starts(known, frozenset(start[: self._length] for start in cut))

    def _repeated(self, atom: _Starts) -> _Starts:
        sign = self._tokens[self._at]
        if sign[:1] not in _REPEATS or sign == "{":
            return atom
        self._at += 1
        if sign[0] != "?":
            atom = _Starts(_NO_STRINGS, atom.open | atom.cut)
        optional = sign[0] in "?*" or sign.startswith(("{0", "{,"))
        return _Starts(atom.open | _EMPTY, atom.cut) if optional else atom

    def _atom(self) -> _Starts:
        token = self._next()
        if token in _LOOKS_AROUND:
            self._pass_group()
            return _NOTHING
        if token[0] == "(":
            return self.alternatives()
        if token[0] == "[" and len(token) > 1:
            return _class(token[1:-1])
        if token[0] == "\\":
            return _escaped(token[1])
        return _ALONE.get(token) or _one(token)

    def _pass_group(self) -> None:
        while self._tokens[self._at] == "|" or self._tokens[self._at] not in _ENDS:
            self._skip()
            self._at += self._tokens[self._at] == "|"
        self._at += 1

    def _skip(self) -> None:
        """Pass over what follows, up to the next alternative of this group or its end."""
        depth, at, tokens = 0, self._at, self._tokens
        while depth or tokens[at] not in _ENDS:
            depth += (tokens[at][0] == "(") - (tokens[at] == ")")
            at += 1
        self._at = at

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]


_ALONE = {".": _ANYTHING, "^": _NOTHING, "$": _NOTHING}


def _one(characters: str) -> _Starts:
    return _Starts(frozenset({characters}), _NO_STRINGS)


def _escaped(letter: str) -> _Starts:
    if letter == "d":
        return _one("0")
    if letter in "bBAZ":
        return _NOTHING
    return _ANYTHING if letter.isalnum() else _one(letter)


def _class(inside: str) -> _Starts:
    members = re.findall(r"\\?.", inside)
    if inside[0] == "^" or "-" in members[1:-1] or len(members) > _WIDEST_CLASS:
        return _ANYTHING
    starts = [_escaped(member[1]) if member[0] == "\\" else _one(member) for member in members]
    return _Starts(_NO_STRINGS.union(*(s.open for s in starts)), _NO_STRINGS.union(*(s.cut for s in starts)))
