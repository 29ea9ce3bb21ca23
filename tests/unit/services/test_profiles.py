"""What places wish, as commands and buttons change it."""

import pytest

from bot.digest.model import ChatKind, Place
from bot.digest.profile import NOTHING_WISHED, Profile
from bot.digest.wished_words import word_id
from bot.digest.wishes import Options, Taste, Wishes
from bot.services.profiles import Profiles
from tests.unit.services.feeds import ANN, HOME, FeedHouse

pytestmark = pytest.mark.asyncio(loop_scope="module")

GROUP, TOPIC = Place(-5), Place(-5, 7)


@pytest.fixture
def profiles(feeds: FeedHouse) -> Profiles:
    return Profiles(feeds.storage, feeds.schedules)


async def mute(profiles: Profiles, *words: str, place: Place = HOME) -> Wishes:
    wishes, left_out = await profiles.add_words(place, ChatKind.PRIVATE, ANN.id, Taste.MUTE, words)
    assert left_out == []
    return wishes


async def chat_id(feeds: FeedHouse, place: Place = HOME) -> int:
    chat = await feeds.storage.chats.find(place)
    assert chat
    return chat.id


async def test_looking_sets_nothing_up(feeds: FeedHouse, profiles: Profiles) -> None:
    assert await profiles.of(HOME) == Wishes()
    assert await profiles.drop_word(HOME, Taste.MUTE, word_id("zinc")) == (Wishes(), None)
    assert await profiles.weigh_word(HOME, word_id("zinc"), 2) == (Wishes(), None)
    assert await profiles.weigh_feed(HOME, 1, 2) == await profiles.reset(HOME) == Wishes()
    assert await feeds.storage.chats.find(HOME) is None


async def test_a_word_sets_up_a_place_with_the_default_schedule(feeds: FeedHouse, profiles: Profiles) -> None:
    wishes = await mute(profiles, "zinc", "New York", "ZINC")
    assert wishes.words(Taste.MUTE) == ("New York", "zinc")
    chat = await feeds.storage.chats.find(HOME)
    assert chat
    assert chat.schedule == (await feeds.schedules.of(Place(99))).schedule
    assert chat.added_by == ANN.id
    assert await profiles.of(HOME) == wishes


async def test_a_word_is_taken_away_by_its_id_and_only_where_it_is(profiles: Profiles) -> None:
    await mute(profiles, "zinc", "ferry")
    await mute(profiles, "zinc", "tin", place=TOPIC)
    wishes, word = await profiles.drop_word(HOME, Taste.MUTE, word_id("ZINC"))
    assert (wishes.words(Taste.MUTE), word) == (("ferry",), "zinc")
    assert await profiles.drop_word(HOME, Taste.MUTE, word_id("tin")) == (wishes, None)
    assert await profiles.drop_word(HOME, Taste.ONLY, word_id("ferry")) == (wishes, None)
    assert (await profiles.of(TOPIC)).words(Taste.MUTE) == ("tin", "zinc")
    assert await profiles.of(GROUP) == Wishes()


async def test_what_was_pressed_below_stories_is_shown_changed_and_reset(
    feeds: FeedHouse, profiles: Profiles
) -> None:
    done = await feeds.follow(feeds.serve(feeds.some("a")))
    number = await chat_id(feeds)
    leaning = await profiles.lean(number, ["Kelin", "KELIN", " New\nYork ", "?"], -1)
    assert leaning == (("KELIN", -1), ("New York", -1))
    wishes = await profiles.weigh_feed(HOME, done.feed.id, -1)
    assert wishes.profile == Profile(words=(("KELIN", -1), ("New York", -1)), feeds=((done.feed.id, -1),))
    assert [feed.id for feed in wishes.feeds] == [done.feed.id]
    wishes, word = await profiles.weigh_word(HOME, word_id("kelin"), 2)
    assert (wishes.profile.words, word) == ((("KELIN", 2), ("New York", -1)), "KELIN")
    wishes, _ = await profiles.weigh_word(HOME, word_id("new york"), 0)
    assert wishes.profile.words == (("KELIN", 2),)
    assert await profiles.weigh_word(HOME, word_id("new york"), 1) == (wishes, None)
    assert (await profiles.weigh_feed(HOME, done.feed.id, 0)).profile.feeds == ()
    await mute(profiles, "zinc")
    assert (await profiles.reset(HOME)).profile == Profile(muted=("zinc",))


async def test_how_much_and_what_else_comes(profiles: Profiles) -> None:
    wishes = await profiles.set_budget(HOME, ChatKind.PRIVATE, ANN.id, 10, None)
    assert wishes.profile == Profile(most_stories=10)
    wishes = await profiles.set_budget(HOME, ChatKind.PRIVATE, ANN.id, None, 5)
    assert wishes.profile == Profile(most_minutes=5)
    assert (await profiles.set_budget(HOME, ChatKind.PRIVATE, ANN.id, None, None)).profile == NOTHING_WISHED
    await profiles.set_roundup(HOME, ChatKind.PRIVATE, ANN.id, is_on=True)
    await profiles.set_breaking(HOME, ChatKind.PRIVATE, ANN.id, sources=5)
    wishes = await profiles.set_breaking(HOME, ChatKind.PRIVATE, ANN.id, most=1)
    assert wishes.options == Options(has_roundup=True, breaking_sources=5, breaking_most=1)
    assert (await profiles.set_breaking(HOME, ChatKind.PRIVATE, ANN.id, sources=0)).options == Options(
        has_roundup=True, breaking_most=1
    )
