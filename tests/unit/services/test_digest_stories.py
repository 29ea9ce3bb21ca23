"""What the buttons below a digest ask of its stories, whatever of them is still there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.articles.clean import read_article
from bot.articles.feed import Feed
from bot.digest.model import Chat, Place
from bot.digest.profile import Field, Filter
from bot.digest.wishes import Taste
from bot.errors import UserError
from bot.services.digest_stories import DigestStories, Shown
from bot.services.summarize_input import KEEP_DAYS
from bot.storage.contents import Shared
from bot.storage.sql import writing
from bot.workers import Workers
from tests.stories import Told, pairs
from tests.unit.services.outlets import DAY, World, told, world

pytestmark = pytest.mark.asyncio(loop_scope="module")

TRAIN, LEDGER_TRAIN = told("same-01-train")
RATES = told("same-04-rates")[0]
Ask = Callable[[DigestStories, int, int, Place], Awaitable[object]]
ASKED: list[Ask] = [
    DigestStories.story,
    DigestStories.long_form,
    DigestStories.split,
    lambda stories, digest_id, number, place: stories.prefer(digest_id, number, place, 1),
]


class Town(World):
    """Two outlets, and a chat that follows both."""

    vale: Feed
    ledger: Feed
    chat: Chat

    async def open(self) -> None:
        self.vale, self.ledger = await self.feed("vale"), await self.feed("ledger")
        self.chat = await self.follow(1, self.vale, self.ledger)

    async def digest(self, *some: Told) -> Shared:
        """The digest of a morning on which these articles came, from the two outlets in turn."""
        for place, one in enumerate(some):
            await self.tell((self.vale, self.ledger)[place % 2], one)
        got = await self.morning(0)
        assert got[0].digest
        return got[0].digest

    async def mute(self, feed: Feed) -> None:
        """Mute a source of the chat."""
        muted = [Filter("", Field.SOURCE, feed.id)]
        await self.storage.profiles.add_filters(self.chat.id, Taste.MUTE, muted, self.now)

    async def run(self, statement: str, number: int = 0) -> None:
        async with writing(self.storage._engine) as connection:
            await connection.execute(text(statement), {"number": number} if ":number" in statement else {})


@pytest_asyncio.fixture(loop_scope="module")
async def town(tmp_path: Path, workers: Workers) -> AsyncIterator[Town]:
    async with world(tmp_path, workers, kind=Town) as one:
        assert isinstance(one, Town)
        await one.open()
        yield one


async def test_a_story_is_as_the_digest_shows_it(town: Town) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN)
    shown = await town.stories.story(digest.id, 1, town.chat.place)
    assert (shown.number, shown.page, shown.now) == (1, 1, town.now)
    assert len(shown.card.tellings) == 2
    assert shown.card.why.independent == 2
    assert all(sentence in digest.pages[0] for sentence, _ in shown.card.sentences)


async def test_the_long_form_has_more_sentences_and_what_others_add_to_them(town: Town) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN)
    short = (await town.stories.story(digest.id, 1, town.chat.place)).card
    long = (await town.stories.long_form(digest.id, 1, town.chat.place)).card
    assert long.lead == long.tellings[0]
    assert len(long.sentences) > len(short.sentences)
    added = {addition.text for addition in long.additions}
    assert added.isdisjoint(sentence for sentence, _ in long.sentences)


@pytest.mark.parametrize("ask", [DigestStories.story, DigestStories.long_form])
async def test_a_source_that_was_muted_meanwhile_says_nothing_more(
    town: Town, ask: Callable[[DigestStories, int, int, Place], Awaitable[Shown]]
) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN)
    whole = (await ask(town.stories, digest.id, 1, town.chat.place)).card
    lead, other = whole.tellings
    assert {addition.source for addition in whole.additions} == {1}
    await town.mute(lead.feed)
    left = (await ask(town.stories, digest.id, 1, town.chat.place)).card
    assert [told.entry.id for told in left.tellings] == [other.entry.id]
    assert (left.additions, left.why.independent) == ((), 1)
    await town.mute(other.feed)
    with pytest.raises(UserError) as refused:
        await ask(town.stories, digest.id, 1, town.chat.place)
    assert refused.value.code == "story_filtered"


async def test_a_source_that_was_muted_is_not_named_for_what_was_shown_earlier(town: Town) -> None:
    await town.digest(TRAIN)
    await town.tell(town.ledger, LEDGER_TRAIN)
    digest = (await town.morning(1))[0].digest
    assert digest
    story = await town.stories.story(digest.id, 1, town.chat.place)
    assert [entry.feed_id for entry in story.card.before] == [town.vale.id]
    await town.mute(town.vale)
    assert (await town.stories.story(digest.id, 1, town.chat.place)).card.before == ()


async def test_the_long_form_of_a_text_that_was_deleted_is_what_the_digest_shows(town: Town) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN)
    short = (await town.stories.story(digest.id, 1, town.chat.place)).card
    town.clock.now += (KEEP_DAYS + 1) * DAY
    assert await town.summaries.delete_old()
    long = (await town.stories.long_form(digest.id, 1, town.chat.place)).card
    assert long.sentences == short.sentences


async def test_the_long_form_of_a_text_too_short_to_sum_up_is_the_text(town: Town) -> None:
    note = Told("Vale", read_article("The bridge is open again.", title="Bridge", language="en"))
    digest = await town.digest(note, LEDGER_TRAIN)
    for number in (1, 2):
        shown = await town.stories.long_form(digest.id, number, town.chat.place)
        assert shown.card.sentences


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize(
    "gone",
    [
        "DELETE FROM entries",
        "DELETE FROM feeds",
        "DELETE FROM digests",
        "DELETE FROM chats",
        "UPDATE digests SET cards = '{}'",
    ],
)
async def test_what_is_gone_is_said_to_be_gone(town: Town, gone: str, ask: Ask) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN)
    await town.run(gone)
    with pytest.raises(UserError) as caught:
        await ask(town.stories, digest.id, 1, town.chat.place)
    assert caught.value.code == "digest_gone"


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("number", [-1, 0, 2, 10**9])
async def test_a_story_that_a_digest_has_not_is_gone(town: Town, number: int, ask: Ask) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN)
    for digest_id, place in ((digest.id, town.chat.place), (digest.id + 9, town.chat.place)):
        with pytest.raises(UserError) as caught:
            await ask(town.stories, digest_id, number, place)
        assert caught.value.code == "digest_gone"


@pytest.mark.parametrize("ask", ASKED)
async def test_what_is_left_of_a_story_is_shown(town: Town, ask: Ask) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN, RATES)
    number = next(n for n, story in enumerate(digest.stories, start=1) if len(story.entries) == 2)
    await town.run("DELETE FROM feeds WHERE id = :number", town.vale.id)
    await ask(town.stories, digest.id, number, town.chat.place)
    card = (await town.stories.story(digest.id, number, town.chat.place)).card
    assert [one.id for one in card.feeds] == [town.ledger.id]


async def test_a_split_changes_pages_and_numbers_and_nothing_else(town: Town) -> None:
    digest = await town.digest(*(one for pair in pairs() for one in (pair.one, pair.other)))
    number = next(n for n, story in enumerate(digest.stories, start=1) if len(story.entries) == 2)
    digest_id, page = await town.stories.split(digest.id, number, town.chat.place)
    parted = await town.storage.digests.get(digest_id)
    assert parted
    assert len(parted.stories) == len(digest.stories) + 1
    assert (parted.articles, parted.left_out) == (digest.articles, digest.left_out)
    first = digest.stories[number - 1].entries[0]
    assert [one.page for one in parted.stories if first in one.entries] == [page]
    for place, story in enumerate(parted.stories, start=1):
        shown = await town.stories.story(digest_id, place, town.chat.place)
        assert shown.page == story.page
        title = shown.card.lead.entry.title
        assert title
        assert f"{place}. {title[:20]}" in parted.pages[story.page - 1]
    assert await town.stories.split(digest.id, number, town.chat.place) == (digest_id, page)


async def test_copies_of_one_article_stay_together_in_a_split(town: Town) -> None:
    digest = await town.digest(TRAIN, TRAIN, LEDGER_TRAIN)
    [(first, second, other)] = [story.entries for story in digest.stories]
    digest_id, _ = await town.stories.split(digest.id, 1, town.chat.place)
    parted = await town.storage.digests.get(digest_id)
    assert parted
    assert [story.entries for story in parted.stories] == [(first, second), (other,)]
    assert [len(card.tellings) for card in await town.cards_of(parted, town.chat)] == [2, 1]


async def test_a_split_is_possible_although_another_story_is_gone(town: Town) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN, RATES)
    number = next(n for n, story in enumerate(digest.stories, start=1) if len(story.entries) == 2)
    [other] = [story.entries[0] for story in digest.stories if len(story.entries) == 1]
    await town.run("DELETE FROM entries WHERE id = :number", other)
    digest_id, _ = await town.stories.split(digest.id, number, town.chat.place)
    parted = await town.storage.digests.get(digest_id)
    assert parted
    assert len(parted.stories) == 2


async def test_a_source_that_was_muted_says_nothing_in_a_split(town: Town) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN, RATES)
    number = next(n for n, story in enumerate(digest.stories, start=1) if len(story.entries) == 2)
    whole, _ = await town.stories.split(digest.id, number, town.chat.place)
    await town.mute(town.ledger)
    digest_id, _ = await town.stories.split(digest.id, number, town.chat.place)
    parted = await town.storage.digests.get(digest_id)
    assert parted
    assert digest_id != whole
    assert {
        telling.feed.id for card in await town.cards_of(parted, town.chat) for telling in card.tellings
    } == {town.vale.id}
    await town.mute(town.vale)
    with pytest.raises(UserError) as refused:
        await town.stories.split(digest.id, number, town.chat.place)
    assert refused.value.code == "story_filtered"


async def test_what_one_chat_likes_is_said_to_no_other_in_a_split(town: Town) -> None:
    other = await town.follow(2, town.vale, town.ledger)
    profiles = town.storage.profiles
    await profiles.set_word(town.chat.id, Taste.LIKE, "Coldbrook", 1, town.now)
    await profiles.set_word(other.id, Taste.LIKE, "Aldermere", 1, town.now)
    await town.digest(TRAIN, LEDGER_TRAIN)
    liked = {}
    for got in town.got:
        assert got.digest
        digest_id, _ = await town.stories.split(got.digest.id, 1, got.chat.place)
        liked[got.chat.id] = (await town.stories.story(digest_id, 1, got.chat.place)).card.why.liked
    assert liked == {town.chat.id: ("Coldbrook",), other.id: ("Aldermere",)}


async def test_more_like_this_names_what_a_story_is_about(town: Town) -> None:
    digest = await town.digest(TRAIN, LEDGER_TRAIN)
    weights = await town.stories.prefer(digest.id, 1, town.chat.place, 1)
    assert ("Coldbrook", 1) in weights
    assert await town.stories.prefer(digest.id, 1, town.chat.place, 1) == weights
    assert dict(await town.stories.prefer(digest.id, 1, town.chat.place, -1))["Coldbrook"] == -1
