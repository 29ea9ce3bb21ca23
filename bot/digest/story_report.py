"""What is kept of an article to tell which others report the same event: about 1.5 kB, as a line of text."""

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

SKETCH = 96
"""The smallest hashes of so many runs of words stand for all of them (Broder 1997): the share of one text in
another is known to about a twentieth, and a text of up to 99 words is kept whole."""
# Texts on one subject share runs of fewer words; of longer ones more are lost where a copy was edited.
_SHINGLE = 4
# Added to a term's count where the title has it; counts stay below.
_TITLE = 64


@dataclass(frozen=True, slots=True)
class Report:
    """One article among those of a window."""

    id: int
    publisher: str
    """Who brought it: a site, or a feed. The same for what comes from one newsroom."""
    at: int
    """When it was published, else first seen: UTC seconds since 1970."""
    language: str
    """ISO 639-1, or `und`."""
    features: str
    """What `write_features` gives."""


@dataclass(frozen=True, slots=True)
class Features:
    """What an article is compared by."""

    terms: Hashes
    """Its heaviest terms, as hashes that say nothing of another language's words."""
    weights: NDArray[np.float32]
    """The weight of each in this article."""
    names: tuple[str, ...]
    headline: int
    """How many of the names, the first ones, its headline has."""
    capitalised: tuple[str, ...]
    """What may be names."""
    numbers: tuple[str, ...]
    sketch: Hashes
    """The smallest hashes of its runs of words, ascending; empty where it has no words."""


def write_features(
    *,
    counts: Mapping[str, int],
    title: Collection[str],
    names: Iterable[str],
    headline: int,
    capitalised: Iterable[str],
    numbers: Iterable[str],
    words: Sequence[str],
) -> str:
    """Return the features of an article as one line of JSON; the arguments are those of a `StoryTerms`."""
    hashes = np.array([crc32(term.encode()) for term in counts], np.uint32)
    marked = [min(count, _TITLE - 1) + _TITLE * (term in title) for term, count in counts.items()]
    found = {
        "terms": _text(hashes.tobytes()),
        "counts": _text(bytes(marked)),
        "names": " ".join(names),
        "headline": headline,
        "capitalised": " ".join(capitalised),
        "numbers": " ".join(numbers),
        "sketch": _text(_sketch(words).tobytes()),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def read_features(written: str, language: str) -> Features:
    """Read what `write_features` gave for an article in a language; raises `ValueError` for anything else."""
    try:
        found = json.loads(written)
        terms, marked, sketch = (b64decode(found[name]) for name in ("terms", "counts", "sketch"))
        names, capitalised, numbers = (
            tuple(found[name].split()) for name in ("names", "capitalised", "numbers")
        )
        headline = int(found["headline"])
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"these are no features: {written[:40]!r}") from error
    if len(terms) != 4 * len(marked):
        raise ValueError(f"{len(terms)} bytes of terms for {len(marked)} counts")
    counts = np.frombuffer(marked, np.uint8)
    # What is said often matters more, but not as often; what the title names is what it is about.
    weights = 1 + np.log(np.maximum(counts % _TITLE, 1)) + 2 * (counts >= _TITLE)
    return Features(
        np.frombuffer(terms, np.uint32) ^ np.uint32(crc32(language.encode())),
        weights.astype(np.float32),
        names,
        headline,
        capitalised,
        numbers,
        np.frombuffer(sketch, np.uint32),
    )


def _sketch(words: Sequence[str]) -> Hashes:
    """Return the smallest hashes of the runs of words; a shorter text is one run."""
    runs = {" ".join(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE + 1, 1))}
    # Runs that differ little have sums that differ little; times an odd number they do not, and none is lost.
    hashes = {crc32(run.encode()) * 0x9E3779B1 & 0xFFFFFFFF for run in runs if run}
    return np.array(sorted(hashes)[:SKETCH], np.uint32)


def _text(data: bytes) -> str:
    return b64encode(data).decode()
