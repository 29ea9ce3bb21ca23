"""The batch of the command line, in one process: what a row becomes."""

import json
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.model import Article, Span, Summary
from bot.services.batch import Options, run_row
from bot.services.batch import result as outcome
from bot.services.budget import words_read_in
from tests.texts import STORY


def result_of(row: object, options: Options | None = None) -> tuple[dict[str, Any], bool]:
    line, good = run_row(options or Options(), json.dumps(row).encode())
    return json.loads(line), good


def test_a_row_becomes_a_result_of_the_published_form() -> None:
    text = f"LONDON, March 24. /TASS/. {STORY}"
    row = {"id": 7, "text": text, "title": "Ferry runs aground", "lang": "en", "source": "x"}
    result, good = result_of(row)
    assert good
    assert list(result) == [
        "id",
        "title",
        "date",
        "outlet",
        "language",
        "algorithm",
        "sentences",
        "words",
        "read_seconds_saved",
    ]
    assert (result["id"], result["title"], result["outlet"]) == (7, "Ferry runs aground", "TASS")
    assert (result["date"], result["language"], result["algorithm"]) == (None, "en", "rank")
    assert len(result["sentences"]) == 3
    for sentence in result["sentences"]:
        assert sentence["text"] == text[sentence["start"] : sentence["end"]]
    assert result["words"] == sum(len(sentence["text"].split()) for sentence in result["sentences"])
    assert result["read_seconds_saved"] > 0


def test_each_sentence_of_a_row_with_an_address_has_a_link_to_its_place() -> None:
    address = "https://example.org/lindholm?a=1#top"
    result, good = result_of({"id": 1, "text": STORY, "url": address})
    assert good
    for sentence in result["sentences"]:
        assert list(sentence) == ["text", "start", "end", "link"]
        first, _, last = sentence["link"].removeprefix(f"{address}:~:text=").partition(",")
        assert sentence["text"].startswith(unquote(first))
        assert sentence["text"].endswith(unquote(last))
    assert [result[key] for key in ("id", "language", "algorithm")] == [1, "en", "rank"]


@pytest.mark.parametrize("address", [None, 5, "", "ftp://example.org/a", "https://me@example.org/", "a b"])
def test_without_a_usable_address_a_row_becomes_what_it_would_without_any(address: object) -> None:
    assert result_of({"id": 1, "text": STORY, "url": address}) == result_of({"id": 1, "text": STORY})


def test_a_sentence_whose_place_no_link_can_tell_has_null() -> None:
    text = "He agreed. " * 500
    article = Article("id", text, (Span(0, len(text)),), url="https://example.org/")
    summary = Summary(article, "rank", (Span(0, 10), Span(2200, 2210)), 500, words=4, article_words=1000)
    links = [sentence["link"] for sentence in outcome(1, summary)["sentences"]]
    assert links == ["https://example.org/#:~:text=He%20agreed.", None]


@pytest.mark.parametrize(
    ("line", "code", "row_id"),
    [
        (b"not json", "bad_row", None),
        (b"[1, 2]", "bad_row", None),
        (b'{"id": 1}', "bad_row", 1),
        (b'{"id": 1, "text": 5}', "bad_row", 1),
        (b'{"id": 1, "text": "\xff"}', "bad_row", None),
        (b"[" * 100_000, "bad_row", None),
        (b'{"id": "a", "text": ""}', "too_short", "a"),
        (b'{"id": "a", "text": "One. Two."}', "too_short", "a"),
    ],
)
def test_a_row_that_cannot_be_summed_up_says_why(line: bytes, code: str, row_id: object) -> None:
    written, good = run_row(Options(), line)
    failed = json.loads(written)
    assert not good
    assert (failed["id"], failed["error"]["code"]) == (row_id, code)
    assert failed["error"]["message"]


def test_the_language_asked_for_wins_over_that_of_the_row() -> None:
    result, _ = result_of({"id": 1, "text": STORY, "lang": "en"}, Options(language="de"))
    assert result["language"] == "de"


def test_a_language_that_is_no_code_is_found_out_instead() -> None:
    assert result_of({"id": 1, "text": STORY, "lang": "English"})[0]["language"] == "en"


def test_a_fault_of_ours_costs_one_row_only_and_is_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.services.batch.read_article", lambda *_, **__: 1 / 0)
    result, good = result_of({"id": 5, "text": STORY})
    assert (good, result["id"], result["error"]["code"]) == (False, 5, "internal")
    assert "ZeroDivisionError" in caplog.text


@given(st.text())
def test_any_text_gets_one_line_of_utf8(text: str) -> None:
    line, _ = run_row(Options(), json.dumps({"id": text, "text": text}).encode())
    assert "\n" not in line.encode().decode()
    assert json.loads(line)["id"] == text


@given(st.integers(1, 10**12))
def test_what_is_read_in_a_time_takes_that_time_by_the_count_of_what_a_summary_saves(seconds: int) -> None:
    words = words_read_in(seconds)
    article = Article("", "", ())
    read = Summary(article, "rank", (), 0, words=0, article_words=words).read_seconds_saved
    assert abs(read - seconds) <= 1 + seconds // 10**8


@pytest.mark.parametrize(("seconds", "words"), [(1, 4), (30, 119), (60, 238), (600, 2380)])
def test_a_minute_has_238_words(seconds: int, words: int) -> None:
    assert words_read_in(seconds) == words


def test_seconds_limit() -> None:
    def words_in(seconds: int) -> int:
        options = Options.of(sentences=None, words=None, seconds=seconds)
        return int(result_of({"id": 1, "text": STORY}, options)[0]["words"])

    assert 0 < words_in(10) <= 40 < words_in(15) <= 60


def test_characters_of_han_count_as_words_in_a_reading_time() -> None:
    text = "港口周二关闭，因为一艘载有两百名乘客的渡轮搁浅。海岸警卫队晚上说没有人受伤。" * 2
    text += "公司表示故障是由转向装置引起的。市议会要求对所有船舶的安全进行调查。"
    result, _ = result_of({"id": 1, "text": text}, Options.of(sentences=None, words=None, seconds=10))
    shown = "".join(sentence["text"] for sentence in result["sentences"])
    assert 0 < sum(map(str.isalpha, shown)) == result["words"] <= 40


@pytest.mark.parametrize(
    "limits",
    [(10**400, None, None), (None, 10**400, None), (None, None, 10**400)],
    ids=["sentences", "words", "seconds"],
)
def test_a_limit_of_any_size_means_everything(limits: tuple[int | None, ...]) -> None:
    sentences, words, seconds = limits
    options = Options.of(sentences=sentences, words=words, seconds=seconds)
    result, good = result_of({"id": 1, "text": STORY}, options)
    assert good
    assert " ".join(sentence["text"] for sentence in result["sentences"]) == STORY.strip()


def test_words_limit() -> None:
    result, _ = result_of({"id": 1, "text": STORY}, Options(sentences=None, words=40))
    assert 0 < result["words"] <= 40
