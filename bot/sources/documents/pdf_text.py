"""From the lines of a PDF's pages to its text: furniture and footnotes off, lines joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.sources.documents.pdf_join import join, words_of
from bot.sources.documents.pdf_lines import Line

Pages = Sequence[Sequence[Line]]
_Key = tuple[str, int]

# Headers and footers have up to three lines.
_EDGE = 3
# The same line at the edge of three pages is furniture, in a file of two or three pages that of two.
_REPEATED = 3
# Where less is left, pages are alike in what they say: slides, forms, the same sheet twice.
_LEAST_LEFT = 1 / 3
_NUMBER = re.compile(r"\d+|(?<!\w)[ivxlc]+(?!\w)")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|pag|p|seite|s|стр|страница|с|str|strana|página|第)\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|из|von|de|sur|di|z)\s*\d{1,4}|\s*页(?:\s*共\s*\d{1,4}\s*页)?)?[\W_]*",
    re.I,
)
# Tables of contents: "Introduction . . . . . 1".
_LEADERS = re.compile(r"(?:\. ?){5,}\s*[\divxlc]*$|…{3,}\s*[\divxlc]*$", re.I)
# Footnotes are set at 70 to 90 % of the text's size.
_SMALL = 0.93
_NOTE_START = re.compile(r"(?:\[?\d{1,3}[\].)]?|[*∗†‡§¶]{1,3})\s*(?=\S)")
# The gap above a paragraph, the first line's indent (in the size of the letters), how short a last line is.
_GAP = 1.3
_INDENT = 0.8
_SHORT = 0.8
_RESIZED = 0.12
_ENDS = re.compile(r"[.!?…。！？؟।:;][\"'”’»)\]」』）]*$")
_BULLET = re.compile(r"(?:[•·▪■●○◦‣–—*]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_RTL = re.compile("[\u0590-\u08ff]")
# A heading on top of a document is at least so much larger than its text, and no longer.
_HEADING = 1.25
_HEADING_LETTERS = 250
# More of these among the letters is a font that does not tell what its signs mean.
_NONSENSE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]|/g\\d+|\\(cid:\\d+\\)")
_MOST_NONSENSE = 0.2


def clean_pages(pages: Pages) -> list[list[Line]]:
    """Return the pages without turned text, running headers and footers, page numbers and footnotes."""
    upright = [_upright(page) for page in pages]
    furniture = _furniture(upright)
    kept = [_without_furniture(page, furniture) for page in upright]
    if _letters(kept) < _LEAST_LEFT * _letters(upright):
        kept = upright
    size = body_size(kept)
    cleaned = []
    running = False
    for page in kept:
        lines, running = _without_footnotes(page, size, running)
        cleaned.append(lines)
    return cleaned


def _letters(pages: Pages) -> int:
    return sum(len(line.text) for page in pages for line in page)


def body_size(pages: Pages) -> float:
    """Return the size that most letters of the text are set in, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def is_readable(pages: Pages) -> bool:
    """Tell whether the signs of the text are letters, and not numbers of pictures in a font."""
    text = "".join(line.text for page in pages for line in page)
    return sum(len(found) for found in _NONSENSE.findall(text)) <= _MOST_NONSENSE * len(text)


def first_heading(pages: Pages) -> str | None:
    """Return the largest text of the first page where it stands out, else None."""
    page = pages[0] if pages else ()
    if not page:
        return None
    largest = max(line.size for line in page)
    if largest < _HEADING * body_size(pages):
        return None
    first = next(number for number, line in enumerate(page) if line.size == largest)
    heading = []
    for line in page[first:]:
        if line.size != largest:
            break
        heading.append(line.text)
    text = " ".join(heading)
    return text if len(text) <= _HEADING_LETTERS else None


def _upright(page: Sequence[Line]) -> list[Line]:
    """Drop what is turned another way than most of the page: stamps, names of archives at the margin."""
    turns = Counter({0: 0})
    for line in page:
        turns[line.turn] += len(line.text)
    turn = turns.most_common(1)[0][0]
    return [line for line in page if line.turn == turn]


def _edges(page: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines at the top and at the bottom."""
    order = sorted(range(len(page)), key=lambda number: page[number].up)
    return {*order[:_EDGE], *order[-_EDGE:]}


def _key(line: Line) -> _Key:
    """Name a line by its words, but for numbers, and its size: the title often runs on above the text."""
    return _NUMBER.sub("#", line.text.lower()), round(line.size)


def _furniture(pages: Pages) -> set[_Key]:
    seen: Counter[_Key] = Counter()
    for page in pages:
        seen.update({_key(page[number]) for number in _edges(page)})
    wanted = min(_REPEATED, max(2, len(pages)))
    return {key for key, count in seen.items() if count >= wanted}


def _without_furniture(page: Sequence[Line], furniture: set[_Key]) -> list[Line]:
    edges = _edges(page)
    ends = _extremes(page)
    return [
        line
        for number, line in enumerate(page)
        if not (number in edges and _key(line) in furniture)
        and not _LEADERS.search(line.text)
        and not (number in ends and _PAGE_NUMBER.fullmatch(line.text))
    ]


def _extremes(page: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines at the very top and bottom, where a page's number stands."""
    if not page:
        return set()
    heights = [line.up for line in page]
    top, bottom = max(heights), min(heights)
    return {number for number, line in enumerate(page) if line.up in {top, bottom}}


def _without_footnotes(page: Sequence[Line], size: float, running: bool) -> tuple[list[Line], bool]:
    """Return the lines above the footnotes, and whether there were any.

    `running`: the page before had some, so that a note may go on here without a number.
    """
    order = sorted(range(len(page)), key=lambda number: page[number].up)
    small: list[int] = []
    for number in order:
        if page[number].size > _SMALL * size:
            break
        small.append(number)
    if len(small) == len(page):
        return list(page), running
    top_first = small[::-1]
    for position, number in enumerate(top_first):
        line = page[number]
        if line.marked or _NOTE_START.match(line.text) or (running and position == 0):
            notes = set(top_first[position:])
            return [line for number, line in enumerate(page) if number not in notes], True
    return list(page), False


def paragraphs(pages: Pages) -> Iterator[str]:
    """Yield the paragraphs, also those that go on over the end of a column or a page."""
    lines = [line for page in pages for line in page]
    if not lines:
        return
    size = body_size(pages)
    leading = _leading(pages, size)
    width = _width(lines, size)
    words = words_of(line.text for line in lines)
    left = _left_edges(pages)
    pieces = [lines[0].text]
    for number in range(1, len(lines)):
        before, line = lines[number - 1], lines[number]
        if _begins(before, line, left[number], leading, width):
            yield "".join(pieces)
            pieces = [line.text]
        else:
            # Joined piece by piece: a text without paragraphs would be copied for each of its lines.
            end, start = join(pieces.pop(), line.text, words)
            pieces += [end, start]
    yield "".join(pieces)


def _leading(pages: Pages, size: float) -> float:
    """Return the distance of lines as a multiple of their size."""
    gaps: Counter[float] = Counter()
    for page in pages:
        for before, line in pairwise(page):
            gap = before.up - line.up
            # Double spacing is 2.3 times the size.
            if before.size == line.size == size and 0.8 * size < gap < 2.4 * size:
                gaps[round(gap / size, 1)] += 1
    # 1.2 is what typesetters and word processors take by default.
    return gaps.most_common(1)[0][0] if gaps else 1.2


def _width(lines: Sequence[Line], size: float) -> int:
    """Return how many letters a full line has."""
    lengths = sorted(len(line.text) for line in lines if line.size == size)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _left_edges(pages: Pages) -> list[float]:
    """Return for every line where the lines of its column begin: the most common place around it."""
    edges: list[float] = []
    for page in pages:
        places = Counter(round(line.along) for line in page)
        for line in page:
            near = [place for place in places if abs(place - line.along) <= 4 * line.size]
            edges.append(max(near, key=lambda place: (places[place], -place), default=line.along))
    return edges


def _begins(before: Line, line: Line, left: float, leading: float, width: int) -> bool:
    """Tell whether a line begins a paragraph."""
    if abs(before.size - line.size) > _RESIZED * max(before.size, line.size) or _BULLET.match(line.text):
        return True
    ended = bool(_ENDS.search(before.text))
    short = len(before.text) < _SHORT * width
    gap = before.up - line.up
    if gap < -line.size or gap > 3 * leading * line.size:
        # Another column or page, or a picture between: a sentence that has not ended goes on.
        return ended or (short and not line.text[0].islower())
    if gap > _GAP * leading * line.size:
        return True
    if (
        line.along > left + _INDENT * line.size
        and not _RTL.search(line.text)
        and not _BULLET.match(before.text)
    ):
        # Set in, and the line before was not: a first line. Two lines set in alike are a quotation or a list.
        return abs(before.along - line.along) > 1 or (ended and short)
    return ended and short
