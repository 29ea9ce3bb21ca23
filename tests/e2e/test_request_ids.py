"""What is logged of one request can be told from what is logged of all others."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.config import Settings
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, eventually, running
from tests.e2e.sources import NOON, Clock, at_noon, put_feed
from tests.texts import STORY
from tests.web import WebServer


@pytest.fixture
def events() -> Iterator[list[Any]]:
    """What the bot logs meanwhile, with what it carries from request to line."""
    with capture_logs(processors=[merge_contextvars]) as captured:
        yield captured


@pytest.fixture
async def bot(settings: Settings, server: BotApiServer, events: list[Any]) -> AsyncIterator[None]:
    async with running(settings, server):
        yield


async def some(events: list[Any], name: str, count: int) -> list[dict[str, Any]]:
    def found() -> list[dict[str, Any]]:
        return [event for event in events if event["event"] == name]

    await eventually(lambda: len(found()) >= count, f"{count} of {name}")
    return found()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("question", ["/help", f"/summary {STORY}"], ids=["handler", "task of a handler"])
async def test_all_lines_of_an_update_carry_its_id_and_no_others_do(
    server: BotApiServer, anna: Conversation, events: list[Any], question: str
) -> None:
    # Of two questions neither the answer nor the apology for its absence can be sent.
    server.fault("sendMessage", 4, code=400, description="Bad Request: out of order")
    for _ in range(2):
        server.send(anna.user, question, anna.chat)
    failures = await some(events, "handler_failed", 2)
    apologies = await some(events, "apology_failed", 2)
    ids = [[(event["request"], event["update_id"]) for event in group] for group in (failures, apologies)]
    assert sorted(ids[0]) == sorted(ids[1])
    assert len({request for request, _ in ids[0]}) == len({update for _, update in ids[0]}) == 2


@pytest.mark.usefixtures("bot")
async def test_a_text_that_waited_for_more_belongs_to_the_update_that_brought_it(
    server: BotApiServer, anna: Conversation, events: list[Any]
) -> None:
    ben = Conversation.of(server, "Ben")
    server.fault("sendMessage", 9, code=400, description="Bad Request: out of order")
    for person in (anna, ben):  # one timer serves both
        server.send(person.user, (STORY * 10)[:4096], person.chat)
    first, second = sorted(event["update_id"] for event in await some(events, "handler_failed", 2))
    assert second - first == 1


async def test_what_goes_on_by_itself_belongs_to_no_update(
    reading: Settings,
    server: BotApiServer,
    web: WebServer,
    anna: Conversation,
    clock: Clock,
    events: list[Any],
) -> None:
    async with at_noon(reading, server, clock):
        await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
        put_feed(web, "/feed.xml", "Town News", ["Berrow", "Arden"])
        server.fault("sendMessage", 9, code=403, chat_id=anna.chat.id)
        clock.now = NOON.replace(day=23, hour=8)
        (sent,) = await some(events, "chat_paused", 1)
    asked, by_itself = await some(events, "feed_read", 2)
    (composed,) = await some(events, "digests_due", 1)
    assert asked["update_id"]
    assert "update_id" not in by_itself | composed | sent
    assert len({event["request"] for event in (asked, by_itself, composed, sent)}) == 4
