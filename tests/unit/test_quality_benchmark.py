"""The benchmark of quality measures what it says: figures that can be worked out by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.articles.clean import read_article
from bot.summarize import summarize
from tests.benchmarks.candidates import SETTINGS, Case, Limits, Score
from tests.benchmarks.quality import Measured, groups, interval, main, report
from tests.benchmarks.rouge import rouge
from tests.benchmarks.rows import Row, parts, read_rows

NEWS = (
    "Good morning to all of our readers in the valley and on the hills around it. "
    "The weather desk has little to tell today and wishes everyone a calm and pleasant week. "
    "A flood destroyed the old bridge of Millbrook on Sunday night. "
    "The council will build a new bridge of steel by next summer for nine million euros. "
    "Ferries carry the children to school until then, the mayor said on Monday."
)
REFERENCE = "A flood destroyed the bridge of Millbrook. The council will build a new one of steel by summer."


def row(number: int = 0, source: str = "town", lang: str = "en") -> Row:
    return Row(f"{source}:{number}", source, lang, NEWS, REFERENCE)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", REFERENCE), ("ru", "Ледокол вышел в море."), ("zh", "大橋斷了"), ("hi", "पुराना पुल टूट गया")],
)
def test_an_identical_text_has_all_and_an_empty_one_nothing(language: str, text: str) -> None:
    assert rouge(text, text, language) == pytest.approx((100, 100, 100))
    assert rouge(text, "", language) == (0, 0, 0)


def test_english_is_stemmed_and_han_characters_are_compared_singly() -> None:
    assert rouge("bridges", "bridge", "en").r1 == pytest.approx(100)
    assert rouge("大桥断了", "大路断了", "zh").r1 == pytest.approx(75)
    # Vowel signs are a part of their word: of these two words one is the same.
    assert rouge("पुराना पुल", "पुराना पेड़", "hi").r1 == pytest.approx(50)


def test_the_oracle_is_better_than_the_first_sentences_and_keeps_the_limits() -> None:
    case = Case(row())
    for limits in (*SETTINGS.values(), Limits(None, 20)):
        best, first = (case.baseline(name, limits) for name in ("oracle", "lead"))
        assert best.r1 + best.r2 > first.r1 + first.r2
        assert limits.words is None or best.words <= limits.words


def test_the_plain_lead_stops_before_the_first_sentence_that_is_too_long() -> None:
    case = Case(row())
    # The sentences have 16, 16, 11, 16 and 13 words.
    prefixes = [case.baseline("prefix", Limits(None, words)).words for words in (5, 31, 32, 45)]
    assert prefixes == [16, 16, 32, 43]
    assert [case.lead_of(words).words for words in (1, 24, 25, 60)] == [16, 16, 32, 59]


def test_a_method_of_sumy_is_measured_by_what_the_bot_shows_of_it() -> None:
    case, article = Case(row()), read_article(NEWS, language="en")
    for limits in SETTINGS.values():
        shown = summarize(article, algorithm="luhn", **limits._asdict())
        expected = Score(shown.words, *rouge(REFERENCE, " ".join(shown.texts), "en"))
        assert case.baseline("luhn", limits) == expected


def test_the_interval_holds_a_known_difference_and_not_nothing() -> None:
    noise = np.random.default_rng(1).normal(0, 5, 400)
    low, high = interval(2 + noise - noise.mean())
    # Five by the root of 400 is a standard error of a quarter.
    assert low == pytest.approx(2 - 1.96 / 4, abs=0.08)
    assert high == pytest.approx(2 + 1.96 / 4, abs=0.08)
    assert interval(np.full(30, 1.5)) == (1.5, 1.5)


def test_no_part_is_judged_by_what_was_learned_on_it() -> None:
    rows = [row(n, source) for source in ("wire-a", "wire-b", "town") for n in range(10)]
    assert set(parts(rows, "other sources").values()) == {"wire-a", "wire-b", "town"}
    assert set(parts(rows, "other families").values()) == {"wire", "town"}
    folds = parts(rows, "cross-validated")
    for source in ("wire-a", "wire-b", "town"):
        own = [folds[r.id] for r in rows if r.source == source]
        assert sorted(own) == sorted([f"fold {n}" for n in range(5)] * 2)
    assert parts(rows[::-1], "cross-validated") == folds


def test_tables_are_of_english_of_each_source_and_of_languages_with_enough_rows() -> None:
    rows = [
        row(n, source, lang) for source, lang in (("a", "en"), ("b", "en"), ("c", "fr")) for n in range(12)
    ]
    rows += [row(n, "a", "de") for n in (20, 21)]
    found = groups(rows)
    assert {name: len(members) for name, members in found.items()} == {
        "en": 24,
        "a": 14,
        "b": 12,
        "c = fr": 12,
    }


def test_the_report_compares_with_the_stronger_lead() -> None:
    rows = [row(n) for n in range(12)]

    def by_setting(r1: float) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
        return {setting: np.tile([60.0, r1, 10.0, 20.0], (12, 1)) for setting in SETTINGS}

    systems = {"shipped": 33.0, "as long as shipped": 30.0, "lead": 31.0, "prefix": 32.0, "oracle": 50.0}
    sumy = ("lex-rank", "text-rank", "lsa", "luhn", "kl", "sum-basic", "reduction", "edmundson")
    scores = {name: by_setting(r1) for name, r1 in {**dict.fromkeys(sumy, 25.0), **systems}.items()}
    found = report(Measured(rows, scores, {}))
    assert found["lead"] == {"budget": "prefix", "three": "prefix"}
    differences = found["tables"]["en = town"]["differences"]["shipped"]
    over = {other: by["budget"]["r1"]["mean"] for other, by in differences.items()}
    assert over == {"LEAD": 1.0, "the best of sumy": 8.0, "first sentences, as long": 3.0}


def test_rows_are_read_without_their_titles_and_incomplete_ones_left_out(tmp_path: Path) -> None:
    full = {
        "id": "1",
        "source": "town",
        "lang": "en",
        "title": "A leak",
        "text": NEWS,
        "reference": REFERENCE,
    }
    lines = [full, {**full, "id": "2", "reference": ""}, {"id": "3", "text": NEWS}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", "utf-8")
    assert read_rows(tmp_path) == [Row("1", "town", "en", NEWS, REFERENCE)]


def test_a_folder_that_is_missing_or_without_rows_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, words in ((tmp_path / "none", "There is no folder"), (tmp_path, "holds no *.jsonl")):
        with pytest.raises(SystemExit) as stopped:
            main(["--data", str(folder)])
        assert stopped.value.code == 2
        assert words in capsys.readouterr().err
