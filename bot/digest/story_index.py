"""The reports of a window in tables: which may tell of one event, and how much any two have in common.

Every word is a slot, a number below `_SLOTS`; slot 0 fills up a row with fewer words. The tables have a row
a report. Candidates are looked for among the newest reports with the same rare words, so a report costs about
the same however many there are.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.digest.story_report import SKETCH, Hashes, Report, read_features

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

# Enough that of the 200,000 words of a large window few share a slot, and few enough to count in 4 MB.
_SLOTS = 1 << 20
_TERMS, _NAMES, _NUMBERS = 80, 56, 24
_WIDTH = _TERMS + _NAMES + _NUMBERS
_T, _M, _N = slice(_TERMS), slice(_TERMS, _TERMS + _NAMES), slice(_TERMS + _NAMES, _WIDTH)
# A window counts as if these many reports were in it beside its own, with each term in one of a hundred,
# each name in one of 330, each number in one of 200. Between 30 and 1,000 of them make no difference.
_PRIOR = 300
_PRIORS = np.repeat(np.array([3.0, 0.9, 1.5], np.float32), [_TERMS, _NAMES, _NUMBERS])
# Candidates are looked for by a report's heaviest words, among the newest reports that have them.
_ASKED, _NEWEST, _CANDIDATES = 32, 32, 32
# In another language fewer are worth a look: they have names and numbers in common or are none.
_FOREIGN = 8
# Languages and publishers are told apart by their hashes.
_ROW = np.dtype(
    [
        ("slots", np.int32, _WIDTH),
        ("weights", np.float32, _TERMS),
        ("certain", np.bool_, _NAMES),
        ("headline", np.bool_, _NAMES),
        ("sketch", np.uint32, SKETCH),
        ("at", np.int64),
        ("language", np.uint32),
        ("publisher", np.uint32),
    ]
)


class Shared(NamedTuple):
    """What some reports, a row each, have in common with others, a column each."""

    cosine: Floats
    """Of their terms, weighted by how rare they are; 0 between languages."""
    numbers: Floats
    """How many numbers, a frequent one counting less."""
    possible: Floats
    """How many numbers that could be: what the one with fewer of them has."""
    names: Floats
    """How many names; what may be one counts where the other is sure of it. 0 where no languages differ."""
    days: Floats
    """How far apart they are in time."""
    is_foreign: NDArray[np.bool_]
    """Whether they are in different languages."""
    is_one_publisher: NDArray[np.bool_]
    names_differ: NDArray[np.bool_]
    """Of one publisher: whether the headline of each names what the other does not speak of at all."""


class Index:
    """Reports in rows; a row is good until the next `forget`."""

    def __init__(self) -> None:
        self.ids: list[int] = [-1]
        """Row → report id. Row 0 is nobody's."""
        self.rows: dict[int, int] = {}
        """Report id → row."""
        self._table = np.zeros(1, _ROW)
        # A cell is a word of a report: row * _WIDTH + column; those of row 0 are none. The newest cell of
        # each slot, and for each cell the one that had its slot before.
        self._newest = np.zeros(_SLOTS, np.int32)
        self._before = np.zeros((1, _WIDTH), np.int32)
        # In how many reports a slot is, and how many there are of a language.
        self._seen = np.zeros(_SLOTS, np.float32)
        self._spoken: Counter[int] = Counter()
        # Zero between calls: the columns of the slots that are compared.
        self._places = np.zeros(_SLOTS, np.int32)

    def add(self, report: Report) -> int:
        """Take in a report whose id is new, and return its row.

        Raises `ValueError` where its features cannot be read.
        """
        read = read_features(report.features, report.language)
        row = len(self.ids)
        if row == len(self._table):
            self._resize(row + row // 4 + 256)
        entry = np.zeros((), _ROW)
        slots = entry["slots"]
        slots[: min(len(read.terms), _TERMS)] = read.terms[:_TERMS] % (_SLOTS - 1) + 1
        _fill(slots[_M], "name", (*read.names, *read.capitalised))
        _fill(slots[_N], "number", read.numbers)
        entry["weights"][: len(read.weights)] = read.weights[:_TERMS]
        entry["certain"] = np.arange(_NAMES) < len(read.names)
        entry["headline"] = np.arange(_NAMES) < read.headline
        entry["sketch"][: len(read.sketch)] = read.sketch[:SKETCH]
        entry["at"] = report.at
        entry["language"] = crc32(report.language.encode())
        entry["publisher"] = crc32(report.publisher.encode())
        self._table[row] = entry
        self.ids.append(report.id)
        self.rows[report.id] = row
        self._count(row, 1)
        self._chain(row)
        return row

    def forget(self, before: int) -> list[int]:
        """Drop the reports from before a moment, and return their ids."""
        is_kept = self._table["at"][: len(self.ids)] >= before
        is_kept[0] = True
        forgotten = np.flatnonzero(~is_kept).tolist()
        if not forgotten:
            return []
        for row in forgotten:
            self._count(row, -1)
        ids = [self.ids[row] for row in forgotten]
        self.ids = [self.ids[row] for row in np.flatnonzero(is_kept).tolist()]
        self.rows = {number: row for row, number in enumerate(self.ids) if row}
        self._table = self._table[: len(is_kept)][is_kept]
        self._before = np.zeros((len(self.ids), _WIDTH), np.int32)
        self._newest[:] = 0
        for row in range(1, len(self.ids)):
            self._chain(row)
        return ids

    def candidates(self, row: int) -> list[int]:
        """Return the rows, at most 40, that have most in common with a row."""
        entry = self._table[row]
        slots, spoken = entry["slots"], self._spoken[int(entry["language"])]
        rarity = np.log(spoken + _PRIOR) - np.log(self._seen[slots[_T]] + _PRIORS[_T])
        weights = entry["weights"] * rarity
        asked = np.argsort(-weights, kind="stable")[:_ASKED]
        found = self._tally(slots[_T][asked], weights[asked] ** 2)
        found[row] = 0
        best = _best(found, _CANDIDATES)
        if spoken < len(self.rows):
            others = np.concatenate([slots[_M][entry["certain"]], slots[_N]])
            found = self._tally(others, np.ones(len(others)))
            found[self._table["language"][: len(found)] == entry["language"]] = 0
            best += _best(found, _FOREIGN)
        return best

    def compare(self, ones: Sequence[int], others: Sequence[int]) -> Shared:
        """Return what the reports of some rows have in common with those of others."""
        entries, first = self._table[[*ones, *others]], len(ones)
        languages, at, publishers = entries["language"], entries["at"], entries["publisher"]
        is_foreign = languages[:first, None] != languages[first:]
        spoken = np.array([self._spoken[language] for language in languages.tolist()], np.float32)
        slots = entries["slots"]
        rarity = np.log(spoken + _PRIOR)[:, None] - np.log(self._seen[slots[:, _T]] + _PRIORS[_T])
        weights = entries["weights"] * rarity
        lengths = np.sqrt(np.einsum("ij,ij->i", weights, weights))
        weights /= np.maximum(lengths, np.float32(1e-9))[:, None]
        terms = self._spread(slots[:, _T], weights, first)
        roots = self._roots(slots, _N)
        numbers = self._spread(slots[:, _N], roots, first)
        counts = np.einsum("ij,ij->i", roots, roots)
        certain, is_one = entries["certain"], publishers[:first, None] == publishers[first:]
        return Shared(
            cosine=terms[:first] @ terms[first:].T,
            numbers=numbers[:first] @ numbers[first:].T,
            possible=np.minimum(counts[:first, None], counts[first:]),
            names=self._names(slots, certain, first) if is_foreign.any() else np.zeros_like(is_foreign, "f4"),
            days=(abs(at[:first, None] - at[first:]) / 86_400).astype(np.float32),
            is_foreign=is_foreign,
            is_one_publisher=is_one,
            names_differ=is_one & self._headlines_differ(slots, entries["headline"], first)
            if is_one.any()
            else is_one,
        )

    def sketches(self, rows: Sequence[int]) -> list[Hashes]:
        """Return the sketch of the text of each of some rows."""
        return [sketch[sketch > 0] for sketch in self._table["sketch"][list(rows)]]

    def publishers(self, rows: Sequence[int]) -> list[int]:
        """Return a number for the publisher of each of some rows."""
        return [int(publisher) for publisher in self._table["publisher"][list(rows)]]

    def _names(self, slots: Ints, certain: NDArray[np.bool_], first: int) -> Floats:
        """Return how many names are shared: where one is certain the other need not be."""
        roots = self._roots(slots, _M)
        names = self._spread(slots[:, _M], roots, first)
        sure = self._spread(slots[:, _M], roots * certain, first)
        found: Floats = sure[:first] @ names[first:].T
        found += (names - sure)[:first] @ sure[first:].T
        return found

    def _headlines_differ(self, slots: Ints, headline: NDArray[np.bool_], first: int) -> NDArray[np.bool_]:
        """Return whether each of two reports has a name in its headline that the other has nowhere."""
        named = self._spread(slots[:, _M], headline.astype(np.float32), first)
        has = self._spread(slots[:, _M], (slots[:, _M] > 0).astype(np.float32), first)
        counts = headline.sum(1)
        ones = named[:first] @ has[first:].T < counts[:first, None]
        others = has[:first] @ named[first:].T < counts[first:]
        differ: NDArray[np.bool_] = ones & others
        return differ

    def _roots(self, slots: Ints, kind: slice) -> Floats:
        """Return the root of what each name or number counts: 1 if nobody else has it, else less."""
        size, priors = np.log(np.float32(len(self.rows) + _PRIOR)), _PRIORS[kind]
        shares = (size - np.log(self._seen[slots[:, kind]] + priors)) / (size - np.log(1 + priors))
        roots = np.sqrt(np.maximum(shares, 0)) * (slots[:, kind] > 0)
        found: Floats = roots.astype(np.float32, copy=False)
        return found

    def _spread(self, slots: Ints, values: Floats, first: int) -> Floats:
        """Return values, a row a report, in one column for each slot that one of the first reports has."""
        asked = slots[:first].ravel()
        self._places[asked] = np.arange(1, len(asked) + 1)
        self._places[0] = 0
        columns = self._places[slots]
        self._places[asked] = 0
        table = np.zeros((len(slots), len(asked) + 1), np.float32)
        table[np.arange(len(slots))[:, None], columns] = values
        table[:, 0] = 0
        return table

    def _count(self, row: int, by: int) -> None:
        entry = self._table[row]
        self._seen[np.unique(entry["slots"])] += by
        self._spoken[int(entry["language"])] += by

    def _chain(self, row: int) -> None:
        """Make the cells of a row the newest of their slots."""
        slots = self._table["slots"][row]
        self._before[row] = self._newest[slots]
        self._newest[slots] = np.arange(row * _WIDTH, (row + 1) * _WIDTH)
        self._newest[0] = 0

    def _tally(self, slots: Ints, weights: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return for each row the weights of those slots that it is among the newest to have, added up."""
        cells = np.empty((_NEWEST, len(slots)), np.int32)
        cells[0] = self._newest[slots]
        before = self._before.reshape(-1)
        for step in range(1, _NEWEST):
            cells[step] = before[cells[step - 1]]
        found = np.bincount((cells // _WIDTH).ravel(), np.tile(weights, _NEWEST), len(self.ids))
        found[0] = 0
        return found.astype(np.float64, copy=False)

    def _resize(self, size: int) -> None:
        table, before = np.zeros(size, _ROW), np.zeros((size, _WIDTH), np.int32)
        table[: len(self._table)], before[: len(self._before)] = self._table, self._before
        self._table, self._before = table, before


def _fill(slots: Ints, kind: str, words: Collection[str]) -> None:
    """Write the slots of words of a kind, as many as there is room for."""
    found = [crc32(f"{kind} {word}".encode()) % (_SLOTS - 1) + 1 for word in list(words)[: len(slots)]]
    slots[: len(found)] = found


def _best(found: NDArray[np.float64], most: int) -> list[int]:
    """Return the rows with the most, the newest of equals first."""
    rows = np.flatnonzero(found)
    best: list[int] = rows[np.lexsort((-rows, -found[rows]))[:most]].tolist()
    return best
