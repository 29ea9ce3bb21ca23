"""How long a summary takes from nothing: a new process, one file, the summary on standard output.

`uv run --group benchmark python -m tests.benchmarks.start [FILE] [--runs N] [--json]` runs `python -m bot
summarize FILE` and a script of ten lines around sumy, in turn, and prints the median and the fastest run of
each. The ratio of the medians is what a person waits for us beside sumy, whatever the machine.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FILE = min((ROOT / "seeds").glob("*.txt"))
# What one writes who has sumy and an English text: punkt's sentences, NLTK's words, LexRank.
SCRIPT = """\
import sys
from nltk import word_tokenize
from punkt import PunktSentenceTokenizer, load_model
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
class Tokenizer:
    to_sentences = staticmethod(PunktSentenceTokenizer(load_model("english")).tokenize)
    to_words = staticmethod(lambda text: word_tokenize(text, preserve_line=True))
parser = PlaintextParser.from_file(sys.argv[1], Tokenizer())
print(*LexRankSummarizer()(parser.document, 3), sep="\\n")
"""
NEEDED = ("sumy", "nltk", "punkt")
# Runs vary by a tenth and more; of 15 the median varies by a hundredth or two.
RUNS = 15


def commands(file: Path) -> dict[str, list[str]]:
    """The two ways to a summary of `file`, by name."""
    return {
        "ours": [sys.executable, "-m", "bot", "summarize", str(file)],
        "sumy": [sys.executable, "-c", SCRIPT, str(file)],
    }


def measure(file: Path, runs: int) -> dict[str, list[float]]:
    """Return the seconds of each run, by name; the two run in turn, after one run that writes byte code."""
    seconds: dict[str, list[float]] = {"ours": [], "sumy": []}
    for number in range(runs + 1):
        for name, command in commands(file).items():
            began = time.perf_counter()
            done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
            if number:
                seconds[name].append(time.perf_counter() - began)
            assert done.stdout.strip(), name
    return seconds


def start_ratio(runs: int = RUNS, file: Path = FILE) -> float:
    """Return our median over sumy's: a number to pin, as it hardly depends on the machine."""
    seconds = measure(file, runs)
    return statistics.median(seconds["ours"]) / statistics.median(seconds["sumy"])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=FILE, help="the text (default: the first seed)")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs of each (default {RUNS})")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        sys.exit(f"Not installed: {', '.join(missing)}. Run: uv sync --group benchmark")
    seconds = measure(options.file.absolute(), options.runs)
    rows = {
        name: {"median_ms": round(statistics.median(runs) * 1000), "fastest_ms": round(min(runs) * 1000)}
        for name, runs in seconds.items()
    }
    ratio = {key: round(rows["ours"][key] / rows["sumy"][key], 2) for key in ("median_ms", "fastest_ms")}
    if options.json:
        print(json.dumps({"file": options.file.name, "runs": options.runs, **rows, "ratio": ratio}))
        return
    print(f"{options.runs} cold runs each, {options.file.name:<28} median ms   fastest ms")
    for title, row in (("digest-bot summarize", rows["ours"]), ("ten lines with sumy", rows["sumy"])):
        print(f"{title:<44} {row['median_ms']:>9} {row['fastest_ms']:>12}")
    print(f"{'ratio':<44} {ratio['median_ms']:>9} {ratio['fastest_ms']:>12}")


if __name__ == "__main__":
    main()
