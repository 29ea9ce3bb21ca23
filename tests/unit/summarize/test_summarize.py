"""Summaries of articles: the contract of `bot.summarize`, for every algorithm."""

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.model import Article, Span
from bot.errors import TooShort, UnknownAlgorithm
from bot.summarize import ALGORITHMS, DEFAULT_ALGORITHM, ladder, summarize
from bot.summarize.sentences import article_sentences
from bot.summarize.words import words

from .articles import ENGLISH, TEXTS, article

SEEDS = Path(__file__).parents[3] / "seeds"


def check(made: Article, asked: int, algorithm: str) -> None:
    summary = summarize(made, sentences=asked, algorithm=algorithm)
    spans = [sentence.span for sentence in article_sentences(made)]
    different = {
        tuple(words(span.of(made.text))) for span in spans if any(map(str.isalpha, span.of(made.text)))
    }
    assert len(summary.sentences) == min(asked, len(different))
    assert set(summary.sentences) <= set(spans)
    assert list(summary.sentences) == sorted(summary.sentences)
    assert summary.words == sum(len(words(text)) for text in summary.texts)
    assert summary.words <= summary.article_words
    assert summary == summarize(made, sentences=asked, algorithm=algorithm)


def test_the_names() -> None:
    assert ALGORITHMS[0] == DEFAULT_ALGORITHM == "rank"
    assert len(ALGORITHMS) == 10


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_every_algorithm_in_every_language(algorithm: str, language: str) -> None:
    made = article(TEXTS[language], language, title="Northport closes its bridge")
    for asked in (1, 3, 50):
        check(made, asked, algorithm)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@given(
    text=st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(
                ["He came home. ", "“Yes. No,” he said. ", "\n\n", "The same. ", "你好。", "5. 6. "]
            ),
        ),
        max_size=20,
    ).map("".join),
    language=st.sampled_from(["en", "ru", "zh", "ar", "und"]),
    asked=st.integers(1, 5),
)
@settings(max_examples=15, deadline=None)
def test_any_text(algorithm: str, text: str, language: str, asked: int) -> None:
    filled = text + "\n\nSo the old bridge closed. " + "Many people went home early that day. " * 6
    check(article(filled, language), asked, algorithm)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("budget", [1, 20, 40, 75])
def test_word_budget(algorithm: str, budget: int) -> None:
    made = article(ENGLISH)
    summary = summarize(made, sentences=None, words=budget, algorithm=algorithm)
    first = summarize(made, sentences=1, algorithm=algorithm)
    if first.words > budget:
        assert summary.sentences == first.sentences
    else:
        assert set(first.sentences) <= set(summary.sentences)
        assert summary.words <= budget


def test_a_story_in_thai_is_long_enough() -> None:
    long = "สภาเมืองลงมติเมื่อวันอังคารให้ปิดสะพานท่าเรือเก่าเป็นเวลาสิบเอ็ดเดือน"
    summary = summarize(article("\n\n".join(f"{long} {index}" for index in range(3)), "th"), sentences=2)
    assert (len(summary.sentences), summary.available) == (2, 3)


def test_figures() -> None:
    summary = summarize(article(ENGLISH))
    assert (summary.available, summary.article_words, summary.algorithm) == (9, 110, "rank")
    assert summary.words == len(words(" ".join(summary.texts)))


def test_lead_is_the_first_sentences() -> None:
    made = article(ENGLISH)
    spans = tuple(sentence.span for sentence in article_sentences(made))
    assert summarize(made, sentences=4, algorithm="lead").sentences == spans[:4]


def test_unknown_algorithm() -> None:
    with pytest.raises(UnknownAlgorithm) as refused:
        summarize(article(ENGLISH), algorithm="magic")
    assert refused.value.values == {"algorithm": "magic", "known": ", ".join(ALGORITHMS)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {"sentences": 0, "words": 0, "reason": "few_words"}),
        ("One two three four five.", {"sentences": 1, "words": 5, "reason": "few_words"}),
        ("It is short. Very short.", {"sentences": 2, "words": 5, "reason": "few_words"}),
        ("word " * 50, {"sentences": 1, "words": 50, "reason": "one_sentence"}),
        ("12. " * 50, {"sentences": 0, "words": 50, "reason": "one_sentence"}),
        ("😀" * 500, {"sentences": 0, "words": 0, "reason": "few_words"}),
    ],
)
def test_too_short(text: str, values: dict[str, str | int]) -> None:
    for algorithm in ALGORITHMS:
        with pytest.raises(TooShort) as refused:
            summarize(article(text), algorithm=algorithm)
        assert refused.value.code == "too_short"
        assert refused.value.values == values


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_limits_beyond_the_text_may_be_of_any_size(algorithm: str) -> None:
    made = article(ENGLISH)
    everything = summarize(made, sentences=None, algorithm=algorithm)
    assert len(everything.sentences) == everything.available
    long, three = (summarize(made, sentences=n, words=10**6, algorithm=algorithm) for n in (None, 3))
    # Only what reads badly by itself is left out.
    assert len(long.sentences) >= everything.available - 1
    for size in (everything.article_words, everything.article_words + 1, 10**400):
        assert summarize(made, sentences=None, words=size, algorithm=algorithm) == long
        assert summarize(made, sentences=size, algorithm=algorithm) == everything
        assert summarize(made, sentences=3, words=size, algorithm=algorithm) == three


# Identical sentences count once.
@pytest.mark.parametrize(
    ("unit", "times", "kept"),
    [
        ("He went home. ", 15_000, 1),
        ("Yes! ", 25_000, 1),
        ("你好世界。", 20_000, 1),
        ('"A. B," he said. ', 10_000, 1),
        ("Left. Right. Up. Down. ", 5_000, 3),
    ],
)
def test_long_texts(unit: str, times: int, kept: int) -> None:
    assert len(summarize(article(unit * times)).sentences) == kept


@pytest.mark.parametrize(
    ("algorithm", "heavy"), [("rank", "sumy nltk scipy"), ("lead", "sumy nltk scipy numpy")]
)
def test_nothing_is_loaded_that_the_algorithm_does_not_need(algorithm: str, heavy: str) -> None:
    program = (
        "import sys; from bot.articles.model import Article, Span; from bot.summarize import summarize;"
        "text = 'The old bridge was closed on Tuesday morning. ' * 9 + 'It opens next year.';"
        f"summarize(Article('a', text, (Span(0, len(text)),)), algorithm={algorithm!r});"
        f"print(set({heavy!r}.split()) & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


def story(name: str, first: str, title: str | None, furniture: tuple[str, ...]) -> Article:
    """Take a seed from the words `first` on, without the lines in `furniture`."""
    text = (SEEDS / name).read_text(encoding="utf-8")
    paragraphs, at = [], 0
    for line in text.splitlines(keepends=True):
        begin = at + line.find(first) if first in line else at
        if begin >= text.index(first) and line.strip() and not line.strip().startswith(furniture):
            paragraphs.append(Span(begin, at + len(line.rstrip())))
        at += len(line)
    return Article(name, text, tuple(paragraphs), title=title, language="en")


def test_first_seed() -> None:
    title = "Russia-UK Relations: Ambassador Kelin on Diplomatic Ties and Strategic Restraint"
    made = story(
        "000_86ac0bfd9c8a4497.txt", "The Russian ambassador to", title, ("Previous", "Next", "Get a")
    )
    texts = summarize(made).texts
    assert texts[0].startswith("The Russian ambassador to the United Kingdom, Andrei Kelin, spoke")
    assert texts[0].endswith("severing diplomatic channels.")
    assert len(texts) == 3
    assert not any("Benidorm" in text for text in texts)


def test_second_seed() -> None:
    made = story("003_c02482ed8321f23f.txt", "Russia does not intend", None, ("Previous",))
    summary = summarize(made)
    assert summary.available == 7
    assert summary.texts[0].startswith("Russia does not intend to take the initiative")
    assert summary.texts[0].endswith("in an interview with TASS on Friday.")
    everything = summarize(made, sentences=7).texts
    assert [text for text in everything if text.count('"') % 2 or text.count("[") != text.count("]")] == []
    assert everything[2].endswith('revitalizing [our relations]," the Russian ambassador stressed.')


@pytest.mark.parametrize("language", TEXTS)
def test_summaries_of_every_length_at_once(language: str) -> None:
    made = article(TEXTS[language], language)
    every = ladder(made, 10)
    available = every[0].available
    assert [len(one.sentences) for one in every] == list(range(1, min(10, available) + 1))
    for one in every:
        assert list(one.sentences) == sorted(one.sentences)
        assert one.words == sum(len(words(text)) for text in one.texts)
    usual = min(3, len(every))
    assert every[usual - 1] == summarize(made, sentences=usual)
    for shorter, longer in itertools.pairwise(every[usual - 1 :]):
        assert set(shorter.sentences) < set(longer.sentences)


def test_what_is_too_short_has_no_summary_of_any_length() -> None:
    with pytest.raises(TooShort):
        ladder(article("Only this."), 10)
