"""sumy's methods on our sentences, and our ranker as one of them."""

from typing import Any

import pytest
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.utils import get_stop_words

from bot.errors import TooLong
from bot.summarize import summarize
from bot.summarize.sentences import Tokenizer, article_sentences
from bot.summarize.story import Story
from bot.summarize.sumy_methods import LIMIT, LIMIT_WORDS, METHODS, RankSummarizer, order

from .articles import ENGLISH, GERMAN, TEXTS, article

USUAL_NAMES = {"luhn", "lsa", "lex-rank", "text-rank", "sum-basic", "kl", "reduction", "edmundson"}


def texts_of(text: str) -> list[str]:
    made = article(text)
    return [sentence.span.of(text) for sentence in article_sentences(made)]


def test_every_method_has_its_usual_name() -> None:
    assert set(METHODS) == USUAL_NAMES


@pytest.mark.parametrize("algorithm", sorted(METHODS))
@pytest.mark.parametrize("language", ["en", "ru", "de", "zh", "ar", "und", "no", "pl", "th", "xx"])
def test_every_method_in_every_language(algorithm: str, language: str) -> None:
    texts = texts_of(TEXTS.get(language, GERMAN))
    for title in (None, texts[0]):
        found = order(algorithm, Story.of(texts, None, title, language))
        assert sorted(found) == list(range(len(texts)))
        assert found == order(algorithm, Story.of(texts, None, title, language))


@pytest.mark.parametrize("algorithm", sorted(METHODS))
@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["One."],
        ["One.", "Two."],
        ["Same words here."] * 6,
        ["a", "a", "a", "a", "b"],
        ["the of and", "and of the", "of the and"],
        ["…", "😀", "—"],
        ["a b c d e f g h"] + ["i"] * 20,
    ],
    ids=lambda texts: f"{len(texts)}: {texts[:1]}",
)
def test_odd_texts(algorithm: str, texts: list[str]) -> None:
    assert sorted(order(algorithm, Story.of(texts, language="en"))) == list(range(len(texts)))


@pytest.mark.parametrize("algorithm", sorted(METHODS))
def test_too_many_sentences_are_refused(algorithm: str) -> None:
    with pytest.raises(TooLong) as refused:
        order(algorithm, Story.of(["A sentence."] * (LIMIT + 1)))
    assert refused.value.values == {"limit": 1000, "sentences": 1001, "algorithm": algorithm}


@pytest.mark.parametrize("algorithm", sorted(METHODS))
def test_too_many_words_are_refused(algorithm: str) -> None:
    with pytest.raises(TooLong) as refused:
        order(algorithm, Story.of(["word " * 100] * 200 + ["one more"]))
    assert refused.value.values == {
        "reason": "too_many_words",
        "limit": LIMIT_WORDS,
        "words": LIMIT_WORDS + 2,
        "algorithm": algorithm,
    }


def test_the_limit_is_no_obstacle_by_itself() -> None:
    text = " ".join(f"Town {index} has {index * 7} people and a bridge." for index in range(LIMIT))
    assert summarize(article(text), algorithm="luhn").available == LIMIT


@pytest.mark.parametrize(("ours", "original"), [("kl", KLSummarizer), ("reduction", ReductionSummarizer)])
def test_the_faster_versions_choose_as_sumy_does(ours: str, original: type[AbstractSummarizer]) -> None:
    texts = texts_of(ENGLISH)
    document = ObjectDocumentModel([Paragraph([Sentence(text, Tokenizer("en")) for text in texts])])
    summarizer = original(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    found = order(ours, Story.of(texts, language="en"))
    for count in (1, 2, 3, 5, 8):
        assert {texts[index] for index in found[:count]} == set(map(str, summarizer(document, count)))


def test_our_ranker_is_a_sumy_summarizer() -> None:
    document = PlaintextParser.from_string(ENGLISH, Tokenizer("en")).document
    chosen = RankSummarizer("en")(document, 3)
    assert all(isinstance(sentence, Sentence) for sentence in chosen)
    assert str(chosen[0]).startswith("The city council of Northport")
    # sumy takes lines for paragraphs, as this article's are.
    assert tuple(map(str, chosen)) == summarize(article(ENGLISH)).texts


def test_our_ranker_takes_what_sumy_takes_for_a_count() -> None:
    document = PlaintextParser.from_string(ENGLISH, Tokenizer("en")).document
    share: Any = "34%"
    assert RankSummarizer("en")(document, share) == RankSummarizer("en")(document, 3)


def test_our_ranker_takes_a_function_for_a_count_and_no_sentence_for_none() -> None:
    document = PlaintextParser.from_string(ENGLISH, Tokenizer("en")).document
    ranker = RankSummarizer("en")
    assert ranker(document, lambda rated: rated[:2]) == ranker(document, 2)
    assert ranker(document, 0) == ()


def test_our_ranker_gives_no_sentence_twice() -> None:
    text = "The bridge was closed on Tuesday. " * 3 + "Ferries sail from August."
    document = PlaintextParser.from_string(text, Tokenizer("en")).document
    assert list(map(str, RankSummarizer("en")(document, 3))) == [
        "The bridge was closed on Tuesday.",
        "Ferries sail from August.",
    ]
