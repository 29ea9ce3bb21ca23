"""What chats wish: kept, found again for many at once, and forgotten."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.digest.profile import NOTHING_WISHED, Field, Filter, Profile
from bot.digest.wishes import MOST_WORDS, Options, Taste
from bot.storage import Storage
from bot.storage.schema import chats, tastes
from tests.unit.storage.things import bring, chat_at, feed_at, rows


async def profile(storage: Storage, chat_id: int) -> Profile:
    return (await storage.profiles.of([chat_id]))[chat_id]


async def is_personal(storage: Storage, chat_id: int) -> bool:
    [(flag,)] = await rows(storage, select(chats.c.is_personal).where(chats.c.id == chat_id))
    return bool(flag)


async def test_a_chat_without_wishes_wishes_nothing(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    assert await storage.profiles.of([chat.id, 99]) == {chat.id: NOTHING_WISHED, 99: NOTHING_WISHED}
    assert await storage.profiles.of([]) == {}
    assert await storage.profiles.options(chat.id) == await storage.profiles.options(99) == Options()
    assert not await is_personal(storage, chat.id)


async def test_all_wishes_of_several_chats_come_back(storage: Storage) -> None:
    one, two, none = [await chat_at(storage, number) for number in range(3)]
    first, second = await feed_at(storage, "https://a", "a", "b"), await feed_at(storage, "https://b")
    ids = [entry.id for entry in await storage.entries.newest(first.id, 2)]
    for chat in (one, two, none):
        for feed in (first, second):
            await storage.subscriptions.add(chat.id, feed.id, now=1)
    wishes = storage.profiles
    for word in ("zinc", "New York", "arden"):
        assert await wishes.set_word(one.id, Taste.MUTE, word, 0, now=5)
    assert await wishes.set_words(one.id, Taste.LIKE, ["Kelin", "Ådal"], -2, now=6) == []
    assert await wishes.weigh_feed(one.id, second.id, 2)
    assert await wishes.weigh_feed(one.id, first.id, -1)
    await wishes.split(one.id, ids, now=7)
    await wishes.set_budget(one.id, 10, None)
    await wishes.set_word(two.id, Taste.ONLY, "zinc", 0, now=8)
    await wishes.set_budget(two.id, None, 5)
    assert await wishes.of([one.id, two.id, none.id]) == {
        one.id: Profile(
            muted=("arden", "New York", "zinc"),
            words=(("Kelin", -2), ("Ådal", -2)),
            feeds=((first.id, -1), (second.id, 2)),
            apart=frozenset(ids),
            most_stories=10,
        ),
        two.id: Profile(only=("zinc",), most_minutes=5),
        none.id: NOTHING_WISHED,
    }


async def test_words_that_differ_in_capitals_alone_are_one(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    for word in ("Straße", "STRASSE", "straße", "Ёлка", "ёлка"):
        assert await storage.profiles.set_word(chat.id, Taste.MUTE, word, 0, now=1)
    assert (await profile(storage, chat.id)).muted == ("Straße", "Ёлка")
    await storage.profiles.set_word(chat.id, Taste.ONLY, "STRASSE", 0, now=1)
    assert await storage.profiles.drop_word(chat.id, Taste.MUTE, "strasse")
    assert not await storage.profiles.drop_word(chat.id, Taste.MUTE, "strasse")
    kept = await profile(storage, chat.id)
    assert (kept.muted, kept.only) == (("Ёлка",), ("STRASSE",))


async def test_a_full_chat_refuses_filters_and_forgets_its_oldest_weights(storage: Storage) -> None:
    chat, wishes = await chat_at(storage, 1), storage.profiles
    await wishes.set_word(chat.id, Taste.LIKE, "older", 1, now=1)
    await wishes.set_word(chat.id, Taste.LIKE, "newer", 1, now=2)
    filters = [f"word {number}" for number in range(MOST_WORDS)]
    assert await wishes.set_words(chat.id, Taste.MUTE, filters[:-2], 0, now=3) == []
    assert await wishes.set_word(chat.id, Taste.LIKE, "newest", 2, now=4)
    assert (await profile(storage, chat.id)).words == (("newer", 1), ("newest", 2))
    assert await wishes.set_words(chat.id, Taste.ONLY, ["one", "two", "three", "Four"], 0, now=5) == [
        "three",
        "Four",
    ]
    assert not await wishes.set_word(chat.id, Taste.LIKE, "more", 1, now=6)
    assert await wishes.lean(chat.id, ["more"], 1, now=6) == ()
    assert await wishes.set_word(chat.id, Taste.MUTE, "WORD 0", 0, now=7)
    kept = await profile(storage, chat.id)
    assert (len(kept.muted), kept.only, kept.words) == (MOST_WORDS - 2, ("one", "two"), ())


async def test_words_added_at_once_are_all_kept(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    words = [f"word {number:02}" for number in range(20)]
    await asyncio.gather(
        *(storage.profiles.set_word(chat.id, Taste.MUTE, word, 0, now=1) for word in words * 2)
    )
    assert (await profile(storage, chat.id)).muted == tuple(words)


async def test_words_lean_once_however_often_that_is_pressed_and_lose_no_weight_they_have(
    storage: Storage,
) -> None:
    chat = await chat_at(storage, 1)
    lean = storage.profiles.lean
    for _ in range(3):
        assert await lean(chat.id, ["Kelin", "ferry"], -1, now=1) == (("Kelin", -1), ("ferry", -1))
    await storage.profiles.set_word(chat.id, Taste.LIKE, "Kelin", -2, now=2)
    assert await lean(chat.id, ["KELIN"], -1, now=3) == (("KELIN", -2),)
    assert await lean(chat.id, ["KELIN"], 1, now=3) == (("KELIN", 1),)
    assert (await profile(storage, chat.id)).words == (("ferry", -1), ("Kelin", 1))


async def test_what_is_not_followed_or_kept_has_no_weight(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", "a")
    [entry] = await storage.entries.newest(feed.id, 1)
    assert not await storage.profiles.weigh_feed(chat.id, feed.id, 2)
    await storage.profiles.split(chat.id, [entry.id + 1], now=1)
    assert await profile(storage, chat.id) == NOTHING_WISHED
    for _ in range(2):
        await storage.profiles.split(chat.id, [entry.id, entry.id + 1], now=1)
    assert await profile(storage, chat.id) == Profile(apart=frozenset({entry.id}))


async def test_a_chat_that_is_not_known_gets_no_wishes(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    [entry] = await storage.entries.newest(feed.id, 1)
    wishes = storage.profiles
    assert not await wishes.set_word(99, Taste.MUTE, "word", 0, now=1)
    assert await wishes.lean(99, ["word"], 1, now=1) == ()
    await wishes.split(99, [entry.id], now=1)
    await wishes.set_budget(99, 5, None)
    await wishes.set_options(99, has_roundup=True)
    await wishes.reset(99)
    assert await wishes.of([99]) == {99: NOTHING_WISHED}


@pytest.mark.parametrize(
    "wish", ["mute", "only", "like", "feed", "split", "stories", "minutes", "breaking", "roundup"]
)
async def test_a_chat_is_personal_while_it_has_a_wish_that_changes_its_digests(
    storage: Storage, wish: str
) -> None:
    chat, other = await chat_at(storage, 1), await chat_at(storage, 2)
    feed = await feed_at(storage, "https://a", "a")
    [entry] = await storage.entries.newest(feed.id, 1)
    await storage.subscriptions.add(chat.id, feed.id, now=1)
    wishes = storage.profiles
    match wish:
        case "mute" | "only" | "like":
            await wishes.set_word(chat.id, Taste(wish), "word", 1, now=1)
        case "feed":
            await wishes.weigh_feed(chat.id, feed.id, -1)
        case "split":
            await wishes.split(chat.id, [entry.id], now=1)
        case "stories":
            await wishes.set_budget(chat.id, 5, None)
        case "minutes":
            await wishes.set_budget(chat.id, None, 5)
        case "breaking":
            await wishes.set_options(chat.id, breaking_sources=3)
        case "roundup":
            await wishes.set_options(chat.id, has_roundup=True)
    assert await is_personal(storage, chat.id) is (wish != "roundup")
    assert not await is_personal(storage, other.id)
    await wishes.drop_word(chat.id, Taste.MUTE, "word")
    await wishes.drop_word(chat.id, Taste.ONLY, "word")
    await wishes.set_budget(chat.id, None, None)
    await wishes.set_options(chat.id, breaking_sources=0)
    await wishes.reset(chat.id)
    assert not await is_personal(storage, chat.id)
    assert await profile(storage, chat.id) == NOTHING_WISHED


async def test_options_are_set_one_by_one(storage: Storage) -> None:
    chat, wishes = await chat_at(storage, 1), storage.profiles
    await wishes.set_options(chat.id, breaking_sources=2)
    await wishes.set_options(chat.id, has_roundup=True)
    await wishes.set_options(chat.id, breaking_most=10)
    await wishes.set_options(chat.id)
    assert await wishes.options(chat.id) == Options(True, 2, 10)
    await wishes.set_options(chat.id, has_roundup=False, breaking_sources=0)
    assert await wishes.options(chat.id) == Options(False, None, 10)


async def test_a_reset_takes_weights_and_leaves_filters(storage: Storage) -> None:
    chat, other = await chat_at(storage, 1), await chat_at(storage, 2)
    feed = await feed_at(storage, "https://a", "a")
    for place in (chat, other):
        await storage.subscriptions.add(place.id, feed.id, now=1)
        for taste in Taste:
            await storage.profiles.set_word(place.id, taste, "word", 1, now=1)
        await storage.profiles.weigh_feed(place.id, feed.id, 1)
        await storage.profiles.split(place.id, await bring(storage, feed.id, [f"new {place.id}"]), now=1)
    await storage.profiles.set_budget(chat.id, None, 10)
    before = await profile(storage, other.id)
    await storage.profiles.reset(chat.id)
    assert await profile(storage, chat.id) == Profile(only=("word",), muted=("word",), most_minutes=10)
    assert await is_personal(storage, chat.id)
    assert await profile(storage, other.id) == before
    assert before.has_weights
    assert before.apart


async def test_filters_by_author_by_source_and_for_one_source_come_back_in_one_order(
    storage: Storage,
) -> None:
    one, other = await chat_at(storage, 1), await chat_at(storage, 2)
    feed = await feed_at(storage, "https://a", "a")
    filters = [
        Filter("", Field.SOURCE, feed.id),
        Filter("zinc", feed_id=feed.id),
        Filter("Smith", Field.AUTHOR),
        Filter("zinc"),
    ]
    for chat, some in ((one, filters), (other, filters[::-1])):
        await storage.subscriptions.add(chat.id, feed.id, now=1)
        for kind in (Taste.MUTE, Taste.ONLY):
            added = await storage.profiles.add_filters(chat.id, kind, some, now=5)
            assert (set(added.new), added.left_out) == (set(filters), ())
            again = [Filter("ZINC"), Filter("ZINC", feed_id=feed.id), Filter("smith", Field.AUTHOR)]
            assert (await storage.profiles.add_filters(chat.id, kind, again, now=6)).new == ()
    by = (Filter("Smith", Field.AUTHOR), Filter("", Field.SOURCE, feed.id), Filter("zinc", feed_id=feed.id))
    wanted = Profile(("zinc",), ("zinc",), only_by=by, muted_by=by)
    assert await storage.profiles.of([one.id, other.id]) == {one.id: wanted, other.id: wanted}


async def test_a_filter_for_a_source_that_is_not_followed_is_not_kept(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", "a")
    wanted = [Filter("zinc", feed_id=feed.id), Filter("", Field.SOURCE, feed.id)]
    added = await storage.profiles.add_filters(chat.id, Taste.MUTE, wanted, now=1)
    assert (added.new, added.left_out) == ((), ())
    assert await profile(storage, chat.id) == NOTHING_WISHED


async def test_who_drops_a_source_drops_its_filters_and_keeps_the_others(storage: Storage) -> None:
    chat, other = await chat_at(storage, 1), await chat_at(storage, 2)
    one, two = await feed_at(storage, "https://a", "a"), await feed_at(storage, "https://b", "b")
    of_one = [Filter("zinc", feed_id=one.id), Filter("", Field.SOURCE, one.id)]
    of_two = Filter("tin", Field.AUTHOR, two.id)
    for place in (chat, other):
        for feed in (one, two):
            await storage.subscriptions.add(place.id, feed.id, now=1)
        await storage.profiles.add_filters(place.id, Taste.MUTE, [*of_one, of_two], now=1)
    await storage.subscriptions.remove(chat.id, one.id, now=2)
    assert (await profile(storage, chat.id)).muted_by == (of_two,)
    assert len((await profile(storage, other.id)).muted_by) == 3
    assert await is_personal(storage, chat.id)
    await storage.subscriptions.remove(chat.id, two.id, now=2)
    assert await profile(storage, chat.id) == NOTHING_WISHED
    assert not await is_personal(storage, chat.id)


async def test_filters_follow_a_feed_that_becomes_one_with_another(storage: Storage) -> None:
    chat, both, other = [await chat_at(storage, number) for number in range(3)]
    old, new = await feed_at(storage, "https://old", "a"), await feed_at(storage, "https://new", "a")
    for place, followed in ((chat, [old]), (both, [old, new]), (other, [new])):
        for feed in followed:
            await storage.subscriptions.add(place.id, feed.id, now=1)
            filters = [Filter("zinc", feed_id=feed.id), Filter("", Field.SOURCE, feed.id)]
            await storage.profiles.add_filters(place.id, Taste.MUTE, filters, now=1)
    await storage.profiles.add_filters(chat.id, Taste.ONLY, [Filter("Smith", Field.AUTHOR, old.id)], now=1)
    assert await storage.feeds.adopt_url(old.id, "https://new") == new.id
    expected = (Filter("", Field.SOURCE, new.id), Filter("zinc", feed_id=new.id))
    for place in (chat, both, other):
        assert (await profile(storage, place.id)).muted_by == expected
    assert (await profile(storage, chat.id)).only_by == (Filter("Smith", Field.AUTHOR, new.id),)
    [(left,)] = await rows(storage, select(func.count()).where(tastes.c.feed_id == old.id))
    assert left == 0


async def test_a_chat_that_moves_keeps_the_filters_of_both(storage: Storage) -> None:
    old, new = await chat_at(storage, -1), await chat_at(storage, -100)
    feed = await feed_at(storage, "https://a", "a")
    for place, word in ((old, "zinc"), (new, "tin")):
        await storage.subscriptions.add(place.id, feed.id, now=1)
        filters = [Filter(word, feed_id=feed.id), Filter("Smith", Field.AUTHOR)]
        await storage.profiles.add_filters(place.id, Taste.MUTE, filters, now=1)
    await storage.move_chat(-1, -100)
    in_feed = (Filter("tin", feed_id=feed.id), Filter("zinc", feed_id=feed.id))
    assert (await profile(storage, new.id)).muted_by == (Filter("Smith", Field.AUTHOR), *in_feed)
