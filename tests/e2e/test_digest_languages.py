"""Digests of a topic in the language of its chat: head, dates, counts and buttons, in several scripts."""

import pytest

from bot.config import Settings
from bot.render.languages import speaking
from bot.render.phrases import phrase
from tests.botapi import BotApiServer, Message
from tests.e2e.conversations import Conversation
from tests.e2e.sources import NOON, Clock, at_noon, put_feed
from tests.web import WebServer

TOWNS = ("Arden", "Berrow", "Corvey", "Dunmore")
# Code → the day of the digest, and how many stories it holds, as people write them there.
WRITTEN = {
    "ar": ("الاثنين 23 نوفمبر", "3 أخبار"),
    "ja": ("11月23日（月曜日）", "話題3件"),
}


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("is_set_up_before", [True, False], ids=["set up before", "set up after"])
async def test_a_topic_has_its_digest_in_the_language_of_its_chat(
    reading: Settings,
    server: BotApiServer,
    web: WebServer,
    anna: Conversation,
    code: str,
    *,
    is_set_up_before: bool,
) -> None:
    forum = server.group("Forum", admins=[anna.user], topics=True)
    talk, topic = Conversation(server, anna.user, forum), server.topic(forum, "News")
    feed, clock = put_feed(web, "/feed.xml", "Town News", TOWNS), Clock()

    def digests() -> list[Message]:
        with speaking(code):
            beginning = phrase("digest.head", day="").strip()
        return [message for message in talk.answers if message.text.startswith(beginning)]

    async with at_noon(reading, server, clock):
        if is_set_up_before:
            await talk.read(f"/subscribe {feed}", thread_id=topic)
        await talk.ask(f"/language {code}")
        if not is_set_up_before:
            await talk.read(f"/subscribe {feed}", thread_id=topic)
        clock.now = NOON.replace(day=23, hour=8)
        await server.wait_until(lambda: bool(digests()), what="a digest in the language of the chat")
        digest = digests()[-1]
        assert digest.thread_id == topic
        day, count = WRITTEN[code]
        head, facts, *_ = digest.text.split("\n")
        assert day in head
        assert facts.lstrip("\u200f").startswith(count)  # the mark sets the line from right to left
        with speaking(code):
            get, back, sources = (phrase(f"button.{key}") for key in ("get", "to_digest", "sources"))
        assert any(get in label for label in digest.labels)
        story, toast = await talk.press(digest, digest.labels[0])
        assert (toast, story.thread_id) == ("", topic)
        assert "The ferry of" in story.text
        assert {back, sources} <= set(story.labels)
        again, _ = await talk.press(story, back)
        assert again.text == digest.text
    assert server.refused == []
