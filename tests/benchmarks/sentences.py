"""How many sentence boundaries are wrong: ours beside plain sentencex, pysbd and punkt.

`uv run --group benchmark python -m tests.benchmarks.sentences [--cases FILE] [--json]` prints the errors of
each, missed and false boundaries together, by kind of case and by language. Each library is called with its
defaults and the language of the case where it knows it. Boundaries are compared by the visible characters
before them, and a piece without a letter or digit, which we leave out, counts for nobody.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from bot.summarize.sentences import split

CASES = Path(__file__).with_name("sentence_cases.txt")
BOUNDARY = "‖"
GROUP = "benchmark"
# Punkt's models by language. Japanese and the others behind it have rules alone.
PUNKT = {
    "cs": "czech",
    "da": "danish",
    "nl": "dutch",
    "en": "english",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "de": "german",
    "el": "greek",
    "it": "italian",
    "ml": "malayalam",
    "nb": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sl": "slovene",
    "es": "spanish",
    "sv": "swedish",
    "tr": "turkish",
    "ja": "japanese",
    "zh": "chinese",
    "ko": "korean",
    "hi": "hindi",
    "th": "thai",
    "ur": "urdu",
}

_Splitter = Callable[[str, str], Iterable[str]]


class Case(NamedTuple):
    """A text and the sentences that a person cuts it into."""

    language: str
    kind: str
    text: str
    sentences: tuple[str, ...]


class Errors(NamedTuple):
    """Wrong boundaries over a number of cases."""

    missed: int
    false: int
    cases: int
    boundaries: int

    @property
    def total(self) -> int:
        """Missed and false boundaries together."""
        return self.missed + self.false


def read_cases(path: Path = CASES) -> list[Case]:
    """Return the cases of a file: language, kind and text, parted by tabs; `‖` stands at each boundary."""
    cases = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            language, kind, marked = line.split("\t", 2)
            marked = marked.replace("\\n", "\n")
            cases.append(Case(language, kind, marked.replace(BOUNDARY, ""), tuple(marked.split(BOUNDARY))))
    return cases


def our_errors(cases: Iterable[Case]) -> Errors:
    """Return the errors of this bot."""
    return _errors(ours, cases)


def ours(text: str, language: str) -> list[str]:
    return [span.of(text) for span in split(text, language)]


def by_sentencex(text: str, language: str) -> list[str]:
    found: list[str] = import_module("sentencex").segment("en" if language == "und" else language, text)
    return found


@cache
def _pysbd(language: str) -> Any:
    known = import_module("pysbd.languages").LANGUAGE_CODES
    return import_module("pysbd").Segmenter(language=language if language in known else "en", clean=False)


def by_pysbd(text: str, language: str) -> list[str]:
    found: list[str] = _pysbd(language).segment(text)
    return found


def by_punkt(text: str, language: str) -> list[str]:
    found: list[str] = import_module("punkt").sent_tokenize(text, PUNKT.get(language, "english"))
    return found


SPLITTERS: dict[str, _Splitter] = {
    "ours": ours,
    "sentencex": by_sentencex,
    "pysbd": by_pysbd,
    "punkt": by_punkt,
}


def _errors(splitter: _Splitter, cases: Iterable[Case]) -> Errors:
    missed = false = count = boundaries = 0
    for case in cases:
        expected = _boundaries(case.text, case.sentences)
        found = _boundaries(case.text, splitter(case.text, case.language))
        missed += len(expected - found)
        false += len(found - expected)
        boundaries += len(expected)
        count += 1
    return Errors(missed, false, count, boundaries)


def _boundaries(text: str, sentences: Iterable[str]) -> set[int]:
    """Return how many visible characters stand before each sentence but the first."""
    visible, at, starts = _visible(text), 0, []
    for sentence in sentences:
        shown = _visible(sentence)
        start = visible.find(shown, at)
        # A library may change what it returns (pysbd does); such a piece has no place in the text.
        if start >= 0:
            at = start + len(shown)
            if any(map(str.isalnum, shown)):
                starts.append(start)
    return set(starts[1:])


def _visible(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def table(cases: list[Case]) -> dict[str, dict[str, dict[str, int]]]:
    """Return the errors by grouping (`total`, `kind`, `language`), row and splitter."""
    result: dict[str, dict[str, dict[str, int]]] = {"total": {"errors": {}, "missed": {}, "false": {}}}
    for name, splitter in SPLITTERS.items():
        all_of_them = _errors(splitter, cases)
        for row, value in (
            ("errors", all_of_them.total),
            ("missed", all_of_them.missed),
            ("false", all_of_them.false),
        ):
            result["total"][row][name] = value
        for grouping in ("kind", "language"):
            rows = result.setdefault(grouping, {})
            for row in sorted({getattr(case, grouping) for case in cases}):
                part = [case for case in cases if getattr(case, grouping) == row]
                rows.setdefault(row, {})[name] = _errors(splitter, part).total
    return result


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=CASES, help="a file of cases (default: ours)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    cases = read_cases(options.cases)
    try:
        result = table(cases)
    except ModuleNotFoundError as fault:
        sys.exit(f"{fault.name} is missing: install the dependency group {GROUP!r} (uv sync --group {GROUP})")
    boundaries = our_errors(cases).boundaries
    if options.json:
        print(json.dumps({"cases": len(cases), "boundaries": boundaries, **result}, ensure_ascii=False))
        return
    counts = {
        grouping: Counter(getattr(case, grouping) for case in cases) for grouping in ("kind", "language")
    }
    print(f"{len(cases)} cases, {boundaries} boundaries\n")
    print(f"{'':<16} {'cases':>6}" + "".join(f"{name:>11}" for name in SPLITTERS))
    for grouping, rows in result.items():
        for row, values in rows.items():
            count = counts[grouping][row] if grouping in counts else len(cases)
            print(f"{row:<16} {count:>6}" + "".join(f"{values[name]:>11}" for name in SPLITTERS))
        print()


if __name__ == "__main__":
    main()
