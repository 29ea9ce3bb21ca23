"""Entries as a chat wants them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.feed import Entry, EntrySummary
from bot.digest.fitting import fitted, fitted_story
from bot.digest.look import MOST_SENTENCES, PLAIN, SHARES, Look
from bot.digest.story import Story

LINKED = tuple((f"Sentence {number}.", f"https://a.example/#{number}") for number in range(6))
# In the order of the article the sentences are 4, 0, 1, 2, 3, 5; a summary of one is the second of them.
SUMMARY = EntrySummary(
    sentences=LINKED[:3],
    available=20,
    words=9,
    article_words=60,
    told=LINKED[:2],
    others=LINKED[3:],
    steps=((0,), (0, 1), (0, 1, 2), (4, 0, 1, 2), (4, 0, 1, 2, 3)),
)
ENTRY = Entry(1, 1, "key", "Title", "https://a.example/", None, None, 0, "article", SUMMARY)


def sentences(look: Look, entry: Entry = ENTRY) -> list[str]:
    summary = fitted(entry, look, 3).summary
    assert summary
    return [text for text, _ in summary.sentences]


def test_a_chat_that_wants_nothing_gets_what_there_is() -> None:
    assert fitted(ENTRY, PLAIN, 3) is ENTRY
    assert fitted(ENTRY, Look("de", is_brief=True, algorithm="lsa"), 3) is ENTRY


def test_the_length_is_the_one_asked_for_in_the_order_of_the_article() -> None:
    assert sentences(Look(sentences=1)) == ["Sentence 0."]
    assert sentences(Look(sentences=4)) == ["Sentence 4.", "Sentence 0.", "Sentence 1.", "Sentence 2."]


def test_more_than_there_is_gives_all_there_is() -> None:
    assert len(sentences(Look(sentences=10))) == 5


def test_a_share_goes_by_the_length_of_the_article() -> None:
    assert len(sentences(Look(share=10))) == 2
    assert len(sentences(Look(share=20))) == 4
    short = replace(ENTRY, summary=replace(SUMMARY, available=4))
    assert len(sentences(Look(share=10), short)) == 1


def test_what_was_kept_before_there_were_lengths_is_only_cut() -> None:
    old = replace(ENTRY, summary=replace(SUMMARY, others=(), steps=()))
    assert sentences(Look(sentences=2), old) == ["Sentence 0.", "Sentence 1."]
    assert len(sentences(Look(sentences=8), old)) == 3


def test_without_links_no_sentence_has_one() -> None:
    summary = fitted(ENTRY, Look(has_links=False), 3).summary
    assert summary
    assert {link for _, link in (*summary.sentences, *summary.told)} == {None}
    assert [text for text, _ in summary.sentences] == [text for text, _ in SUMMARY.sentences]


def test_an_entry_without_text_stays_as_it_is() -> None:
    bare = replace(ENTRY, summary=None)
    assert fitted(bare, Look(sentences=1, has_links=False), 3) is bare


def test_a_story_is_fitted_whole() -> None:
    story = Story((ENTRY,), (replace(ENTRY, id=2),))
    fit = fitted_story(story, Look(sentences=1), 3)
    assert [len(one.summary.sentences) for one in (*fit.entries, *fit.before) if one.summary] == [1, 1]


@given(available=st.integers(1, 5000), share=st.sampled_from(SHARES))
def test_a_share_is_never_nothing_and_never_a_wall_of_text(available: int, share: int) -> None:
    assert 1 <= Look(share=share).count(available, 3) <= MOST_SENTENCES


@pytest.mark.parametrize("look", [Look("ru", is_language_chosen=True, algorithm="lsa", has_offers=True)])
def test_what_digests_do_not_show_makes_no_other_digest(look: Look) -> None:
    assert look.of_digests == Look("ru")
