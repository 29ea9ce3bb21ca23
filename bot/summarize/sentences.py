"""Sentences of a text as spans of it: sentencex proposes the places, our rules drop what is no end."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from bot.articles.model import Article, Span
from bot.summarize.abbreviations import has_rows
from bot.summarize.merges import Stop, goes_on
from bot.summarize.pairs import CLOSERS, MARKS, outermost, pairs
from bot.summarize.words import words

__all__ = ["Sentence", "Tokenizer", "article_sentences", "split", "words"]

_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029][\s\u200b]*")
_SPACE = "".join(
    map(chr, [*range(0x2000, 0x200B), 0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
)
_CONTROL_SPACE = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
# Invisible at an edge and no part of a sentence: zero width space, direction marks, joiner, byte order mark.
_TRIMMED = _SPACE + _CONTROL_SPACE + "\u200b\u200e\u200f\u2060\ufeff"
_SKIPPED = _TRIMMED + "".join(MARKS)

# sentencex looks for quotations itself, in quadratic time and blind to stray marks: it sees none of them.
# Apostrophes inside words stay: they do no harm there.
_HIDDEN = dict.fromkeys(map(ord, (MARKS - set("'’")) | set("‛‟`<>" + _CONTROL_SPACE + _SPACE)), " ")
# Half a surrogate pair, which a Python string may hold, cannot be handed to it at all.
_HIDDEN_TOO = re.compile(r"(?<!\w)['’]|['’](?!\w)|[\ud800-\udfff]")
# Its cost grows with the square of what it is given (1 MB of Chinese: minutes), so it is given windows.
_WINDOW = 1024
# Enough at a window's end for the longest abbreviation and the word behind it.
_MARGIN = 64

_STOPS = ".!?…‥。｡．！？؟۔।॥։።၊။"
_LAST_WORD = re.compile(r"(?:\b[^\W\d_]\.[\s\xa0]?)*[^\W_]+(?:[.-][^\W_]+)*$")
# sentencex knows abbreviations without regard to capitals ("me." for Maine); our tables see these stops too.
_PLAIN_STOP = re.compile(r"(?<![\w.])(?:[^\W\d_]{2,24}|(?<=\d\s)г)\.(?=\s)")
_YEAR = re.compile(r"\b\d{4}(?:[-–/]\d{2,4})?[\s\xa0]*\Z")
_FIRST_WORD = re.compile(r"[^\W_]+")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+")
# A heading, an item of a list, a paragraph of one sentence: a stop only at the end, and nothing to weigh.
_ONE_SENTENCE = re.compile(r"[a-zA-Z0-9À-žЀ-ӿ ,:;/%$€£&’–—-]*(?:[.!?]|\Z)[ ]*\Z")
_THAI = re.compile(r"[\u0e01-\u0e4e]{40}")
# Shorter runs are names, numbers' units and parts of a list, which Thai sets apart by spaces too.
_THAI_SPACE = re.compile(rf"(?<={_THAI.pattern})[ \xa0]+(?={_THAI.pattern})")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LIST_MARKER = re.compile(r"\s*(?:\d{1,3}|[^\W\d_])[.)]\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: its span of `Article.text` and the index of its paragraph."""

    span: Span
    paragraph: int


class Tokenizer:
    """Our sentences and words in the form that sumy asks for. `language` is ISO 639-1 or `und`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def to_sentences(self, text: str) -> tuple[str, ...]:
        """Return the sentences of `text`, verbatim."""
        return tuple(span.of(text) for span in split(text, self.language))

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of `text`, lower-cased."""
        return tuple(words(text, self.language))


def article_sentences(article: Article) -> list[Sentence]:
    """Return the sentences of all paragraphs, in order; spans count from the start of `article.text`."""
    return [
        Sentence(Span(paragraph.start + span.start, paragraph.start + span.end), index)
        for index, paragraph in enumerate(article.paragraphs)
        for span in split(paragraph.of(article.text), article.language)
    ]


def split(text: str, language: str) -> list[Span]:
    """Return the sentences of one paragraph as spans of `text`: in order, apart, without outer white space.

    Each holds at least one letter or digit; a quotation or bracket whose marks have partners stays whole.
    A line break ends a sentence unless the next line goes on in lower case or the text is hard-wrapped.
    `language` is ISO 639-1; any other value is read like English. Time is linear in the text.
    """
    if _ONE_SENTENCE.match(text):
        return _trimmed(text, 0, len(text))
    marks = _Marks(text)
    page = _Page(text, language.lower().split("-")[0], marks, _without_capitals(text))
    spans: list[Span] = []
    for line in _lines(text, marks):
        start = line.start
        for stop in _proposals(page, line):
            end = _sentence_end(page, start, stop, line.end)
            if end is not None:
                spans += _trimmed(text, start, end)
                start = end
        spans += _trimmed(text, start, line.end)
    return [part for span in spans for part in _phrases(text, span, marks)] if _THAI.search(text) else spans


def _phrases(text: str, span: Span, marks: "_Marks") -> Iterator[Span]:
    """Yield the parts of a sentence in Thai, which has no full stop: a space between long runs ends one."""
    start = span.start
    for match in _THAI_SPACE.finditer(text, span.start, span.end):
        if not marks.inside(match.start()):
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, span.end)


class _Marks:
    """The paired quotation marks and brackets of a text."""

    def __init__(self, text: str) -> None:
        found = pairs(text)
        self.openings = {start for start, _ in found}
        self.closings = {end for _, end in found}
        self._outer = outermost(found)
        self._starts = [start for start, _ in self._outer]

    def inside(self, offset: int) -> bool:
        """Tell whether a cut before `offset` would part a pair."""
        index = bisect_left(self._starts, offset) - 1
        return index >= 0 and self._outer[index][1] >= offset


class _Page(NamedTuple):
    """What every stop of one text is judged by."""

    text: str
    language: str
    marks: _Marks
    without_capitals: bool


def _without_capitals(text: str) -> bool:
    """Tell whether the text is written without capitals, so that lower case says nothing."""
    return text == text.lower() != text.upper()


def _lines(text: str, marks: _Marks) -> Iterator[Span]:
    """Yield the parts of `text` between the line breaks that end a sentence."""
    wrapped = _hard_wrapped(text)
    start = 0
    for match in _LINE_BREAK.finditer(text):
        single = match[0].count("\n") + match[0].count("\r") - match[0].count("\r\n") < 2
        goes_on = single and (wrapped or text[match.end() : match.end() + 1].islower())
        if not goes_on and not marks.inside(match.start()):
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, len(text))


def _hard_wrapped(text: str) -> bool:
    """Tell whether line breaks stand where a line was full: three or more lines of about one length."""
    lines = text.strip().splitlines()
    # Mail and plain text files wrap at 60 to 80 characters; a word that no longer fitted is rarely over 20.
    full = [len(line) for line in lines[:-1]]
    return len(full) >= 2 and min(full) >= 45 and max(full) <= 100 and max(full) - min(full) <= 20


def _proposals(page: _Page, line: Span) -> Iterator[int]:
    """Yield the offsets right behind the stops where sentencex would end a sentence, in order."""
    shown = _HIDDEN_TOO.sub(" ", line.of(page.text).translate(_HIDDEN))
    at = 0
    while at < len(shown):
        window = shown[at : at + _WINDOW]
        last = at + _WINDOW >= len(shown)
        limit = len(window) if last else _WINDOW - _MARGIN
        pieces = get_sentence_boundaries(page.language, window)
        ends = {len(window[: piece["end_index"]].rstrip()) for piece in pieces}
        if has_rows(page.language):
            ends |= {match.end() for match in _PLAIN_STOP.finditer(window) if match[0].islower()}
        chosen = sorted(end for end in ends if 0 < end < limit)
        for end in chosen:
            yield line.start + at + end
        if last:
            return
        at += chosen[-1] if chosen else limit


def _sentence_end(page: _Page, start: int, stop: int, limit: int) -> int | None:
    """Return where the sentence from `start` ends if it ends at `stop`, closing marks included."""
    text = page.text
    end = _behind_closers(text, page.marks, stop, limit)
    if page.marks.inside(end) or (end - start < 24 and _LIST_MARKER.fullmatch(text, start, end)):
        return None
    after = text[end : min(end + _MARGIN, limit)].lstrip(_SKIPPED)
    if not after:
        return end
    mark = stop - 1
    while mark > start and stop - mark < 4 and text[mark - 1] in _STOPS:
        mark -= 1
    word = _last_word(text[max(start, mark - 24) : mark])
    first = _FIRST_WORD.match(after)
    seen = Stop(
        mark=text[mark:stop],
        word="".join(word.split()),
        quoted=end > stop,
        spaced=text[end].isspace(),
        opened=text[end] in MARKS and end in page.marks.openings,
        apart="" if word else _word_apart(text, start, mark),
        behind_year=word == "г" and _behind_year(text, start, mark - 1),
        after=after.upper() if page.without_capitals else after,
        first=first[0].lower() if first else "",
        language=page.language,
    )
    return None if goes_on(seen) else end


def _last_word(before: str) -> str:
    """Return the word that `before` ends with, inner stops included, or an empty string."""
    last = before.rsplit(None, 1)[-1:]
    if "." not in before and last and last[0].isalnum() and not before[-1].isspace():
        return last[0]
    found = _LAST_WORD.search(before)
    return found[0] if found else ""


def _word_apart(text: str, start: int, mark: int) -> str:
    """Return the word that white space parts from the stop at `mark`, or an empty string."""
    before = text[max(start, mark - 12) : mark].split()
    return before[-1] if before and text[mark - 1].isspace() else ""


def _behind_year(text: str, start: int, end: int) -> bool:
    """Tell whether a year stands before `end`, and words before it that may be a sentence."""
    if not text[max(start, end - 2) : end].rstrip().isdigit():
        return False
    year = _YEAR.search(text[max(start, end - 60) : end])
    return year is not None and len(year.string[: year.start()].split()) >= 3


def _behind_closers(text: str, marks: _Marks, offset: int, limit: int) -> int:
    """Return the offset behind the closing marks and footnote numbers that follow `offset`."""
    while offset < limit:
        if offset in marks.closings or (text[offset] in CLOSERS and offset not in marks.openings):
            offset += 1
        elif text[offset] in "\xa0\u202f " and offset + 1 in marks.closings:
            # French sets its closing mark apart.
            offset += 2
        else:
            break
    footnote = _FOOTNOTE.match(text, offset, limit)
    return footnote.end() if footnote else offset


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    """Return `[start, end)` without outer white space, or nothing where it holds no letter or digit."""
    piece = text[start:end]
    if not _LETTER_OR_DIGIT.search(piece):
        return []
    body = piece.lstrip(_TRIMMED)
    start = end - len(body)
    return [Span(start, start + len(body.rstrip(_TRIMMED)))]
