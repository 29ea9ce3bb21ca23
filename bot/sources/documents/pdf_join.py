"""Joining lines of a paragraph: hyphens that only divided a word go, those of the word stay."""

import re
from collections.abc import Iterable

from bot.sources.documents.plain import between

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:[-‐][^\W\d_]+)*)[-‐\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_SOFT = "\u00ad"
# "Ein- und Ausgang", "pre- and post-war", "одно- и двухэтажный": the hyphen stands for the word to come.
_AND = frozenset({"und", "oder", "bzw", "sowie", "and", "y", "и", "или", "i", "och", "eller"})
# First parts that are written with a hyphen, and are the beginning of few words that are not.
_KEPT_BEFORE = frozenset({"self", "well", "кое", "вице"})
# Last parts that are written with one, and are the end of few words that are not.
_KEPT_AFTER = frozenset("либо нибудь il ils on elle elles nous vous là lhe lhes".split())  # noqa: SIM905  # a table
# "кто-то", "какому-то", but "ме-сто".
_KTO = re.compile(r"(?:кт|ко[гм]|кем|чт|че[гмй]|чь|где|куда|когда|откуда|как|поч|зач)\w*", re.I)


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Return the words that stand inside lines, where nothing divided them, in small letters."""
    words: set[str] = set()
    for line in lines:
        found = _WORD.findall(line)
        words.update(word.lower() for word in found[1:-1])
    return frozenset(words)


def join(before: str, after: str, words: frozenset[str]) -> tuple[str, str]:
    """Return two lines so that they can be put together; `words` are those the document writes undivided."""
    last, first = _LAST.search(before), _FIRST.match(after)
    if not last or not first:
        return before + between(before, after), after
    left, right = last[1], first[0]
    if before.endswith(_SOFT):
        return before[:-1], after
    if right.lower() in _AND and (left + right).lower() not in words:
        return f"{before} ", after
    return before if _keeps_hyphen(left, right, words) else before[:-1], after


def _keeps_hyphen(left: str, right: str, words: frozenset[str]) -> bool:
    whole, hyphened = (left + right).lower(), f"{left}-{right}".lower()
    if hyphened in words or whole in words:
        return hyphened in words and whole not in words
    # "Anglo-Saxon", "IT-Abteilung": a word is not divided before a capital, and not after capitals alone.
    if not right[0].islower() and right[0].upper() != right[0].lower():
        return True
    if len(left) > 1 and left.isupper():
        return not right.isupper()
    if right.lower() == "то":
        return _KTO.fullmatch(left) is not None
    return left.lower() in _KEPT_BEFORE or right.lower() in _KEPT_AFTER
