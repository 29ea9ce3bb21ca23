"""In a channel the buttons of the bot obey those who have the right for what they change, and nobody else."""

from collections.abc import AsyncIterator

import pytest

from bot.config import Settings
from bot.render.phrases import phrase
from tests.botapi import BotApiServer, Chat, Message, User
from tests.e2e.conversations import Conversation, running
from tests.e2e.sources import put_feed
from tests.web import WebServer

REFUSED = phrase("toast.rights_needed")
NO_EDITOR = phrase("toast.edit_needed")
POST, EDIT = "can_post_messages", "can_edit_messages"


@pytest.fixture
def creator(server: BotApiServer) -> User:
    return server.add_user("Cora")


@pytest.fixture
def channel(server: BotApiServer, creator: User) -> Chat:
    return server.channel("Town", admins=[creator])


@pytest.fixture
async def posts(
    server: BotApiServer, reading: Settings, channel: Chat, creator: User
) -> AsyncIterator[Conversation]:
    """A public bot in the channel; whoever writes there can post."""
    async with running(reading, server):
        yield Conversation(server, creator, channel)


def admin(server: BotApiServer, channel: Chat, by: User, *without: str) -> User:
    """Somebody who administers the channel, without some rights there, and has started the bot."""
    user = server.add_user("Adam")
    server.private_chat(user)
    server.promote(channel, user, by, without=without)
    return user


async def posted(server: BotApiServer, posts: Conversation, text: str) -> Message:
    before = len(posts.answers)
    server.post(posts.chat, text)
    await server.wait_until(lambda: len(posts.answers) > before, what=f"an answer to {text}")
    return posts.answers[-1]


@pytest.mark.parametrize("without", [(POST,), (POST, EDIT)])
async def test_an_admin_who_may_not_post_changes_nothing(
    server: BotApiServer, posts: Conversation, creator: User, without: tuple[str, ...]
) -> None:
    adam = admin(server, posts.chat, creator, *without)
    settings = await posted(server, posts, "/settings")
    for label in ("Summary length", "Schedule", "Look"):
        shown, toast = await posts.press(settings, label, by=adam)
        assert (shown.text, toast) == (settings.text, REFUSED)
    schedule = await posted(server, posts, "/schedule")
    for label in ("Times", "Days", "Pause"):
        shown, toast = await posts.press(schedule, label, by=adam)
        assert (shown.text, toast) == (schedule.text, REFUSED)


async def test_who_may_post_changes_settings_and_who_owns_the_channel_everything(
    server: BotApiServer, posts: Conversation, creator: User
) -> None:
    adam = admin(server, posts.chat, creator, EDIT)
    settings = await posted(server, posts, "/settings")
    length, toast = await posts.press(settings, "Summary length", by=adam)
    assert (length.text != settings.text, toast) == (True, "")
    changed, _ = await posts.press(length, "5", by=adam)
    settings, _ = await posts.press(changed, "Back", by=creator)
    assert "5" in settings.text
    offers, toast = await posts.press(settings, "Summary offers", by=creator)
    await posts.press(offers, "On", by=creator)
    assert phrase("looks.offers_on") in posts.answers[-1].text


async def test_offers_are_for_who_may_edit(server: BotApiServer, posts: Conversation, creator: User) -> None:
    poster, editor = (admin(server, posts.chat, creator, right) for right in (EDIT, POST))
    settings = await posted(server, posts, "/settings")
    shown, toast = await posts.press(settings, "Summary offers", by=poster)
    assert (shown.text, toast) == (settings.text, NO_EDITOR)
    offers, toast = await posts.press(settings, "Summary offers", by=editor)
    assert toast == ""
    shown, toast = await posts.press(offers, "On", by=poster)
    assert (phrase("looks.offers_off") in shown.text, toast) == (True, NO_EDITOR)
    shown, toast = await posts.press(offers, "On", by=editor)
    assert (phrase("looks.offers_on") in shown.text, toast) == (True, "")


async def test_sources_of_a_channel_are_dropped_by_who_may_post(
    server: BotApiServer, posts: Conversation, creator: User, web: WebServer
) -> None:
    adam = admin(server, posts.chat, creator, POST)
    await posted(server, posts, f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    await posts.until(lambda message: "from now on" in message.text)
    feeds = await posted(server, posts, "/feeds")
    source, toast = await posts.press(feeds, "1", by=creator)
    assert toast == ""
    drop = next(label for label in source.labels if "nfollow" in label or "nsubscribe" in label)
    shown, toast = await posts.press(source, drop, by=adam)
    assert (shown.text, toast) == (source.text, REFUSED)
    assert "Town News" in (await posted(server, posts, "/feeds")).text
