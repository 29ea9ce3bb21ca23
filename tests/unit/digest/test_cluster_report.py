"""What is kept of an article: short, and read back as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.clean import read_article
from bot.digest.cluster import Stories
from bot.digest.story_report import Report, read_features
from bot.services.read_feed import features_of
from bot.summarize.story_terms import StoryTerms, story_terms
from tests.stories import pairs


def terms_of(text: str, title: str = "", language: str = "en") -> StoryTerms:
    return story_terms(read_article(text, title=title, language=language))


def test_features_fit_in_a_kilobyte_and_a_half_and_are_one_line_of_json() -> None:
    for pair in pairs():
        for told in (pair.one, pair.other):
            written = features_of(told.article)
            assert len(written.encode()) < 1500
            assert "\n" not in written
            assert isinstance(json.loads(written), dict)


def test_names_and_numbers_are_read_back_and_terms_weighed() -> None:
    article = pairs()[-1].one.article
    terms, read = story_terms(article), read_features(features_of(article), article.language)
    assert (read.names, read.capitalised, read.numbers) == (terms.names, terms.capitalised, terms.numbers)
    assert len(read.terms) == len(read.weights) == len(terms.counts)
    weights = dict(zip(terms.counts, read.weights.tolist(), strict=True))
    assert min(weights[term] for term in terms.title) > min(weights.values())


def test_a_word_that_two_languages_have_is_two_terms() -> None:
    written = features_of(pairs()[0].one.article)
    assert not set(read_features(written, "en").terms) & set(read_features(written, "de").terms)


def becomes_a_report(text: str, title: str | None, language: str) -> None:
    written = features_of(read_article(text, title=title, language=language))
    assert len(written.encode()) < 3000
    stories = Stories()
    for number in (1, 2):
        stories.add(Report(number, "A", 0, language, written))
    assert stories.story_of(1) == 1
    assert stories.subjects([1]) == [(1,)]
    assert stories.wires([1, 2]) in ([], [(1, 2)])
    assert stories.independent([1, 2]) == 1


@given(st.text(), st.text(max_size=80), st.sampled_from(["en", "de", "ru", "ja", "ar", "th", "und"]))
def test_any_text_becomes_a_report(text: str, title: str, language: str) -> None:
    becomes_a_report(text, title, language)


@pytest.mark.parametrize("title", [None, "", "Fire in Torrel"])
@pytest.mark.parametrize(
    "text",
    ["", "Fire", "a" * 100_000, "A" * 100_000, "1" * 100_000, "1 000 " * 20_000, "Ǆ" * 50_000, "﷽ " * 9_000],
)
def test_what_is_no_news_becomes_a_small_report(text: str, title: str | None) -> None:
    becomes_a_report(text, title, "en")


@pytest.mark.parametrize("written", ["", "x", "[]", "{}", "null", '{"terms":"","counts":"AA==","sketch":""}'])
def test_what_are_no_features_is_refused_and_leaves_nothing_behind(written: str) -> None:
    stories = Stories()
    with pytest.raises(ValueError, match=r"."):
        stories.add(Report(1, "A", 0, "en", written))
    assert len(stories) == 0
    stories.add(Report(1, "A", 0, "en", features_of(pairs()[0].one.article)))
    assert stories.story_of(1) == 1
