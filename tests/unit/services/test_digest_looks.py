"""Chats that follow the same and want it to look otherwise."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.digest.look import Look
from tests.unit.services.outlets import Got, World, told, world

NUMBER = 700


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as one:
        yield one


@pytest.fixture
def follow(here: World) -> "Follow":
    return Follow(here)


class Follow:
    """Chats that follow one source which tells one story, each with a look of its own."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def got(self, *looks: Look) -> list[Got]:
        feed = await self.world.feed("herald")
        for number, look in enumerate(looks):
            chat = await self.world.follow(NUMBER + number, feed)
            await self.world.storage.looks.set(chat.id, look)
        await self.world.tell(feed, told("apart-04-fire")[1])
        got = await self.world.morning(1)
        by_chat = {one.chat.place.chat_id: one for one in got}
        return [by_chat[NUMBER + number] for number in range(len(looks))]


async def test_each_gets_the_length_it_wants(follow: Follow) -> None:
    usual, one, five = await follow.got(Look("en"), Look("en", sentences=1), Look("en", sentences=5))
    lines = [got.text.count("\n") for got in (one, usual, five)]
    assert lines[0] < lines[1] < lines[2]
    *_, sentence = re.sub(r"<[^>]*>", "", one.text).splitlines()
    assert sentence in five.text


async def test_headlines_alone_have_a_button_for_the_rest(follow: Follow) -> None:
    usual, brief = await follow.got(Look("en"), Look("en", is_brief=True))
    assert "<blockquote" in usual.text
    assert "<blockquote" not in brief.text
    assert brief.digest
    assert [story.has_more for story in brief.digest.stories] == [True]


async def test_those_who_want_the_same_share_a_digest(follow: Follow) -> None:
    first, second, other = await follow.got(
        Look("en", algorithm="lsa"), Look("en", has_offers=True), Look("de")
    )
    assert first.digest
    assert second.digest
    assert other.digest
    assert first.digest.id == second.digest.id != other.digest.id


async def test_a_look_that_changes_while_the_digest_is_due_changes_that_digest(here: World) -> None:
    feed = await here.feed("herald")
    chat = await here.follow(NUMBER, feed)
    await here.tell(feed, told("apart-04-fire")[1])
    await here.storage.looks.set(chat.id, replace(chat.look, is_brief=True))
    (got,) = await here.morning(1)
    assert "<blockquote" not in got.text
