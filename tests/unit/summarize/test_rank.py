"""Our own choice of sentences: how many, and which of those that read well."""

import pytest

from bot.summarize.chances import Model
from bot.summarize.rank import pick

from .prose import CHINESE, GERMAN, LEAD, PROSE, RUSSIAN, first, story

# --- How many


def test_as_many_sentences_as_asked_for_while_the_text_has_them() -> None:
    for asked in range(1, 14):
        chosen = first(PROSE, asked)
        assert len(chosen) == min(asked, len(PROSE))
        assert list(chosen) == sorted(set(chosen))


def test_no_sentences_no_choice() -> None:
    assert first([], 3) == ()
    assert pick(story([]), sentences=None, words=50) == ()


def test_without_a_limit_everything_different_is_given() -> None:
    assert pick(story(PROSE), sentences=None, words=1000) == tuple(range(len(PROSE)))
    assert pick(story([*PROSE, LEAD]), sentences=20, words=1000) == tuple(range(len(PROSE)))


@pytest.mark.parametrize("budget", range(10, 160, 10))
def test_a_word_budget_is_kept(budget: int) -> None:
    told = story(PROSE)
    for sentences in (None, 1, 2, 4, 10):
        chosen = pick(told, sentences=sentences, words=budget)
        length = sum(len(told.words[index]) for index in chosen)
        assert chosen
        assert length <= budget or len(chosen) == 1
        assert sentences is None or len(chosen) <= sentences


def test_a_word_budget_is_used() -> None:
    told = story(PROSE)
    for budget in range(30, 140, 10):
        chosen = pick(told, sentences=None, words=budget)
        assert sum(len(told.words[index]) for index in chosen) >= budget / 2


def test_a_sentence_over_the_budget_is_given_alone() -> None:
    assert len(pick(story(PROSE), sentences=None, words=5)) == 1
    assert len(pick(story(PROSE), sentences=3, words=1)) == 1


# --- Which


def test_the_lead_is_kept_where_all_sentences_say_equally_much() -> None:
    # Eight words each, all different.
    texts = [" ".join(f"{first}o{last}ru" for first in "BDFGKLMN") + "." for last in "bcdfghjklmnp"]
    for asked in (1, 2, 3, 5):
        assert first(texts, asked, "und") == tuple(range(asked))
    assert pick(story(texts, "und"), sentences=None, words=24) == (0, 1, 2)


@pytest.mark.parametrize(
    ("language", "texts"), [("en", PROSE), ("ru", RUSSIAN), ("de", GERMAN), ("zh", CHINESE)]
)
def test_one_sentence_of_the_news_is_its_first(language: str, texts: list[str]) -> None:
    assert first(texts, 1, language) == (0,)


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Bakers get a market hall for bread", 2),
        ("Farmers get a cold store for apples", 3),
        ("Fishermen get a lighthouse for boats", 4),
    ],
)
def test_of_equals_the_one_that_the_title_names_is_chosen(title: str, named: int) -> None:
    texts = [
        "Northport is a quiet town between the hills and the sea.",
        "Its people met on Tuesday evening.",
        "Bakers want a market hall for their bread, and the council agreed.",
        "Farmers want a cold store for their apples, and the council agreed.",
        "Fishermen want a lighthouse for their boats, and the council agreed.",
        "The evening ended late.",
    ]
    for asked in (1, 2):
        assert {2, 3, 4} & set(pick(story(texts, "en", title), sentences=asked, words=None)) == {named}


def test_what_is_said_again_and_again_outweighs_what_is_said_once() -> None:
    texts = [
        "Northport is a harbour town with a long and quiet history of fishing.",
        "A choir sang on the pier, and children ate apples in the rain.",
        "The harbour bridge is cracked, and engineers will close the harbour bridge.",
        "Ferries replace the harbour bridge, which engineers will close in August.",
        "Shops fear that engineers will close the harbour bridge for a year.",
        "A baker has bought a second dog, which likes to sleep.",
    ]
    assert not {1, 5} & set(first(texts, 2))


def test_another_model_chooses_otherwise() -> None:
    late = Model.of({
        "terms": [["first place", 0.75, -6.0, 6.0]],
        "pairs": [["first place", 0.75, -6.0, 6.0]],
    })  # fmt: skip
    chosen = pick(story(PROSE), sentences=2, words=None, model=late)
    assert min(chosen) > len(PROSE) / 2
