"""Sentences of a text as spans of it: every sentence mark is looked at, and our rules drop what is no end."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.articles.model import Article, Span
from bot.summarize.abbreviations import ordinary
from bot.summarize.gaps import LONGEST_UNCUT, RUN, cut_long, cut_phrases
from bot.summarize.merges import Stop, goes_on
from bot.summarize.pairs import CLOSERS, MARKS, Marks
from bot.summarize.stops import (
    MAY_STOP,
    PICTURE_BEHIND_STOP,
    PICTURED,
    SCRIPT_STOPS,
    has_script_stops,
    stops_of,
)
from bot.summarize.surroundings import is_behind_year, is_dateline, last_word, word_apart
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

# Enough for the words behind a quotation that tell who said it, and for the longest abbreviation.
_AHEAD = 64
_BEHIND = 24

_YEAR_LETTERS = frozenset("грr")
_FIRST_WORD = re.compile(r"[^\W_]+")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+")
# A heading, an item of a list, a paragraph of one sentence: a stop only at the end, and nothing to weigh.
_ONE_SENTENCE = re.compile(r"[a-zA-Z0-9À-žЀ-ӿ ,:;/%$€£&’–—-]{,600}(?:[.!?]|\Z)[ ]*\Z")
# Nothing parts a text without any of these, short enough not to be cut.
_MAY_PART = re.compile(rf"{MAY_STOP}|{_LINE_BREAK.pattern}|{RUN}")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# "a) …", "• …" at the beginning of a line that would else go on the one before.
_LIST_ITEM = re.compile(r"[•▪◦‣*·]\s|\(?(?:\d{1,2}|[^\W\d_]|[ivx]{2,4})\)\s")
# Pictures come later than this in Unicode.
_LAST_UNPICTURED = "\u25ff"
# Behind other stops the word before them is looked at only where no space follows.
_WORD_DECIDES = frozenset({".", "۔", ".۔", "!"})
# Tables, lists and pasted rubbish set the same words around a thousand stops: so many are judged once.
_MOST_JUDGED = 1000
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
        Sentence(Span(paragraph.start + start, paragraph.start + end), index)
        for index, paragraph in enumerate(article.paragraphs)
        for start, end in _split(paragraph.of(article.text), article.language)
    ]


def split(text: str, language: str) -> list[Span]:
    """Return the sentences of one paragraph as spans of `text`: in order, apart, without outer white space.

    Each holds at least one letter or digit; a quotation or bracket whose marks have partners stays whole.
    A line break ends a sentence unless the next line goes on in lower case or the text is hard-wrapped.
    What is longer than anyone's sentence is cut at lines, gaps and clause marks, where it has any.
    `language` is ISO 639-1; any other value is read like English. Time is linear in the text.
    """
    return [Span(start, end) for start, end in _split(text, language)]


def _split(text: str, language: str) -> Iterable[tuple[int, int]]:
    if _ONE_SENTENCE.match(text) or (len(text) <= LONGEST_UNCUT and not _MAY_PART.search(text)):
        return _trimmed(text, ((0, len(text)),))
    page = _page(text, language)
    pieces: list[tuple[int, int]] = []
    for line in _lines(text, page.marks):
        start = line.start
        for end in _ends(page, line):
            pieces.append((start, end))
            start = end
        pieces.append((start, line.end))
    return _trimmed(text, cut_long(text, cut_phrases(text, pieces, page.marks.inside), page.marks.inside))


class _Page(NamedTuple):
    """What every stop of one text is judged by."""

    text: str
    language: str
    marks: Marks
    without_capitals: bool
    own_stops: bool
    stops: re.Pattern[str]
    judged: dict[tuple[str, str, int, int, int, bool, bool, bool], bool]


def _page(text: str, language: str) -> _Page:
    language = language.lower().split("-")[0]
    return _Page(
        text,
        language,
        Marks(text),
        # Without capitals, lower case says nothing.
        without_capitals=text.islower(),
        own_stops=has_script_stops(text),
        stops=stops_of(text, language),
        judged={},
    )


def _lines(text: str, marks: Marks) -> Iterator[Span]:
    """Yield the parts of `text` between the line breaks that end a sentence."""
    wrapped = _hard_wrapped(text)
    start = 0
    for match in _LINE_BREAK.finditer(text):
        single = match[0].count("\n") + match[0].count("\r") - match[0].count("\r\n") < 2
        item = _LIST_ITEM.match(text, match.end())
        goes_on = single and not item and (wrapped or text[match.end() : match.end() + 1].islower())
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


def _ends(page: _Page, line: Span) -> Iterator[int]:
    """Yield the offsets in `line` where a sentence ends, closing marks included, in order."""
    start = line.start
    for run in page.stops.finditer(page.text, line.start, line.end):
        if run.start() < start:
            continue
        end = _sentence_end(page, start, run, line.end)
        if end is not None and not (start == line.start and is_dateline(page.text[start:end])):
            yield end
            start = end


def _sentence_end(page: _Page, start: int, run: re.Match[str], limit: int) -> int | None:
    """Return where the sentence from `start` ends if it ends with the stops of `run`."""
    text, mark, stop = page.text, run.start(), run.end()
    end = _behind_closers(text, page.marks, stop, limit)
    if page.marks.inside(end):
        return None
    if end - start < 24 and run[0] == "." and _LIST_MARKER.fullmatch(text, start, end):
        return None
    ahead = text[end : min(end + _AHEAD, limit)]
    if not ahead[:1].isalnum():
        ahead = ahead.lstrip(_TRIMMED)
    after = ahead if ahead[:1].isalnum() else ahead.lstrip(_SKIPPED)
    if not after:
        return end
    if run[0][0] > _LAST_UNPICTURED and PICTURED.match(run[0]):
        # Two words and a picture may be the beginning of a sentence still.
        return end if after[0].isupper() and len(text[start:mark].split(None, 2)) > 2 else None
    if end == stop and _certain(page, start, run, ahead):
        return end
    return None if _goes_on(page, start, run, end, ahead, after) else end


def _goes_on(page: _Page, start: int, run: re.Match[str], end: int, ahead: str, after: str) -> bool:
    """Tell whether the sentence goes on behind a stop; asked once for the same words around it."""
    text, mark, stop = page.text, run.start(), run.end()
    # What lies further back than `near`.
    behind_year = text[mark - 1] in _YEAR_LETTERS and is_behind_year(text, start, mark - 1)
    bracketed = end > stop and _bracketed(page, start, stop)
    near = text[max(start, mark - _BEHIND) : end + 1]
    shape = min(mark - start, _BEHIND + 1), stop - mark, end - mark
    key = near, ahead, *shape, end in page.marks.openings, bracketed, behind_year
    found = page.judged.get(key)
    if found is None:
        found = goes_on(_stop(page, start, run, end, ahead, after))
        if len(page.judged) < _MOST_JUDGED:
            page.judged[key] = found
    return found


def _certain(page: _Page, start: int, run: re.Match[str], ahead: str) -> bool:
    """Tell whether what all but always ends a sentence stands there: no rule has to be asked then."""
    if run[0] == "." and page.text[run.end()] == " " and ahead[0].isupper():
        last = page.text[max(start, run.start() - _BEHIND) : run.start()].rsplit(" ", 1)[-1]
        return ordinary(last, page.language) and not page.own_stops
    return run[0] in SCRIPT_STOPS and ahead[0].isalpha()


def _stop(page: _Page, start: int, run: re.Match[str], end: int, ahead: str, after: str) -> Stop:
    """Return what the rules look at: the stops of `run`, the closing marks up to `end`, what is `ahead`."""
    text, mark, stop = page.text, run.start(), run.end()
    before = text[max(start, mark - _BEHIND) : mark]
    spaced = text[end].isspace()
    weighed = not spaced or run[0] in _WORD_DECIDES
    word = last_word(before) if weighed else ""
    first = _FIRST_WORD.match(after) if weighed else None
    return Stop(
        mark=run[0],
        word=word,
        quoted=end > stop,
        bracketed=end > stop and _bracketed(page, start, stop),
        spaced=spaced,
        opened=text[end] in MARKS and end in page.marks.openings,
        bracket_next=ahead[0] in "([",
        apart=word_apart(before) if weighed and not word else "",
        behind_year=word in _YEAR_LETTERS and is_behind_year(text, start, mark - 1),
        alone=weighed and mark - start <= _BEHIND and before.strip(_SKIPPED) == word,
        behind_digit=weighed and before[: len(before) - len(word)].rstrip()[-1:].isdigit(),
        after=after.upper() if page.without_capitals or "\u10d0" <= after[0] <= "\u10ff" else after,
        first=first[0].lower() if first else "",
        language=page.language,
        own_stops=page.own_stops,
    )


def _bracketed(page: _Page, start: int, stop: int) -> bool:
    """Tell whether a bracket that closes at `stop` was opened after the beginning of the sentence."""
    opening = page.marks.closings.get(stop)
    if opening is None or page.text[opening] not in "([（［":
        return False
    return bool(page.text[max(start, opening - _BEHIND) : opening].strip())


def _behind_closers(text: str, marks: Marks, offset: int, limit: int) -> int:
    """Return the offset behind the closing marks and footnote numbers that follow `offset`."""
    if text[offset : offset + 1] == " " and text[offset + 1 : offset + 2].isalnum():
        return offset
    while offset < limit:
        if offset in marks.closings or (text[offset] in CLOSERS and offset not in marks.openings):
            offset += 1
        elif text[offset] in "\xa0\u202f " and offset + 1 in marks.closings:
            # French sets its closing mark apart.
            offset += 2
        else:
            break
    if offset < limit and text[offset] == "[" and (footnote := _FOOTNOTE.match(text, offset, limit)):
        offset = footnote.end()
    near = text[offset : offset + 2]
    picture = None if near.isascii() else PICTURE_BEHIND_STOP.match(text, offset, limit)
    return picture.end() if picture else offset


def _trimmed(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pieces without outer white space, and none that holds no letter or digit."""
    for start, end in pieces:
        # Most begin behind one space and have nothing else to trim.
        first = start + (text[start : start + 1] == " ")
        if first < end and text[first].isalnum() and text[end - 1] not in _TRIMMED:
            yield first, end
            continue
        if not _LETTER_OR_DIGIT.search(text, start, end):
            continue
        piece = text[start:end]
        body = piece.lstrip(_TRIMMED)
        first = end - len(body)
        yield first, first + len(body.rstrip(_TRIMMED))
