"""Links to the very place of a sentence on its page: `https://…/article#:~:text=first words,last words`.

Form and search are those of "URL Fragment Text Directives" (WICG): a browser takes the first place of the
page that fits. Which words make the right place the first one is judged by letters and digits alone. Browsers
look closer (at punctuation, word bounds, blocks, some at accents): they drop earlier places, and add none.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from unicodedata import category, normalize
from urllib.parse import quote

from bot.articles.links import MAX_LINK, web_link
from bot.articles.model import Article, Span

# Only the article is known here, not the page: fewer than three words may stand in its menus and headings
# too. Twelve bytes of letters (UTF-8) keep "it is a" from being enough.
_LEAST_WORDS = 3
_LEAST_BYTES = 12
# Up to this a sentence is given whole: two ends of three words would leave out next to nothing.
_WHOLE_WORDS = 8
# Scripts that set no space between words. A word has two characters in Han, four or five in Thai.
_UNSPACED_WORD = 3
# (Pairs, since compiling a class of so many characters takes longer than making a hundred links.)
_UNSPACED = (
    *(("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff")),  # Thai and Lao, Burmese, Khmer
    *(("\u3005", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff")),  # kana, Han
)
# More words than this hardly fit into a link, and each choice among them costs a search.
_MOST_UNITS = 64

# Stops and closing marks of these scripts: the only places inside their sentences where every browser ends a
# word, whatever dictionary it has.
_STOPS = "。！？｡、，」』）》〉】〕"
# Marks that never join what is around them to one word (Unicode's Word_Break: Other; a comma among them joins
# digits only). Full stops, colons, apostrophes, hyphens and underscores may.
_APART = frozenset(_STOPS + "!?…()[]{}«»“”„‹›「『（《〈【〔।॥؟۔")
# A term must lie in one block of the page, and a line break may end one. Controls and halves of surrogate
# pairs stand on no page.
_BREAK = re.compile("[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNIT = re.compile(rf"[^\s{_STOPS}]*[{_STOPS}]+|[^\s{_STOPS}]+")

# A piece of the text: where it starts and ends.
_Piece = tuple[int, int]


class Fragments:
    """The links into the page of one article. Made once for an article, in time linear in its text."""

    def __init__(self, article: Article) -> None:
        self.link = web_link(article.url)
        """The link to the page itself; None where the article has no address that can be one."""
        self._text = article.text
        self._index = _Index(article.text) if self.link else None

    def of(self, span: Span) -> str | None:
        """Return the link to the place of `span`: ASCII, at most `MAX_LINK` characters.

        None where the article has no link, and where nothing of that length tells the place from those
        before it, as in a text that says the same over and over.
        """
        if self.link is None or self._index is None:
            return None
        page, _, fragment = self.link.partition("#")
        stem = f"{page}#{fragment.partition(':~:')[0]}:~:text="
        links = (stem + directive for directive in _Place(self._text, self._index, span).directives())
        return next((link for link in links if len(link) <= MAX_LINK), None)


class _Folding(dict[int, str | None]):
    """What `str.translate` makes of a character: letters and digits, without case, accents, width or form."""

    def __missing__(self, code: int) -> str | None:
        folded = normalize("NFKD", normalize("NFKD", chr(code)).casefold())
        self[code] = "".join(filter(str.isalnum, folded)) or None
        return self[code]


_FOLDING = _Folding()


def _fold(text: str) -> str:
    return text.translate(_FOLDING)


class _Index:
    """The letters and digits of a text, and how many of them stand before a place of it."""

    # The piece before a place is folded anew for each question: 1,024 characters take about 50 µs.
    _STEP = 1024

    def __init__(self, text: str) -> None:
        self._text = text
        pieces = [_fold(text[at : at + self._STEP]) for at in range(0, len(text), self._STEP)]
        self._before = [0]
        for piece in pieces:
            self._before.append(self._before[-1] + len(piece))
        self._folded = "".join(pieces)

    def is_first(self, start: int, end: int, after: int = 0) -> bool:
        """Tell whether what `text[start:end]` says is said there first, from the offset `after` on."""
        term = _fold(self._text[start:end])
        return bool(term) and self._folded.find(term, self._place(after)) == self._place(start)

    def overlaps_itself(self, start: int, end: int) -> bool:
        """Tell whether what `text[start:end]` says is also said from an earlier place into this one."""
        term, place = _fold(self._text[start:end]), self._place(start)
        return self._folded.find(term, max(0, place - len(term) + 1), place + len(term) - 1) >= 0

    def _place(self, offset: int) -> int:
        piece = offset // self._STEP
        return self._before[piece] + len(_fold(self._text[piece * self._STEP : offset]))


class _Place:
    """One span and what stands around it; `start` and `end` leave out the white space at its edges."""

    def __init__(self, text: str, index: _Index, span: Span) -> None:
        self._text = text
        self._index = index
        self.start, self.end = _without_gaps(text, span.start, span.end)

    def directives(self) -> Iterator[str]:
        """Yield the values of text directives that lead here, percent-encoded, the better one first."""
        if not _fold(self._text[self.start : self.end]):
            return
        one_block = not _BREAK.search(self._text, self.start, self.end)
        # A longer one cannot be given whole in any case.
        whole = one_block and self.end - self.start <= MAX_LINK
        if whole and _words(self._text[self.start : self.end]) <= _WHOLE_WORDS:
            makers = [self._whole, self._range]
        else:
            makers = [self._range, self._whole] if whole else [self._range]
        for make in makers:
            if directive := make():
                yield directive

    def _whole(self) -> str | None:
        """Return a directive that holds the whole span, with as little context as will do."""
        found = self._shortest(self._whole_in_contexts())
        return self._encoded(found[0], self.end, self.end, found[1]) if found else None

    def _whole_in_contexts(self) -> Iterator[Sequence[_Piece]]:
        bounded, closed = _is_bounded(self._text, self.start), _is_bounded(self._text, self.end)
        if bounded and closed:
            yield [(self.start, self.end)]
        before, behind = self._before(), self._behind()
        sides = [
            [(outer, self.end) for outer in before] if closed else [],
            [(self.start, outer) for outer in behind] if bounded else [],
        ]
        # Of two sides the one in the same block: a page may set something of its own between blocks.
        starts_block = self.start and _BREAK.match(self._text, self.start - 1)
        yield from reversed(sides) if starts_block else sides
        if before:
            yield [(before[-1], outer) for outer in behind]

    def _range(self) -> str | None:
        """Return a directive of the span's first and last words, with as little context as will do."""
        first = self._shortest(self._first_terms())
        last = self._shortest(self._last_terms(first[1]), first[1]) if first else None
        return self._encoded(*first, *last) if first and last else None

    def _first_terms(self) -> Iterator[Sequence[_Piece]]:
        ends = self._ends()
        if _is_bounded(self._text, self.start):
            yield [(self.start, end) for end in ends]
        before = self._before()
        for end in ends[:1] + ends[-1:]:
            yield [(outer, end) for outer in before]

    def _last_terms(self, after: int) -> Iterator[Sequence[_Piece]]:
        starts = self._starts(after)
        if _is_bounded(self._text, self.end):
            yield [(start, self.end) for start in starts]
        behind = self._behind()
        for start in starts[:1] + starts[-1:]:
            # Behind an end whose suffix does not follow, browsers search on from where that end ends.
            if not self._index.overlaps_itself(start, self.end):
                yield [(start, outer) for outer in behind]

    def _shortest(self, chains: Iterable[Sequence[_Piece]], after: int = 0) -> _Piece | None:
        """Return the shortest piece of the text, from the first chain that has one, that is told apart.

        A chain holds ever longer pieces around one another, so that what holds of one holds of the next.
        """

        def told_apart(piece: _Piece) -> bool:
            return self._index.is_first(*piece, after)

        for chain in chains:
            if chain and told_apart(chain[0]):  # as nearly always
                return chain[0]
            if chain and told_apart(chain[-1]):
                return chain[bisect_left(chain, True, key=told_apart)]
        return None

    def _encoded(self, outer: int, end: int, start: int, outer_end: int) -> str:
        """Return the directive of the terms `[self.start, end)` and `[start, self.end)`, with contexts."""
        bounds = (outer, self.start), (self.start, end), (start, self.end), (self.end, outer_end)
        prefix, first, last, suffix = (_encoded(self._text[begin:stop]) for begin, stop in bounds)
        terms = (f"{prefix}-" if prefix else "", first, last, f"-{suffix}" if suffix else "")
        return ",".join(filter(None, terms))

    def _ends(self) -> list[int]:
        """Return where a first term may end, the nearest first of those that give it enough words."""
        return _enough(self._unit_ends(self.start, self.end), lambda end: self._text[self.start : end])

    def _starts(self, after: int) -> list[int]:
        """Return where a last term may start, the nearest first of those that give it enough words."""
        return _enough(self._unit_starts(after, self.end), lambda start: self._text[start : self.end])

    def _before(self) -> list[int]:
        """Return where a prefix may start, the nearest first."""
        _, end = _without_gaps(self._text, max(0, self.start - MAX_LINK), self.start)
        starts = self._unit_starts(0, end)
        return [start for start in starts if _fold(self._text[start : self.start])]

    def _behind(self) -> list[int]:
        """Return where a suffix may end, the nearest first."""
        ends = self._unit_ends(*_without_gaps(self._text, self.end, self.end + MAX_LINK))
        return [end for end in ends if _fold(self._text[self.end : end])]

    def _unit_ends(self, start: int, limit: int) -> list[int]:
        """Return where the units of the block from `start` on end, the first one first, up to `limit`."""
        limit = min(limit, start + MAX_LINK)
        stop = _BREAK.search(self._text, start, limit)
        units = _UNIT.finditer(self._text, start, stop.start() if stop else limit)
        ends = (unit.end() for unit in units if _is_bounded(self._text, unit.end()))
        return list(islice(ends, _MOST_UNITS))

    def _unit_starts(self, limit: int, end: int) -> list[int]:
        """Return where the units of the block up to `end` start, the last one first, not before `limit`."""
        limit = max(limit, end - MAX_LINK)
        for stop in _BREAK.finditer(self._text, limit, end):
            limit = stop.end()
        units = reversed(list(_UNIT.finditer(self._text, limit, end)))
        starts = (unit.start() for unit in units if _is_bounded(self._text, unit.start()))
        return list(islice(starts, _MOST_UNITS))


def _enough(offsets: list[int], piece: Callable[[int], str]) -> list[int]:
    """Return the offsets whose piece has enough words, or the last offset if its piece has any."""
    for index, offset in enumerate(offsets):
        text = piece(offset)
        if _words(text) >= _LEAST_WORDS and len(_fold(text).encode()) >= _LEAST_BYTES:
            return offsets[index:]
    return [offset for offset in offsets[-1:] if _fold(piece(offset))]


def _words(text: str) -> int:
    spaced = "".join(" " if _is_unspaced(character) else character for character in text).split()
    return sum(map(_is_unspaced, text)) // _UNSPACED_WORD + sum(
        any(map(str.isalnum, word)) for word in spaced
    )


def _is_unspaced(character: str) -> bool:
    return character > _UNSPACED[0][0] and any(first <= character <= last for first, last in _UNSPACED)


def _is_gap(character: str) -> bool:
    return character.isspace() or _BREAK.match(character) is not None


def _without_gaps(text: str, start: int, end: int) -> tuple[int, int]:
    end = min(end, len(text))
    while start < end and _is_gap(text[start]):
        start += 1
    while start < end and _is_gap(text[end - 1]):
        end -= 1
    return start, end


def _is_bounded(text: str, offset: int) -> bool:
    """Tell whether every browser sees a word's bound before `offset`. Where this is unsure, it says no."""
    if offset == len(text):
        return True
    before, behind = text[max(0, offset - 1) : offset], text[offset]
    if (before + behind).isascii() and " " in (before, behind):
        return True  # the most frequent case, told fast
    if _clings(behind):
        return False
    base = offset - 1
    while base >= 0 and _clings(text[base]):
        base -= 1
    if base < 0:
        return True
    before = text[base]
    if _is_gap(before) or _is_gap(behind):
        # To Unicode (and Chromium) the narrow space of French is like an underscore, inside of a word.
        return "\u202f" not in (before, behind)
    return (before in _APART and not behind.isdigit()) or (behind in _APART and not before.isdigit())


def _clings(character: str) -> bool:
    """Whether a character belongs to the one before it: marks, joiners and other invisible formats."""
    return category(character) in ("Mn", "Mc", "Me", "Cf", "Sk")


def _encoded(term: str) -> str:
    # Browsers pass over soft hyphens on the page, but not all of them in the link.
    plain = " ".join(_BREAK.sub(" ", term).replace("\xad", "").split())
    return quote(plain, safe="").replace("-", "%2D")
