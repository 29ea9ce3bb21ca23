"""Stories over days: what chats get of them, whatever comes, in whatever order, and whatever they wish."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.articles.feed import Feed
from bot.digest.model import Chat
from bot.digest.sieve import Sieve
from bot.digest.story import Card
from bot.digest.wishes import Taste
from bot.errors import UserError
from bot.services.spoken_of import speaks_of
from tests.botapi.rules import message_text
from tests.stories import Told, pairs
from tests.unit.services.outlets import HOUR, Got, World, edited, told, world

FEEDS, CHATS, DAYS = 4, 3, 4
EXTRA = (
    "Edvin Marr, a retired ferryman of seventy-four, watched from his kitchen window with a kettle in hand "
    "and told this newspaper that nothing like it had happened since the winter of his wedding."
)


@cache
def pool() -> tuple[Told, ...]:
    """The written pairs of one event, and of each first one an edited copy."""
    some = [pair for pair in pairs() if pair.kind == "same"]
    copies = [edited(pair.one, without=1, plus=EXTRA) for pair in some]
    return tuple(one for place, pair in enumerate(some) for one in (pair.one, pair.other, copies[place]))


@cache
def texts() -> dict[str, str]:
    return {one.article.id: one.article.text for one in pool()}


@dataclass
class Checked:
    """A world in which every message is looked at."""

    world: World
    first: int
    """Where of the pool the articles begin that are told."""
    feeds: list[Feed] = field(default_factory=list)
    chats: list[Chat] = field(default_factory=list)
    shown: dict[int, list[Card]] = field(default_factory=dict)
    """By chat what it was shown before."""

    async def begin(self) -> None:
        self.feeds = [await self.world.feed(f"outlet{number}") for number in range(FEEDS)]
        # The first never wishes anything, so that it shares; the second hears of breaking news.
        for number in range(CHATS):
            self.chats.append(await self.world.follow(number + 1, *self.feeds[number % 2 :]))
        await self.world.storage.profiles.set_options(self.chats[1].id, breaking_sources=2)

    async def do(self, what: str, one: int, two: int) -> None:
        storage, now = self.world.storage, self.world.now
        feed, chat = self.feeds[two % FEEDS], self.chats[two % CHATS]
        wishing = self.chats[1 + two % (CHATS - 1)].id
        match what:
            case "tell":
                await self.world.tell(feed, pool()[(self.first + one) % len(pool())])
            case "follow":
                await storage.subscriptions.add(self.chats[one % CHATS].id, feed.id, now)
            case "drop":
                await storage.subscriptions.remove(self.chats[one % CHATS].id, feed.id, now)
            case "mute" | "like":
                words = ("Coldbrook", "bank", "police", "Gericht")
                kind = Taste.MUTE if what == "mute" else Taste.LIKE
                await storage.profiles.set_word(wishing, kind, words[one % 4], one % 4 - 2, now)
            case "budget":
                await storage.profiles.set_budget(wishing, 1 + one % 4, None)
            case "split":
                await self.split(chat, one)
            case "burst":
                for place in (0, 1):
                    article = pool()[(self.first + one // 3 * 3 + place) % len(pool())]
                    await self.world.tell(self.feeds[(two + place) % FEEDS], article)
                for got in await self.world.look(HOUR // 4):
                    await self.check(got)

    async def split(self, chat: Chat, one: int) -> None:
        """Let a chat take apart one of the stories in its newest digest."""
        seen = [got.digest for got in self.world.got if got.chat.id == chat.id and got.digest]
        if chat.id == self.chats[0].id or not seen:
            return
        number = 1 + one % len(seen[-1].stories)
        try:
            digest_id, page = await self.world.stories.split(seen[-1].id, number, chat.place)
        except UserError as error:
            if error.code == "story_filtered":  # by words that the chat has had since
                return
            raise
        parted = await self.world.storage.digests.get(digest_id)
        assert parted
        assert 1 <= page <= len(parted.pages)
        cards = await self.world.cards_of(parted, chat)
        each_in_one_story(cards)
        before = Counter(number for story in seen[-1].stories for number in story.entries)
        after = Counter(told.entry.id for card in cards for told in card.tellings)
        profile = (await self.world.storage.profiles.of([chat.id]))[chat.id]
        assert after == before if Sieve(profile, speaks_of).is_open else after <= before

    async def check(self, got: Got) -> None:
        message_text({"text": got.text, "parse_mode": "HTML"})  # refused by raising
        if got.digest is None:
            return
        cards = await self.world.cards(got)
        assert cards
        each_in_one_story(cards)
        profile = (await self.world.storage.profiles.of([got.chat.id]))[got.chat.id]
        shown = self.shown.setdefault(got.chat.id, [])
        known = {told.entry.story_key for card in shown for told in card.tellings}
        for card in cards:
            assert known.isdisjoint(told.entry.story_key for told in card.tellings)
            said = dict(sentences(card))
            for text, entry_id in said.items():
                assert text in texts()[entry_id]
            for earlier in shown:
                if self.is_one_story(card, earlier, profile.apart):
                    assert said.keys().isdisjoint(text for text, _ in sentences(earlier))
        shown += cards

    def is_one_story(self, card: Card, other: Card, apart: frozenset[int]) -> bool:
        """Whether any of two cards tell of one event, as far as the chat did not say otherwise."""
        stories = self.world.newsroom
        ids = [told.entry.id for told in card.tellings]
        return any(
            told.entry.id not in apart and told.entry.id in stories.others(ids) for told in other.tellings
        )


def each_in_one_story(cards: list[Card]) -> None:
    assert all(card.tellings for card in cards)
    of = [
        (told.entry.id, told.entry.story_key, place) for place, c in enumerate(cards) for told in c.tellings
    ]
    assert len({number for number, _, _ in of}) == len(of)
    assert len({(key, place) for _, key, place in of}) == len({key for _, key, _ in of})


def sentences(card: Card) -> Iterator[tuple[str, str]]:
    """The sentences of a summary and of what is added, each with the key of its article."""
    for text, _ in card.sentences:
        yield text, card.lead.entry.story_key
    for addition in card.additions:
        yield addition.text, card.tellings[addition.source].entry.story_key


happenings = st.tuples(
    st.sampled_from(["tell"] * 6 + ["burst"] * 2 + ["follow", "drop", "mute", "like", "budget", "split"]),
    st.integers(0, 5),
    st.integers(0, 11),
)
# Two events in six articles: most of what comes goes on with what came before.
lives = st.lists(st.lists(happenings, min_size=4, max_size=9), min_size=DAYS, max_size=DAYS)


# What fails is shown as it was drawn: to shorten a life of a second takes minutes.
@settings(max_examples=9, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(lives, st.integers(0, 11))
def test_nothing_is_told_twice_and_everything_by_whom_it_is_of(
    life: list[list[tuple[str, int, int]]], event: int
) -> None:
    async def live() -> None:
        with TemporaryDirectory() as folder:
            async with world(Path(folder)) as one:
                checked = Checked(one, 3 * event)
                await checked.begin()
                for day, happened in enumerate(life):
                    for what in happened:
                        await checked.do(*what)
                    for got in await one.morning(day):
                        await checked.check(got)
                    one.clock.now += HOUR

    asyncio.run(live())


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as one:
        yield one


TRAIN, LEDGER_TRAIN = told("same-01-train")
RATES, LEDGER_RATES = told("same-04-rates")
FERRY = told("apart-08-ferry")[0]


async def before(town: World, got: Got) -> list[list[str | None]]:
    """Of each story of a message the headlines that were shown of it earlier."""
    return [[entry.title for entry in card.before] for card in await town.cards(got)]


async def test_a_late_article_continues_the_story_of_an_earlier_digest(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    for number in (1, 2):
        await town.follow(number, vale, ledger)
    await town.storage.profiles.set_word(2, Taste.MUTE, "ferry", 0, town.now)
    await town.tell(vale, TRAIN)
    assert ["continues" in got.text for got in await town.morning(0)] == [False, False]
    await town.tell(ledger, LEDGER_TRAIN)
    following = await town.morning(1)
    assert [await before(town, got) for got in following] == [[[TRAIN.article.title]]] * 2
    assert all("continues" in got.text for got in following)


async def test_a_story_of_a_feed_that_was_dropped_does_not_come_again(town: World) -> None:
    vale, ledger, third = [await town.feed(name) for name in ("vale", "ledger", "third")]
    chat = await town.follow(1, vale)
    await town.tell(vale, TRAIN)
    await town.morning(0)
    for feed in (ledger, third):
        await town.storage.subscriptions.add(chat.id, feed.id, town.now)
    await town.storage.subscriptions.remove(chat.id, vale.id, town.now)
    await town.tell(ledger, TRAIN)
    await town.tell(third, edited(TRAIN, without=1, plus=EXTRA), RATES)
    [got] = await town.morning(1)
    assert sorted(await before(town, got)) == [[], [TRAIN.article.title]]
    assert "7.14 service" not in got.text


async def test_what_came_as_breaking_news_goes_on_in_the_digest_without_being_told_again(town: World) -> None:
    vale, ledger, third = [await town.feed(name) for name in ("vale", "ledger", "third")]
    chat = await town.follow(1, vale, ledger, third)
    await town.storage.profiles.set_options(chat.id, breaking_sources=2)
    await town.tell(vale, RATES)
    await town.tell(ledger, LEDGER_RATES)
    [news] = await town.look()
    await town.tell(third, edited(RATES, without=1, plus=EXTRA))
    [got] = await town.morning(0)
    assert await before(town, got) == [[RATES.article.title, LEDGER_RATES.article.title]]
    told_before = {text for card in await town.cards(news) for text, _ in sentences(card)}
    assert told_before.isdisjoint(text for card in await town.cards(got) for text, _ in sentences(card))


async def test_filters_that_leave_nothing_keep_nobody_else_from_a_digest(town: World) -> None:
    vale = await town.feed("vale")
    for number in (1, 2):
        await town.follow(number, vale)
    await town.storage.profiles.set_word(1, Taste.ONLY, "zeppelin", 0, town.now)
    await town.tell(vale, TRAIN)
    [got] = await town.morning(0)
    assert "Coldbrook" in got.text
    await town.tell(vale, told("related-05-law")[0])
    assert len(await town.morning(1)) == 1


async def test_a_copy_of_what_was_shown_does_not_come_as_a_headline(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    await town.follow(1, vale, ledger)
    await town.tell(vale, TRAIN)
    assert len(await town.morning(0)) == 1
    await town.tell(ledger, edited(TRAIN, without=1))
    assert await town.morning(1) == []


async def test_what_was_taken_apart_does_not_come_together_again(town: World) -> None:
    vale, ledger, third = [await town.feed(name) for name in ("vale", "ledger", "third")]
    chat = await town.follow(1, vale, ledger, third)
    ids = await town.tell(vale, TRAIN) + await town.tell(ledger, LEDGER_TRAIN)
    [got] = await town.morning(0)
    assert got.digest
    await town.stories.split(got.digest.id, 1, chat.place)
    ids += await town.tell(third, edited(TRAIN, without=1, plus=EXTRA))
    today = await town.digests.today(chat.place)  # what was shown today counts as new there
    assert today.digest_id
    shared = await town.storage.digests.get(today.digest_id)
    assert shared
    assert sorted(story.entries for story in shared.stories) == [(number,) for number in ids]
    [got] = await town.morning(1)
    assert await before(town, got) == [[]]


async def test_a_budget_leaves_out_whole_stories_on_all_pages(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    chat = await town.follow(1, vale, ledger)
    await town.storage.profiles.set_budget(chat.id, 9, None)
    for pair in pairs():
        await town.tell(vale, pair.one)
        await town.tell(ledger, pair.other)
    [got] = await town.morning(0)
    assert got.digest
    cards = await town.cards(got)
    assert len(cards) == 9
    assert got.digest.left_out == 48 - sum(len(card.tellings) for card in cards)
    assert len(got.digest.pages) > 1
    assert "left out" in got.digest.pages[-1]
    assert [story.page for story in got.digest.stories] == sorted(story.page for story in got.digest.stories)
    assert await town.morning(1) == []  # what was left out is not new any more
