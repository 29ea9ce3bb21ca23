"""How well pages are read: ours beside trafilatura and readability as they are, on the pages of our tests.

`uv run --group benchmark python -m tests.benchmarks.pages [--json]` prints for each page with an article the
word-level F1 of the text against what its author meant (`tests/web_pages/README.md`), ours before and after
the bot's own cleaning, and the milliseconds for the same bytes: ours, and bare trafilatura without and with
the metadata that ours reads too. Below the means stand how many titles, authors, dates, outlets, languages
and addresses are right, and how many pages without an article are refused for the right reason.
"""

import argparse
import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import trafilatura

from bot.articles.clean import read_article
from bot.errors import PageFailed
from bot.sources.webpage import Page, read_page

PAGES = Path(__file__).parents[1] / "web_pages"
FIELDS = ("title", "author", "published", "outlet", "language", "url", "full_version")
SYSTEMS = ("ours, cleaned", "ours", "trafilatura", "readability")
# The fastest of so many runs: the others waited for something else.
RUNS = 5
# Chinese, Japanese and Korean are compared by character.
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Case:
    """A page, what is to be read in it and what the tests know of it."""

    name: str
    body: bytes
    known: dict[str, Any]
    text: str
    """Empty for a page that is to be refused."""

    def read(self) -> Page:
        """Read the page as the bot does; raises what that raises."""
        return read_page(self.body, url=self.known["url"], charset=self.known["header"])


def cases() -> list[Case]:
    """Return all pages, those with an article first."""
    found = []
    for file in sorted(PAGES.glob("*.json")):
        text = file.with_suffix(".txt")
        found.append(
            Case(
                file.stem,
                file.with_suffix(".html").read_bytes(),
                json.loads(file.read_text("utf-8")),
                text.read_text("utf-8") if text.exists() else "",
            )
        )
    return sorted(found, key=lambda case: "failure" in case.known)


def f1(found: str, wanted: str) -> float:
    """Return the F1 of the words of a text, each counted as often as it stands there; from 0 to 1."""
    ours, theirs = (Counter(_WORDS.findall(text.casefold())) for text in (found, wanted))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def cleaned(page: Page) -> str:
    """Return what the bot summarises: the text of the page after its own cleaning."""
    article = read_article(page.text, title=page.title, language=page.language, url=page.url)
    return "\n\n".join(span.of(article.text) for span in article.paragraphs)


def known_of(case: Case) -> dict[str, str | None]:
    """Return what the page's author knows of it, by the fields of `Page`."""
    known = {**case.known, "published": case.known["date"], "url": case.known["canonical"]}
    return {name: known[name] for name in FIELDS}


def read_of(page: Page) -> dict[str, str | None]:
    """Return the same fields as they were read."""
    return {name: None if getattr(page, name) is None else str(getattr(page, name)) for name in FIELDS}


def _readability(body: bytes) -> str:
    import lxml.html
    from readability import Document

    try:
        return str(lxml.html.fromstring(Document(body).summary()).text_content())
    except Exception:
        return ""


def _with_metadata(case: Case) -> object:
    return trafilatura.bare_extraction(case.body, url=case.known["url"], fast=True, with_metadata=True)


def _milliseconds(run: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - started)
    return best * 1000


def measure() -> dict[str, Any]:
    """Return all figures, as they are printed."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    rows: dict[str, dict[str, float]] = {}
    right = Counter[str]()
    refused: dict[str, bool] = {}
    for case in cases():
        if "failure" in case.known:
            refused[case.name] = _code(case) == case.known["failure"]
            continue
        page = case.read()
        texts = (
            *(cleaned(page), page.text),
            trafilatura.extract(case.body, fast=True) or "",
            _readability(case.body),
        )
        rows[case.name] = {name: f1(text, case.text) for name, text in zip(SYSTEMS, texts, strict=True)}
        rows[case.name]["ours, ms"] = _milliseconds(case.read)
        rows[case.name]["trafilatura, ms"] = _milliseconds(partial(trafilatura.extract, case.body, fast=True))
        rows[case.name]["with metadata, ms"] = _milliseconds(partial(_with_metadata, case))
        known, read = known_of(case), read_of(page)
        right.update(name for name in FIELDS if known[name] == read[name])
    columns = [*SYSTEMS, "ours, ms", "trafilatura, ms", "with metadata, ms"]
    mean = {name: sum(row[name] for row in rows.values()) / len(rows) for name in columns}
    return {
        "pages": rows,
        "mean": mean,
        "time_ratio": mean["ours, ms"] / mean["trafilatura, ms"],
        "time_ratio_with_metadata": mean["ours, ms"] / mean["with metadata, ms"],
        "right": {name: right[name] for name in FIELDS},
        "articles": len(rows),
        "refused": refused,
    }


def _code(case: Case) -> str | None:
    try:
        case.read()
    except PageFailed as failure:
        return failure.code
    return None


def _text(found: dict[str, Any]) -> str:
    columns = list(found["mean"])
    lines = [
        "Word-level F1; milliseconds a page.",
        "",
        f"{'':<24}" + "".join(f"{name:>17}" for name in columns),
    ]
    for name, row in [*found["pages"].items(), ("mean", found["mean"])]:
        cells = (f"{row[column]:>17.1f}" if "ms" in column else f"{row[column]:>17.3f}" for column in columns)
        lines.append(f"{name:<24}" + "".join(cells))
    ratios = (found[name] for name in ("time_ratio", "time_ratio_with_metadata"))
    lines += [
        "",
        "Time, ours to trafilatura's: {:.2f}, to the same with its metadata: {:.2f}".format(*ratios),
    ]
    lines.append(
        f"Right, of {found['articles']}: "
        + ", ".join(f"{name} {count}" for name, count in found["right"].items())
    )
    refused = found["refused"]
    lines.append(f"Refused for the right reason: {sum(refused.values())} of {len(refused)}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if find_spec("readability") is None:
        print("Not installed: readability-lxml. Run: uv sync --group benchmark", file=sys.stderr)
        sys.exit(2)
    found = measure()
    print(json.dumps(found, ensure_ascii=False) if options.json else _text(found))


if __name__ == "__main__":
    main()
