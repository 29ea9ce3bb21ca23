"""Cards of texts and of the folder's articles, on a real database and a real folder."""

import pytest

from bot.articles.clean import read_article
from bot.errors import ArticleGone, NoArticles, TooShort, UserError
from bot.render.keyboards import MAX_SENTENCES
from bot.services.batch import Options
from bot.services.budget import Sentences, Words, words_read_in
from bot.services.summarize_input import KEEP_DAYS
from tests.conftest import SEEDS
from tests.texts import STORY
from tests.unit.services.conftest import DAY, Clock, House

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_text_can_be_summed_up_again_for_30_days_after_it_was_last_asked(
    house: House, clock: Clock
) -> None:
    summaries = house.summaries
    card = await summaries.text(STORY, Sentences(2), url="https://example.org/a")
    clock.now += (KEEP_DAYS - 1) * DAY
    assert await summaries.delete_old() == 0
    again = await summaries.again(card.summary.article.id, Sentences(4))
    assert len(again.summary.sentences) == 4
    assert again.summary.article.url == "https://example.org/a"
    clock.now += 2 * DAY
    assert await summaries.delete_old() == 1
    with pytest.raises(ArticleGone):
        await summaries.again(card.summary.article.id, Sentences(4))


async def test_the_same_text_of_another_link_is_another_article(house: House, clock: Clock) -> None:
    summaries = house.summaries
    ids = {
        (await summaries.text(STORY, Sentences(1), url=url)).summary.article.id
        for url in (None, "https://a.b", "https://c.d")
    }
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("", UserError, "no_text"),
        ("🙂", UserError, "no_text"),
        ("A few words.", TooShort, "too_short"),
    ],
)
async def test_what_cannot_be_summed_up_is_not_kept(
    house: House, clock: Clock, text: str, kind: type[UserError], code: str
) -> None:
    with pytest.raises(kind) as caught:
        await house.summaries.text(text)
    assert caught.value.code == code
    clock.now += 100 * DAY
    assert await house.summaries.delete_old() == 0


async def test_newest_is_by_date_undated_last_then_by_name(house: House, clock: Clock) -> None:
    for name, head in (
        ("a", "Undated A"),
        ("b", "Old B\n\ndate 2023-03-24"),
        ("c", "New C\n\ndate 2024-01-01"),
        ("d", "Undated D"),
    ):
        (house.folder / f"{name}.txt").write_text(f"{head}\n\n{STORY}")
    (house.folder / "e.txt").write_text("Too short to count.")
    summaries = house.summaries
    titles = [article.title for article in await summaries.articles()]
    assert titles == ["New C", "Old B", "Undated A", "Undated D"]
    card = await summaries.newest()
    assert (card.position, card.summary.article.title) == ((1, 4), "New C")
    assert card.neighbours is not None
    previous = await summaries.again(card.neighbours[0], Sentences(1))
    assert (previous.position, previous.summary.article.title) == ((4, 4), "Undated D")


async def test_one_article_has_no_neighbours_and_none_is_said(house: House, clock: Clock) -> None:
    summaries = house.summaries
    with pytest.raises(NoArticles):
        await summaries.newest()
    (house.folder / "a.txt").write_text(STORY)
    card = await summaries.newest()
    assert (card.position, card.neighbours) == (None, None)


SHORT_SENTENCES = " ".join(f"Boat {number} of the fleet came home." for number in range(60))


ARTICLES = {path.stem: path.read_text("utf-8") for path in SEEDS.glob("*.txt")} | {
    "a story": STORY,
    "said three times": STORY * 3,
    "short sentences": SHORT_SENTENCES,
}


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("seconds", [1, 10, 20, 30, 60])
async def test_a_reading_time_chooses_the_same_as_on_the_command_line(
    house: House, clock: Clock, name: str, seconds: int
) -> None:
    summaries = house.summaries
    card = await summaries.text(ARTICLES[name], Words(words_read_in(seconds)))
    options = Options.of(sentences=None, words=None, seconds=seconds)
    assert card.summary.texts == options.summarize(read_article(ARTICLES[name])).texts
    assert card.sentences == len(card.summary.sentences) >= 1


async def test_a_reading_time_gives_no_more_sentences_than_the_buttons_count(
    house: House, clock: Clock
) -> None:
    card = await house.summaries.text(SHORT_SENTENCES, Words(words_read_in(90)))
    assert card.sentences == len(card.summary.sentences) == MAX_SENTENCES
