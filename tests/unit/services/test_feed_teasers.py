"""Which entries are teasers of their pages, and which are whole."""

import pytest

from bot.articles.feed import FeedEntry
from bot.services.feed_teasers import has_sentence, is_teaser, own_text, usual_length
from tests.texts import STORY


def entry(text: str, title: str | None = "Harbour", url: str | None = "https://example.org/a") -> FeedEntry:
    return FeedEntry("1", url, title, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "The harbour of Lindholm was closed on Tuesday.",
        f"{STORY}It goes on …",
        f"{STORY}It goes on...",
        f"{STORY}It goes [...]",
        f"{STORY}It goes [&hellip;]",
        f"{STORY}It goes (…)",
        f"{STORY}\nRead more",
        f"{STORY}\nRead more »",
        f"{STORY}… Continue reading Harbour closed →",
        f"{STORY}Weiterlesen…",
        f"{STORY}\nLire la suite",
        f"{STORY}\nЧитать далее →",
        f"{STORY}[…]\n\nThe post Harbour closed appeared first on The Lindholm Gazette.",
        f"{STORY} (more…)",
        f"{STORY}\n\nRead full article\n\nComments",
        f"{STORY}\n\nRead full article / Comments",
        f"{STORY}\n\n[Read the full article here]",
        f"{STORY}\n\nSubscribe to continue reading.",
        "港は火曜日に閉鎖された。" * 10,
    ],
)
def test_what_is_cut_or_short_is_a_teaser(text: str) -> None:
    assert is_teaser(entry(text), usual=800)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"{STORY}\n\nThe post Harbour closed appeared first on The Lindholm Gazette.",
        f"{STORY}The council wants to read more about it before it decides.",
        f"{STORY}{STORY}And the harbour office said nothing…",
        f"{STORY}\n\nComments",
        "港は火曜日に閉鎖された。" * 20,
    ],
)
def test_a_whole_article_is_none(text: str) -> None:
    assert not is_teaser(entry(text), usual=800)


def test_without_a_page_there_is_nothing_more() -> None:
    assert not is_teaser(entry("Short …", url=None), usual=800)


def test_a_post_without_a_title_is_short_by_nature() -> None:
    assert not is_teaser(entry("Two lines on the weather.", title=None), usual=30)
    assert is_teaser(entry("Two lines on the …", title=None), usual=30)


def test_what_is_far_shorter_than_usual_is_a_teaser() -> None:
    assert is_teaser(entry(STORY), usual=8_000)
    assert not is_teaser(entry(STORY * 4), usual=50_000)


@pytest.mark.parametrize(
    "text", ["submitted by /u/joe [link] [comments]", "Comments", "Mayor resigns The Times"]
)
def test_what_software_puts_in_place_of_a_text_has_no_sentence(text: str) -> None:
    assert not has_sentence(text)
    assert has_sentence(f"The harbour is closed. {text}")


def test_the_usual_length_is_that_of_most_entries() -> None:
    assert usual_length([]) == 0
    assert usual_length([entry("a" * length) for length in (10, 1_000, 1_200)]) == 1_000


def test_what_the_software_of_a_site_adds_is_left_out() -> None:
    tail = "\n\nDer Beitrag Hafen gesperrt erschien zuerst auf Lindholmer Anzeiger."
    assert own_text(entry(STORY + tail)) == STORY.rstrip()
    inside = "The post office of the town appeared first on no list.\nThen it did."
    assert own_text(entry(inside)) == inside
