"""The benchmark of clusters measures what it says: figures that can be worked out by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.cluster import main
from tests.benchmarks.cluster_data import FILE, folds, read_events
from tests.benchmarks.cluster_rivals import single_pass, vectors
from tests.benchmarks.cluster_scores import agreement, best, together


def test_scores_are_those_of_the_textbook() -> None:
    # Two events of three and two; one cluster took in one too many.
    judged = agreement(together("aabbb"), together("xxxyy"))
    assert judged.b_cubed.precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert judged.b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert judged.pairs.precision == pytest.approx(2 / 4)
    assert judged.pairs.recall == pytest.approx(2 / 4)
    assert judged.pairs.f1 == pytest.approx(0.5)


def test_one_pass_joins_what_is_near_a_centre() -> None:
    table = vectors([["fire", "town"], ["fire", "town"], ["rates"], []])
    assert single_pass(table, 0.5) == [0, 0, 1, 2]


def test_corrected_labels_part_an_event_and_join_two(tmp_path: Path) -> None:
    names = ("007-1", "007-21", "007-22", "036-0", "037-0", "001-0", "001-1")
    same = {"title": "T", "text": "A text.", "url": "https://www.a.example/x"}
    rows = [{"id": f"wikinews:{name}", "event": f"ev{name[:3]}", **same} for name in names]
    (tmp_path / FILE).write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")
    found = read_events(tmp_path)
    stories = dict(zip(names, (row.story for row in found), strict=True))
    assert stories["007-21"] == stories["007-22"] != stories["007-1"]
    assert stories["036-0"] == stories["037-0"]
    assert stories["001-0"] == stories["001-1"]
    assert {row.publisher for row in found} == {"a.example"}
    # What one story holds is never both learned from and judged.
    fold = dict(zip(names, folds(found), strict=True))
    assert fold["036-0"] == fold["037-0"]
    assert len({fold[name] for name in names[:3]}) == 1


def test_the_best_clustering_is_precise_enough_and_has_most_f1() -> None:
    true, every = together("aaab"), np.ones(4, np.bool_)
    whole, part, single = together("xxxx"), together("xxyz"), together("xyzw")
    assert best([whole, part, single], true, every, 0.95) == 1
    assert best([single, whole], true, every, 0.95) == 0
    assert best([single, whole], true, every, 0.6) == 1


def test_a_folder_without_articles_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--data", str(tmp_path)])
    assert stopped.value.code == 2
    assert "There is no" in capsys.readouterr().err
