"""How long a summary is in a place, by its look and by what was asked for."""

import pytest

from bot.articles.model import Submission
from bot.digest.look import PLAIN, Look
from bot.services.budget import DEFAULT_BUDGET, Budget, By, Sentences, Share, Words, asked_for, wanted_by
from bot.services.folder_articles import read_submission
from bot.services.summarize_text import summarize_within
from tests.texts import STORY

ARTICLE = read_submission(Submission("story", STORY))


@pytest.mark.parametrize(
    ("look", "budget", "wanted"),
    [
        (PLAIN, DEFAULT_BUDGET, Sentences(3)),
        (Look(sentences=5), DEFAULT_BUDGET, Sentences(5)),
        (Look(share=20), DEFAULT_BUDGET, Share(20)),
        (Look(sentences=5), Sentences(2), Sentences(2)),
        (Look(share=20), Words(50), Words(50)),
        (Look(sentences=5, algorithm="lead"), DEFAULT_BUDGET, By("lead", Sentences(5))),
        (Look(algorithm="lead"), Sentences(2), By("lead", Sentences(2))),
        (Look(algorithm="lead"), By("luhn", Sentences(2)), By("luhn", Sentences(2))),
    ],
)
def test_what_is_asked_for_comes_before_what_the_place_wants(
    look: Look, budget: Budget, wanted: Budget
) -> None:
    assert wanted_by(look, budget) == wanted


@pytest.mark.parametrize(("percent", "sentences"), [(10, 1), (20, 2), (30, 3)])
def test_a_share_is_of_the_sentences_of_the_article(percent: int, sentences: int) -> None:
    summary = summarize_within(ARTICLE, Share(percent))
    assert summary.available == 9
    assert len(summary.sentences) == sentences
    assert asked_for(Share(percent), sentences) == sentences


def test_an_algorithm_chooses_within_the_length() -> None:
    lead = summarize_within(ARTICLE, By("lead", Sentences(2)))
    assert lead.algorithm == "lead"
    assert lead.texts == tuple(STORY.split(". ")[i] + "." for i in range(2))
    assert asked_for(By("lead", Sentences(2)), 1) == 2


def test_what_is_too_long_for_an_algorithm_is_left_to_the_usual_one() -> None:
    words = (
        "harbour",
        "ferry",
        "council",
        "inquiry",
        "engine",
        "coast",
        "tide",
        "winter",
        "letter",
        "office",
    )
    text = " ".join(
        f"The {words[number % 10]} of town number {number} was closed on that day." for number in range(4000)
    )
    article = read_submission(Submission("long", text))
    assert summarize_within(article, By("reduction", Sentences(2))).algorithm == "rank"
