"""How fast summaries are made: ours beside sumy's LexRank and TextRank, by article and as texts grow.

`uv run --group benchmark python -m tests.benchmarks.speed [--data DIR] [--count N] [--json]` prints
milliseconds an article, on the same sentences and words and with sumy's own parser, seconds at 20 to 10,000
sentences, and the memory that the longest takes. Articles are the pages and seeds of this repository, or the
`text` of the JSON Lines in DIR. Long texts are made of the articles' own sentences, drawn with a fixed seed.
A dash: it would take over ten seconds, or refuses.
"""

import argparse
import json
import math
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from bot.articles.clean import read_article
from bot.articles.model import Article
from bot.errors import TooLong, TooShort
from bot.summarize import summarize
from bot.summarize.sentences import article_sentences

ROOT = Path(__file__).parent.parent.parent
NEEDED = ("sumy", "nltk", "punkt")
COUNT = 60
SIZES = (20, 100, 500, 2_000, 10_000)
# Over this a method is not asked for the next size; its cost is taken to grow with the square.
MOST_SECONDS = 10.0
PARAGRAPH = 4
SEED = 2023

METHODS = {
    "rank": "rank, ours",
    "lex-rank": "LexRank, same sentences and words",
    "text-rank": "TextRank, same sentences and words",
    "sumy-lex-rank": "LexRank, sumy with punkt and NLTK",
    "sumy-text-rank": "TextRank, sumy with punkt and NLTK",
}


def load(data: Path | None, count: int) -> list[Article]:
    """Return at most `count` articles, always the same, of a folder's JSON Lines or of this repository."""
    if data is None:
        files = [f for f in (ROOT / "tests/pages").glob("*.txt") if ".reference." not in f.name]
        texts = [f.read_bytes().decode() for f in sorted([*files, *(ROOT / "seeds").glob("*.txt")])]
    else:
        rows = [json.loads(line) for f in sorted(data.glob("*.jsonl")) for line in f.open(encoding="utf-8")]
        texts = [row["text"] for row in rows if row.get("text")]
    random.Random(SEED).shuffle(texts)
    return list(islice(filter(_is_long_enough, map(read_article, texts)), count))


def _is_long_enough(article: Article) -> bool:
    try:
        summarize(article, algorithm="lead")
    except TooShort:
        return False
    return True


@cache
def _sumy_parts() -> tuple[Any, dict[str, Any]]:
    class Tokenizer:
        to_sentences = staticmethod(
            import_module("punkt")
            .PunktSentenceTokenizer(import_module("punkt").load_model("english"))
            .tokenize
        )

        @staticmethod
        def to_words(text: str) -> list[str]:
            found: list[str] = import_module("nltk").word_tokenize(text, preserve_line=True)
            return found

    return import_module("sumy.parsers.plaintext").PlaintextParser, {
        "tokenizer": Tokenizer(),
        "sumy-lex-rank": import_module("sumy.summarizers.lex_rank").LexRankSummarizer,
        "sumy-text-rank": import_module("sumy.summarizers.text_rank").TextRankSummarizer,
    }


def run(method: str, article: Article) -> None:
    """Summarise an article in three sentences; raises `TooLong` where a method refuses."""
    if method.startswith("sumy-"):
        parser, parts = _sumy_parts()
        body = "\n\n".join(span.of(article.text) for span in article.paragraphs)
        parts[method]()(parser.from_string(body, parts["tokenizer"]).document, 3)
    else:
        summarize(article, algorithm=method)


def seconds_of(job: Callable[[], object], times: int = 1) -> float:
    """Return the seconds of the fastest of several runs."""
    fastest = math.inf
    for _ in range(times):
        began = time.perf_counter()
        job()
        fastest = min(fastest, time.perf_counter() - began)
    return fastest


def each(articles: Sequence[Article], methods: Sequence[str]) -> dict[str, list[float]]:
    """Return the seconds of every article, by method; the methods take turns at each article.

    The fastest of three runs: a language's words are loaded at the first, once a process.
    """
    return {
        method: list(column)
        for method, column in zip(
            methods,
            zip(*([seconds_of(partial(run, m, a), 3) for m in methods] for a in articles), strict=True),
            strict=True,
        )
    }


def long_article(articles: Sequence[Article], sentences: int) -> Article:
    """Return an article of so many sentences, drawn from those of the given ones."""
    pool = [s.span.of(a.text) for a in articles for s in article_sentences(a)]
    drawn = random.Random(SEED + sentences).choices([s for s in pool if s[-1] in ".!?"], k=sentences)
    paragraphs = [" ".join(drawn[at : at + PARAGRAPH]) for at in range(0, sentences, PARAGRAPH)]
    return read_article("\n\n".join(paragraphs), language="en")


def growth(articles: Sequence[Article], methods: Sequence[str]) -> dict[str, list[float | None]]:
    """Return the seconds at each of `SIZES`, by method."""
    found: dict[str, list[float | None]] = {method: [] for method in methods}
    for at, size in enumerate(SIZES):
        article = long_article(articles, size)
        for method in methods:
            last = found[method][-1] if at else 0.0
            square = (size / SIZES[at - 1]) ** 2 if at else 1.0
            too_slow = last is None or last * (1.0 if method == "rank" else square) > MOST_SECONDS
            found[method].append(None if too_slow else _seconds_or_none(method, article))
    return found


def _seconds_or_none(method: str, article: Article) -> float | None:
    try:
        return seconds_of(lambda: run(method, article), 3 if method == "rank" else 1)
    except TooLong:
        return None


def exponent(seconds: Sequence[float | None]) -> float:
    """Return e where time grows with sentences to the power of e, from 500 to 10,000 of `SIZES`."""
    small, large = seconds[SIZES.index(500)], seconds[SIZES.index(10_000)]
    assert small
    assert large
    return math.log(large / small) / math.log(10_000 / 500)


def memory(article: Article) -> float:
    """Return the megabytes that the summary of an article takes at its peak, its text not counted."""
    tracemalloc.start()
    run("rank", article)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def floors(articles: Sequence[Article] | None = None) -> dict[str, float]:
    """Return what can be pinned on any machine: our median over LexRank's, and how our time grows."""
    articles = load(None, COUNT) if articles is None else articles
    seconds = each(articles, ("rank", "lex-rank"))
    return {
        "median_ratio_to_lex_rank": statistics.median(seconds["rank"])
        / statistics.median(seconds["lex-rank"]),
        "growth_exponent_500_to_10000": exponent(growth(articles, ("rank",))["rank"]),
    }


def measure(articles: Sequence[Article]) -> dict[str, Any]:
    """Return all figures, as they are printed."""
    by_method = each(articles, tuple(METHODS))
    reading = [seconds_of(partial(read_article, a.text)) for a in articles]
    grown = growth(articles, tuple(METHODS))
    medians = {method: statistics.median(seconds) for method, seconds in by_method.items()}
    return {
        "articles": len(articles),
        "ms": {name: _ms(seconds) for name, seconds in {**by_method, "read": reading}.items()},
        "sizes": SIZES,
        "seconds": grown,
        "memory_mb": round(memory(long_article(articles, SIZES[-1])), 1),
        "median_ratio_to_lex_rank": round(medians["rank"] / medians["lex-rank"], 4),
        "growth_exponent_500_to_10000": round(exponent(grown["rank"]), 2),
    }


def _ms(seconds: Sequence[float]) -> dict[str, float]:
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[18]
    return {"median": round(statistics.median(seconds) * 1000, 2), "p95": round(p95 * 1000, 2)}


def _table(found: dict[str, Any]) -> str:
    titles = {**METHODS, "read": "(reading the article, before any of them)"}
    lines = [f"{found['articles']} articles, ms each{'':<20} median      p95"]
    for name, row in found["ms"].items():
        lines.append(f"{titles[name]:<42} {row['median']:>8} {row['p95']:>8}")
    lines += ["", f"{'seconds at … sentences (× the size before)':<42}" + "".join(f"{n:>17,}" for n in SIZES)]
    for method, row in found["seconds"].items():
        cells = [_cell(row[at - 1] if at else None, value) for at, value in enumerate(row)]
        lines.append(f"{METHODS[method]:<42}" + "".join(f"{cell:>17}" for cell in cells))
    lines += [
        "",
        f"median, ours ÷ LexRank's on the same words: {found['median_ratio_to_lex_rank']}",
        f"our time grows with sentences to the power of {found['growth_exponent_500_to_10000']} (500–10,000)",
        f"memory of ours at its peak: {found['memory_mb']} MB for {SIZES[-1]:,} sentences",
    ]
    return "\n".join(lines)


def _cell(before: float | None, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.4f}" + (f" (×{value / before:.1f})" if before else "")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help='folder of JSON Lines with "text"')
    parser.add_argument("--count", type=int, default=COUNT, help=f"articles at most (default {COUNT})")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        sys.exit(f"Not installed: {', '.join(missing)}. Run: uv sync --group benchmark")
    found = measure(load(options.data, options.count))
    print(json.dumps(found) if options.json else _table(found))


if __name__ == "__main__":
    main()
