"""How good the summaries are: ours beside the lead, every method of sumy and the best that is possible.

`uv run --group benchmark python -m tests.benchmarks.quality [--data DIR] [--fit WHICH] [--json]` prints ROUGE
F1 × 100 (`rouge.py` says how) for at most 75 words and for 3 sentences: for English, each source and each
other language, and what is ours less others' with 95 % intervals. Rows are the `*.jsonl` in DIR (`id`,
`source`, `lang`, `text`, `reference`), else the pages of this repository. F1 depends on length: mean words
stand beside it, and the first sentences are measured at the length of each of our summaries too.

With DIR, ours is shown with the model of the package, and with models that were fitted on other rows than
they are judged by: in five folds, on other sources, on sources of other families (`rows.py`).
"""

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.errors import UserError
from bot.summarize.chances import Model
from tests.benchmarks.candidates import BASELINES, LEADS, SETTINGS, SUMY, Case, Score
from tests.benchmarks.rows import Row, own_pages, parts, read_rows

NEEDED = ("rouge_score", "nltk", "sumy")
NEEDED_TO_FIT = "lightgbm"
FITS = {
    "shipped": ("shipped",),
    "cross-validated": ("cross-validated",),
    "leave-one-source-out": ("other sources", "other families"),
}
FLAVOURS = tuple(flavour for flavours in FITS.values() for flavour in flavours)
AS_LONG = "as long as "
TITLES = {
    "lead": "first sentences, the bot's `lead`",
    "prefix": "first sentences, plain",
    "oracle": "oracle, greedy",
    **{flavour: f"ours, {flavour}" for flavour in FLAVOURS},
    **{AS_LONG + flavour: f"first sentences, {AS_LONG}these" for flavour in FLAVOURS},
}
SEED = 2023
RESAMPLES = 2_000
# A language with fewer rows has no table: its means would turn with the next row.
LEAST_ROWS = 10
# Rows that a process takes at once: a second's work or two.
_CHUNK = 10

_Judged = dict[str, dict[str, Score]]
# By system and setting: a line a row, with the columns of `Score`.
Scores = dict[str, dict[str, NDArray[np.float64]]]
Members = NDArray[np.intp]


def ours(rows: Sequence[Row], flavour: str, pool: ProcessPoolExecutor) -> dict[str, Model | None]:
    """Return the model that each row, by its id, is to be judged with; None is the one in the package.

    `flavour` is one of `FLAVOURS`. But for `shipped`, no model has seen the part that its row is in.
    """
    if flavour == "shipped":
        return dict.fromkeys((row.id for row in rows), None)
    from tests.benchmarks.fit import fit

    part_of = parts(rows, flavour)
    names = sorted(set(part_of.values()))
    others = [[row for row in rows if part_of[row.id] != name] for name in names]
    models: dict[str, Model] = dict(zip(names, pool.map(fit, others), strict=True))
    return {row_id: models[part] for row_id, part in part_of.items()}


@dataclass(frozen=True, slots=True)
class _Job:
    """A row, the baselines to measure on it, and the number of the model of each flavour."""

    row: Row
    baselines: Sequence[str]
    models: Mapping[str, int]


_models: list[Model | None] = [None]


def _start(models: list[Model | None]) -> None:
    """Give a worker its models once, and not with every row."""
    _models[:] = models


def _judge(job: _Job) -> _Judged | str:
    """Return the scores of one row by system and setting, or the code of why it cannot be summarised."""
    judged: _Judged = defaultdict(dict)
    try:
        case = Case(job.row)
        for setting, limits in SETTINGS.items():
            for flavour, number in job.models.items():
                score = case.ours(_models[number], limits)
                judged[flavour][setting] = score
                judged[AS_LONG + flavour][setting] = case.lead_of(score.words)
            for name in job.baselines:
                judged[name][setting] = case.baseline(name, limits)
    except UserError as error:
        # All systems are compared on the same rows.
        return error.code
    return dict(judged)


class Measured(NamedTuple):
    """The scores of the rows that all systems could summarise, and the number of others by error code."""

    rows: list[Row]
    scores: Scores
    left_out: dict[str, int]


def measure(rows: Sequence[Row], flavours: Sequence[str]) -> Measured:
    """Return the scores of our flavours, of first sentences as long as each of them, and of `BASELINES`."""
    # A process for each core is enough: threads of its own would only wait for those of the others.
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    # Started anew and not copied: NumPy has threads already.
    context = get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context) as pool:
        wanted = {flavour: ours(rows, flavour, pool) for flavour in flavours}
    models = list({id(model): model for found in wanted.values() for model in found.values()}.values())
    numbers = {id(model): number for number, model in enumerate(models)}
    jobs = [
        _Job(row, BASELINES, {flavour: numbers[id(found[row.id])] for flavour, found in wanted.items()})
        for row in rows
    ]
    with ProcessPoolExecutor(os.cpu_count(), context, _start, (models,)) as pool:
        return _collected(rows, list(pool.map(_judge, jobs, chunksize=_CHUNK)))


def _collected(rows: Sequence[Row], found: Sequence[_Judged | str]) -> Measured:
    good = [(row, judged) for row, judged in zip(rows, found, strict=True) if not isinstance(judged, str)]
    scores = {
        system: {setting: np.array([judged[system][setting] for _, judged in good]) for setting in SETTINGS}
        for system in (good[0][1] if good else ())
    }
    left_out = Counter(judged for judged in found if isinstance(judged, str))
    return Measured([row for row, _ in good], scores, dict(left_out))


def floors() -> dict[str, float]:
    """Return what a test can pin: our ROUGE on our own pages in 75 words, and what is over the lead's."""
    rows = own_pages()
    scores = _collected(rows, [_judge(_Job(row, LEADS, {"shipped": 0})) for row in rows]).scores
    lead = strongest(scores, LEADS, "budget")
    mine, theirs = (Score(*scores[name]["budget"].mean(axis=0).tolist()) for name in ("shipped", lead))
    return {"r1": mine.r1, "r1_over_lead": mine.r1 - theirs.r1, "r2_over_lead": mine.r2 - theirs.r2}


def strongest(scores: Scores, names: Iterable[str], setting: str, members: Members | None = None) -> str:
    """Return the system with most ROUGE-1 + ROUGE-2 over some rows, or over all."""
    rows = slice(None) if members is None else members
    return max(names, key=lambda name: float(scores[name][setting][rows, 1:3].mean()))


def interval(differences: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 95 % interval of the mean of paired differences: bootstrap over rows, percentiles."""
    drawn = np.random.default_rng(SEED).integers(len(differences), size=(RESAMPLES, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def groups(rows: Sequence[Row]) -> dict[str, Members]:
    """Return the rows of each table: English, every source, other languages; the same rows under one name."""
    languages = Counter(row.lang for row in rows)
    known = [key for key in ("en", *sorted(languages.keys() - {"en"})) if languages[key] >= LEAST_ROWS]
    sources = dict.fromkeys(row.source for row in rows)
    found: dict[tuple[int, ...], str] = {}
    for key in (*known[:1], *sources, *known[1:]):
        members = tuple(at for at, row in enumerate(rows) if key in (row.lang, row.source))
        found[members] = f"{found[members]} = {key}" if members in found else key
    return {name: np.array(members) for members, name in found.items()}


def report(measured: Measured) -> dict[str, Any]:
    """Return all figures, as they are printed."""
    scores = measured.scores
    lead = {setting: strongest(scores, LEADS, setting) for setting in SETTINGS}
    tables = {}
    for name, members in groups(measured.rows).items():
        means = {
            system: {
                setting: Score(*found[members].mean(axis=0).round(2).tolist())._asdict()
                for setting, found in by_setting.items()
            }
            for system, by_setting in scores.items()
        }
        best = {setting: strongest(scores, SUMY, setting, members) for setting in SETTINGS}
        differences = {
            flavour: {
                "LEAD": _differences(scores, flavour, lead, members),
                "the best of sumy": _differences(scores, flavour, best, members),
                "first sentences, as long": _differences(
                    scores, flavour, dict.fromkeys(SETTINGS, AS_LONG + flavour), members
                ),
            }
            for flavour in FLAVOURS
            if flavour in scores
        }
        tables[name] = {
            "rows": len(members),
            "systems": means,
            "best_of_sumy": best,
            "differences": differences,
        }
    return {"rows": len(measured.rows), "left_out": measured.left_out, "lead": lead, "tables": tables}


def _differences(scores: Scores, flavour: str, other: Mapping[str, str], members: Members) -> dict[str, Any]:
    """Return what a flavour of ours has over the other system of each setting: mean and interval."""
    found: dict[str, Any] = {}
    for setting in SETTINGS:
        paired = (scores[flavour][setting] - scores[other[setting]][setting])[members]
        for metric in ("r1", "r2"):
            values = paired[:, Score._fields.index(metric)]
            low, high = interval(values)
            row = {"mean": float(values.mean()), "low": low, "high": high}
            found.setdefault(setting, {})[metric] = {key: round(value, 2) for key, value in row.items()}
    return found


def _text(found: dict[str, Any]) -> str:
    lead = found["lead"]
    lines = [
        f"LEAD is {TITLES[lead['budget']]}, within 75 words; {TITLES[lead['three']]}, of 3 sentences."
        " ROUGE F1 × 100."
    ]
    if found["left_out"]:
        lines.append("Left out: " + ", ".join(f"{count} {code}" for code, count in found["left_out"].items()))
    for name, table in found["tables"].items():
        lines += ["", f"{name}: {table['rows']:,} articles", ""]
        lines.append(f"{'':<42}{'at most 75 words':>29}{'3 sentences':>29}")
        lines.append(f"{'':<42}" + f"{'words':>8}{'R1':>7}{'R2':>7}{'RL':>7}" * 2)
        for system, by_setting in table["systems"].items():
            lines.append(
                f"{TITLES.get(system, 'sumy ' + system):<42}" + "".join(map(_cells, by_setting.values()))
            )
        lines += ["", f"{'difference [95 % interval]':<42}" + "".join(f"{t:>23}" for t in ("R1", "R2") * 2)]
        for flavour, by_other in table["differences"].items():
            for other, by_setting in by_other.items():
                cells = [_signed(row) for metrics in by_setting.values() for row in metrics.values()]
                lines.append(f"{flavour + ' − ' + other:<42}" + "".join(f"{cell:>23}" for cell in cells))
        lines.append(f"the best of sumy: {', '.join(dict.fromkeys(table['best_of_sumy'].values()))}")
    return "\n".join(lines)


def _cells(row: Mapping[str, float]) -> str:
    return f"{row['words']:>8.1f}{row['r1']:>7.2f}{row['r2']:>7.2f}{row['rl']:>7.2f}"


def _signed(row: Mapping[str, float]) -> str:
    return f"{row['mean']:+.2f} [{row['low']:+.2f}, {row['high']:+.2f}]"


def _load(data: Path | None) -> list[Row]:
    """Return the rows to measure on; ends with status 2 where there are none."""
    if data is not None and not data.is_dir():
        _refuse(f"There is no folder {data}.")
    rows = own_pages() if data is None else read_rows(data)
    if not rows:
        _refuse(f"{data} holds no *.jsonl with id, source, lang, text and reference in its rows.")
    return rows


def _refuse(why: str) -> None:
    print(why, file=sys.stderr)
    sys.exit(2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of JSON Lines (default: our own pages)")
    parser.add_argument("--fit", choices=FITS, help="which of ours (default: all with --data, else shipped)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    rows = _load(options.data)
    flavours = FITS[options.fit] if options.fit else FLAVOURS if options.data else ("shipped",)
    # Of a single source none is left to fit on.
    flavours = tuple(f for f in flavours if f == "shipped" or len(set(parts(rows, f).values())) > 1)
    needed = (*NEEDED, NEEDED_TO_FIT) if set(flavours) - {"shipped"} else NEEDED
    if missing := [name for name in needed if find_spec(name) is None]:
        _refuse(f"Not installed: {', '.join(missing)}. Run: uv sync --group benchmark")
    if not flavours:
        _refuse(f"{options.fit} takes rows of two sources at least.")
    found = report(measure(rows, flavours))
    print(json.dumps(found, ensure_ascii=False) if options.json else _text(found))


if __name__ == "__main__":
    main()
