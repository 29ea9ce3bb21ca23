"""Links in what the bot sends: to the article, and to the place of each sentence. Telegram takes them all."""

from typing import Any

import httpx
import pytest

from bot.articles.model import Submission, content_id
from bot.config import Settings
from bot.storage import open_storage
from tests.botapi import BotApiServer, Message
from tests.databases import url_of
from tests.e2e.conversations import Conversation, running
from tests.texts import STORY, shown_sentences

UNUSABLE = [
    "https://example.org:99999/ferry",
    "https://exa<mple.org/ferry",
    "ftp://example.org/ferry",
    "https://localhost/ferry",
    "here",
]


def linked(word: str, url: str, text: str) -> list[dict[str, Any]]:
    """The entities of a text one of whose words leads somewhere."""
    return [{"type": "text_link", "offset": text.index(word), "length": len(word), "url": url}]


def proofs(message: Message) -> list[str]:
    """Where the arrows behind the sentences of a message lead."""
    return [entity["url"] for entity in message.entities if entity["length"] == 1 and "url" in entity]


@pytest.mark.parametrize("url", UNUSABLE)
async def test_a_kept_text_whose_address_is_none_is_shown_without_the_button(
    settings: Settings, server: BotApiServer, anna: Conversation, url: str
) -> None:
    kept = Submission(content_id(STORY, url), STORY, title="The ferry", url=url)
    storage = await open_storage(url_of(settings))
    await storage.articles.put(kept, 2_000_000_000)
    await storage.close()
    async with running(settings, server):
        greeting = server.find(anna.chat.id, (await anna.ask("/start")).message_id)
        assert greeting
        assert greeting.keyboard
        greeting.keyboard[0][0]["callback_data"] = f"g:{kept.id}:3"  # as if sent when it was read
        await anna.press(greeting, "Get a summary")
        await server.wait_until(lambda: "Shorter" in server.last_message(anna.chat.id).labels)
        answer = server.last_message(anna.chat.id)
        assert answer.labels == ["Shorter", "Longer"]
        assert shown_sentences(answer.text) == 3
        shorter, _ = await anna.press(answer, "Shorter")
        assert shown_sentences(shorter.text) == 2
    assert server.refused == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("url", UNUSABLE)
async def test_a_text_with_an_address_that_is_none_is_summed_up(anna: Conversation, url: str) -> None:
    answer = await anna.ask(STORY, entities=linked("harbour", url, STORY))
    assert answer.labels == ["Shorter", "Longer"]
    assert anna.server.refused == []


@pytest.mark.usefixtures("bot")
async def test_each_sentence_leads_to_its_place(anna: Conversation) -> None:
    answer = await anna.ask(STORY, entities=linked("harbour", "https://example.org/ferry", STORY))
    assert answer.labels[-1] == "Read the article"
    assert len(proofs(answer)) == 3
    assert all(url.startswith("https://example.org/ferry#:~:text=") for url in proofs(answer))


@pytest.mark.usefixtures("bot")
async def test_long_links_are_spread_over_messages_that_telegram_takes(anna: Conversation) -> None:
    sentence = "Speaker {0} took the floor for item {0} and talked of the ferries, the harbour and the tide."
    text = "/summary 20 " + " ".join(sentence.format(number) for number in range(30))
    url = f"https://example.org/{'ferry' * 180}"
    await anna.ask(text, entities=linked("harbour", url, text))
    await anna.server.wait_until(lambda: bool(anna.server.last_message(anna.chat.id).labels))
    parts = [message for message in anna.server.messages(anna.chat.id) if message.from_bot]
    assert len(parts) > 1
    assert sum(len(proofs(part)) for part in parts) == shown_sentences(parts[-1].text) == 20
    assert anna.server.refused == []


async def test_the_server_takes_links_up_to_the_size_that_telegram_takes(
    server: BotApiServer, anna: Conversation
) -> None:
    async def send(links: int) -> str:
        text = f"<a href='https://example.org/{'x' * 964}'>y</a> " * links  # 984 characters: 1,000 bytes each
        body = {"chat_id": anna.chat.id, "text": text, "parse_mode": "HTML"}
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(f"{server.url}/bot{server.token}/sendMessage", json=body)
        return str(answer.json().get("description"))

    assert await send(9) == "None"
    assert await send(10) == "Bad Request: ENTITIES_TOO_LONG"
