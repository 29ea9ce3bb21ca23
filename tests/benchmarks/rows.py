"""Articles with a summary by a person, to measure and to fit on: from a folder, or our own pages."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.articles.clean import read_article

PAGES = Path(__file__).parent.parent / "pages"
_REFERENCE = ".reference.txt"
_FIELDS = ("id", "source", "lang", "text", "reference")
_FOLDS = 5
_SEED = 2023


@dataclass(frozen=True, slots=True)
class Row:
    """An article and what a person made of it. No title: in some sets the summary's author wrote it."""

    id: str
    source: str
    """Where the row is from; what stands before the first "-" names its family."""
    lang: str
    """ISO 639-1."""
    text: str
    reference: str


def read_rows(folder: Path) -> list[Row]:
    """Return the rows of all `*.jsonl` in a folder, files by name; none where there is no folder.

    A line counts that has `id`, `source`, `lang`, `text` and `reference`; of equal ids the first. What else
    it has, `title` above all, is not read. Raises `ValueError` for a line that is no JSON.
    """
    rows: dict[str, Row] = {}
    for file in sorted(folder.glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                found = json.loads(line)
                if all(found.get(field) for field in _FIELDS):
                    row = Row(*(found[field] for field in _FIELDS))
                    rows.setdefault(row.id, row)
    return list(rows.values())


def own_pages() -> list[Row]:
    """Return the pages written for this project as rows of the source `pages`, their language detected."""
    rows = []
    for file in sorted(PAGES.glob(f"*{_REFERENCE}")):
        name = file.name.removesuffix(_REFERENCE)
        text = file.with_name(f"{name}.txt").read_bytes().decode()
        rows.append(Row(name, "pages", read_article(text).language, text, file.read_text("utf-8")))
    return rows


def family(row: Row) -> str:
    """Return the family of a row's source: sets that differ only in what stands behind a "-" are one."""
    return row.source.partition("-")[0]


def parts(rows: Sequence[Row], flavour: str) -> dict[str, str]:
    """Return the part of each row, by its id; what was learned on all others may judge it.

    `flavour` is `cross-validated` (five folds with the same share of every source, always the same),
    `other sources`, or `other families` (of sources whose names are alike up to the first "-").
    """
    if flavour == "other sources":
        return {row.id: row.source for row in rows}
    if flavour == "other families":
        return {row.id: row.source.partition("-")[0] for row in rows}
    found = {}
    for source in sorted({row.source for row in rows}):
        ids = sorted(row.id for row in rows if row.source == source)
        random.Random(_SEED).shuffle(ids)
        found.update({row_id: f"fold {at % _FOLDS}" for at, row_id in enumerate(ids)})
    return found
