"""Services on a real database and a real folder, with a clock of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.articles.clean import read_article
from bot.errors import ArticleGone, NoArticles, TooShort, UserError
from bot.render.keyboards import MAX_SENTENCES
from bot.services.access import CLAIM, Access
from bot.services.batch import Options
from bot.services.budget import Sentences, Words, words_read_in
from bot.services.folder_articles import FolderArticles
from bot.services.summarize_input import KEEP_DAYS, SummarizeInput
from bot.sources.folder import Folder
from bot.storage import IN_MEMORY, Storage, open_storage
from tests.conftest import SEEDS
from tests.texts import STORY

DAY = 86_400.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    opened = await open_storage(IN_MEMORY)
    yield opened
    await opened.close()


def service(storage: Storage, folder: Path, clock: Clock) -> SummarizeInput:
    return SummarizeInput(storage.articles, FolderArticles(Folder(folder)), clock)


async def test_a_text_can_be_summed_up_again_for_30_days_after_it_was_last_asked(
    storage: Storage, tmp_path: Path, clock: Clock
) -> None:
    summaries = service(storage, tmp_path, clock)
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


async def test_the_same_text_of_another_link_is_another_article(
    storage: Storage, tmp_path: Path, clock: Clock
) -> None:
    summaries = service(storage, tmp_path, clock)
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
        ("https://example.org/a", UserError, "only_link"),
        ("A few words.", TooShort, "too_short"),
    ],
)
async def test_what_cannot_be_summed_up_is_not_kept(
    storage: Storage, tmp_path: Path, clock: Clock, text: str, kind: type[UserError], code: str
) -> None:
    with pytest.raises(kind) as caught:
        await service(storage, tmp_path, clock).text(text)
    assert caught.value.code == code
    clock.now += 100 * DAY
    assert await service(storage, tmp_path, clock).delete_old() == 0


async def test_newest_is_by_date_undated_last_then_by_name(
    storage: Storage, tmp_path: Path, clock: Clock
) -> None:
    for name, head in (
        ("a", "Undated A"),
        ("b", "Old B\n\ndate 2023-03-24"),
        ("c", "New C\n\ndate 2024-01-01"),
        ("d", "Undated D"),
    ):
        (tmp_path / f"{name}.txt").write_text(f"{head}\n\n{STORY}")
    (tmp_path / "e.txt").write_text("Too short to count.")
    summaries = service(storage, tmp_path, clock)
    titles = [article.title for article in await summaries.articles()]
    assert titles == ["New C", "Old B", "Undated A", "Undated D"]
    card = await summaries.newest()
    assert (card.position, card.summary.article.title) == ((1, 4), "New C")
    assert card.neighbours is not None
    previous = await summaries.again(card.neighbours[0], Sentences(1))
    assert (previous.position, previous.summary.article.title) == ((4, 4), "Undated D")


async def test_one_article_has_no_neighbours_and_none_is_said(
    storage: Storage, tmp_path: Path, clock: Clock
) -> None:
    summaries = service(storage, tmp_path, clock)
    with pytest.raises(NoArticles):
        await summaries.newest()
    (tmp_path / "a.txt").write_text(STORY)
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
    storage: Storage, tmp_path: Path, clock: Clock, name: str, seconds: int
) -> None:
    summaries = service(storage, tmp_path, clock)
    card = await summaries.text(ARTICLES[name], Words(words_read_in(seconds)))
    options = Options.of(sentences=None, words=None, seconds=seconds)
    assert card.summary.texts == options.summarize(read_article(ARTICLES[name])).texts
    assert card.sentences == len(card.summary.sentences) >= 1


async def test_a_reading_time_gives_no_more_sentences_than_the_buttons_count(
    storage: Storage, tmp_path: Path, clock: Clock
) -> None:
    card = await service(storage, tmp_path, clock).text(SHORT_SENTENCES, Words(words_read_in(90)))
    assert card.sentences == len(card.summary.sentences) == MAX_SENTENCES


async def test_a_claim_works_once_and_is_remembered(storage: Storage) -> None:
    access = Access(storage.access, "owner", frozenset())
    payload = await access.start()
    assert payload is not None
    assert payload.startswith(CLAIM)
    assert len(payload) <= 64
    assert not await access.claim(1, CLAIM + "guess")
    assert not await access.may_use(1, 1, private=True)
    assert await access.claim(1, payload)
    assert not await access.claim(2, payload)
    assert await access.may_use(1, 1, private=True)
    assert not await access.may_use(2, 2, private=True)
    restarted = Access(storage.access, "owner", frozenset())
    assert await restarted.start() is None
    assert await restarted.may_use(1, 1, private=True)


async def test_every_start_makes_another_link(storage: Storage) -> None:
    assert (
        await Access(storage.access, "owner", frozenset()).start()
        != await Access(storage.access, "owner", frozenset()).start()
    )


async def test_owners_of_the_settings_shut_out_whoever_claimed(storage: Storage) -> None:
    await storage.access.add_owner(666, now=1)
    access = Access(storage.access, "owner", frozenset({5}))
    assert await access.start() is None
    assert not await access.may_use(666, 666, private=True)


async def test_groups_that_strangers_added_are_not_served_when_the_bot_is_private(storage: Storage) -> None:
    public = Access(storage.access, "public", frozenset({5}))
    assert await public.added(-5, by=666)
    assert await public.added(-6, by=5)
    private = Access(storage.access, "owner", frozenset({5}))
    assert not await private.may_use(777, -5, private=False)
    assert await private.may_use(777, -6, private=False)


async def test_an_owner_of_the_settings_needs_no_claim(storage: Storage) -> None:
    access = Access(storage.access, "owner", frozenset({5}))
    assert await access.start() is None
    assert await access.may_use(5, 5, private=True)
    assert await access.may_use(5, -1, private=False)
    assert not await access.may_use(None, -1, private=False)


async def test_public_means_everybody(storage: Storage) -> None:
    access = Access(storage.access, "public", frozenset())
    assert await access.may_use(9, 9, private=True)
    assert await access.added(-5, by=9)
