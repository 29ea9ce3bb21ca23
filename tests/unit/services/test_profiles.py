"""What places wish, as commands and buttons change it."""

import pytest

from bot.digest.model import ChatKind, Place
from bot.digest.profile import NOTHING_WISHED, Field, Filter, Profile
from bot.digest.wished_filters import filter_id
from bot.digest.wished_words import word_id
from bot.digest.wishes import Options, Taste, Wishes
from bot.services.profiles import Profiles
from tests.unit.services.feeds import ANN, HOME, FeedHouse

pytestmark = pytest.mark.asyncio(loop_scope="module")

GROUP, TOPIC = Place(-5), Place(-5, 7)


@pytest.fixture
def profiles(feeds: FeedHouse) -> Profiles:
    return Profiles(feeds.storage, feeds.schedules)


async def mute(profiles: Profiles, text: str, place: Place = HOME) -> Wishes:
    typed = await profiles.read_filters(place, text)
    wishes, added = await profiles.add_filters(place, ChatKind.PRIVATE, ANN.id, Taste.MUTE, typed.filters)
    assert added.left_out == ()
    return wishes


async def chat_id(feeds: FeedHouse, place: Place = HOME) -> int:
    chat = await feeds.storage.chats.find(place)
    assert chat
    return chat.id


async def test_looking_sets_nothing_up(feeds: FeedHouse, profiles: Profiles) -> None:
    assert await profiles.of(HOME) == Wishes()
    assert await profiles.drop_filter(HOME, Taste.MUTE, word_id("zinc")) == (Wishes(), None)
    assert await profiles.take_back(HOME, Taste.MUTE, 1) == (Wishes(), ())
    assert (await profiles.read_filters(HOME, "zinc in:1")).unknown == ("1",)
    assert await profiles.weigh_word(HOME, word_id("zinc"), 2) == (Wishes(), None)
    assert await profiles.weigh_feed(HOME, 1, 2) == await profiles.reset(HOME) == Wishes()
    assert await feeds.storage.chats.find(HOME) is None


async def test_a_word_sets_up_a_place_with_the_default_schedule(feeds: FeedHouse, profiles: Profiles) -> None:
    wishes = await mute(profiles, "zinc, New York, ZINC")
    assert wishes.words(Taste.MUTE) == ("New York", "zinc")
    chat = await feeds.storage.chats.find(HOME)
    assert chat
    assert chat.schedule == (await feeds.schedules.of(Place(99))).schedule
    assert chat.added_by == ANN.id
    assert await profiles.of(HOME) == wishes


async def test_a_word_is_taken_away_by_its_id_and_only_where_it_is(profiles: Profiles) -> None:
    await mute(profiles, "zinc, ferry")
    await mute(profiles, "zinc, tin", place=TOPIC)
    wishes, found = await profiles.drop_filter(HOME, Taste.MUTE, word_id("ZINC"))
    assert (wishes.words(Taste.MUTE), found) == (("ferry",), Filter("zinc"))
    assert await profiles.drop_filter(HOME, Taste.MUTE, word_id("tin")) == (wishes, None)
    assert await profiles.drop_filter(HOME, Taste.ONLY, word_id("ferry")) == (wishes, None)
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


async def test_filters_of_one_source_are_listed_by_it_and_go_with_it(
    feeds: FeedHouse, profiles: Profiles
) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    wishes = await mute(profiles, "zinc in:1, author:Smith, source:1, tin")
    of_source, smith = Filter("zinc", feed_id=feed.id), Filter("Smith", Field.AUTHOR)
    whole = Filter("", Field.SOURCE, feed.id)
    assert wishes.filters(Taste.MUTE) == (Filter("tin"), smith, whole)
    assert wishes.filters(Taste.MUTE, feed.id) == (of_source,)
    assert wishes.is_named(Taste.MUTE, feed.id)
    assert [one.id for one in wishes.with_own_filters(Taste.MUTE)] == [feed.id]
    wishes, found = await profiles.drop_filter(HOME, Taste.MUTE, filter_id(smith))
    assert (wishes.filters(Taste.MUTE), found) == ((Filter("tin"), whole), smith)
    assert wishes.every_filter(Taste.ONLY) == ()
    await feeds.subscriptions.unsubscribe(HOME, feed.id)
    assert (await profiles.of(HOME)).profile == Profile(muted=("tin",))


async def test_what_was_added_together_is_taken_back_together_and_nothing_else(profiles: Profiles) -> None:
    moments = []
    for text in ("zinc, tin", "ZINC, ferry, author:Smith"):
        typed = await profiles.read_filters(HOME, text)
        _, added = await profiles.add_filters(HOME, ChatKind.PRIVATE, ANN.id, Taste.MUTE, typed.filters)
        moments.append(added.moment)
    wishes, gone = await profiles.take_back(HOME, Taste.MUTE, moments[1])
    assert set(gone) == {Filter("ferry"), Filter("Smith", Field.AUTHOR)}
    assert wishes.filters(Taste.MUTE) == (Filter("tin"), Filter("zinc"))
    assert await profiles.take_back(HOME, Taste.MUTE, moments[1]) == (wishes, ())
    assert await profiles.take_back(HOME, Taste.ONLY, moments[0]) == (wishes, ())
