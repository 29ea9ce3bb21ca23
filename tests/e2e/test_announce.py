"""What Telegram is told of the bot: menus and descriptions, once, in every language, beside all else."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.chat import COMMANDS, announce, announced
from bot.chat.commands import OWNER_COMMANDS
from bot.config import Settings
from bot.render import catalogues
from bot.render.languages import speaking
from bot.render.phrases import phrase
from tests.botapi import Accepted, BotApiServer, User
from tests.e2e.conversations import Conversation, logged, running

_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
GERMAN = {"command.help": "So benutzt man ihn", "bot.short": "Kürzt Texte."}
METHODS = ("setMyCommands", "setMyDescription", "setMyShortDescription", "deleteMyCommands")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announce, "_PAUSE", 0.0)


@pytest.fixture(autouse=True)
def _one_other_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Two texts in German, and no other language."""
    entries = []
    for key, text in GERMAN.items():
        entries.append(f'msgctxt "{key}"\nmsgid "{phrase(key)}"\nmsgstr "{text}"\n')
    folder = tmp_path / "locales"
    folder.mkdir()
    (folder / "de.po").write_text("\n".join([_HEAD, *entries]), "utf-8")
    for module in (catalogues, announced):
        monkeypatch.setattr(module, "LOCALES", folder)
    catalogues.catalogue.cache_clear()
    yield
    catalogues.catalogue.cache_clear()


@pytest.fixture
def owner(server: BotApiServer) -> User:
    owner = server.add_user("Olga")
    server.private_chat(owner)
    return owner


@pytest.fixture
def owned(settings: Settings, owner: User) -> Settings:
    return settings.model_copy(update={"owner_ids": frozenset({owner.id})})


def told(server: BotApiServer) -> list[Accepted]:
    return [call for method in METHODS for call in server.journal.of(method)]


@asynccontextmanager
async def until_told(
    settings: Settings, server: BotApiServer, count: int, method: str = "setMyCommands"
) -> AsyncIterator[None]:
    """Run the bot, in the block from when so much more was told."""
    before = server.journal.count(method)
    async with running(settings, server):
        await server.wait_accepted(method, before + count)
        yield


async def settled(server: BotApiServer) -> None:
    """Wait until nothing more is told."""
    count = -1
    while count != len(told(server)):
        count = len(told(server))
        await asyncio.sleep(1)  # far longer than one call takes after another, on a busy machine too


def names(server: BotApiServer, scope: str, chat: int = 0, language: str = "") -> list[str]:
    return [command["command"] for command in server.commands.get((scope, chat, 0, language), [])]


async def test_menus_and_descriptions_are_told_once_in_every_language(
    server: BotApiServer, owned: Settings, owner: User
) -> None:
    async with running(owned, server):
        await settled(server)
    everybody = [name for name in COMMANDS if name not in OWNER_COMMANDS]
    assert names(server, "all_private_chats") == everybody
    assert names(server, "all_group_chats") == ["summary", "digest", "help"]
    admins = names(server, "all_chat_administrators")
    assert admins[:3] == ["summary", "digest", "help"]
    assert set(admins) == set(everybody) - {"start"}
    assert names(server, "chat", owner.id) == list(COMMANDS)
    with speaking("de"):
        assert names(server, "all_private_chats", language="de") == everybody
        german = server.commands["all_group_chats", 0, 0, "de"][2]
        assert german == {"command": "help", "description": GERMAN["command.help"]}
    assert server.profile[""] == {
        "description": phrase("bot.description"),
        "short_description": phrase("bot.short"),
    }
    # What is not translated is shown in English by Telegram itself.
    assert server.profile["de"] == {"short_description": GERMAN["bot.short"]}
    calls = len(told(server))
    assert calls == 3 + 1 + 2 + 3 + 1

    async with running(owned, server):
        await Conversation(server, owner, server.private_chat(owner)).ask("/help")
        await settled(server)
    assert len(told(server)) == calls


async def test_only_what_is_new_is_told_and_what_is_gone_is_taken_back(
    server: BotApiServer, owned: Settings, owner: User
) -> None:
    async with running(owned, server):
        await settled(server)
    calls = len(told(server))
    another = server.add_user("Otto")
    server.private_chat(another)
    (catalogues.LOCALES / "de.po").write_text(_HEAD, "utf-8")
    catalogues.catalogue.cache_clear()
    async with running(owned.model_copy(update={"owner_ids": frozenset({another.id})}), server):
        await settled(server)
    assert names(server, "chat", another.id) == list(COMMANDS)
    assert ("chat", owner.id, 0, "") not in server.commands
    assert names(server, "all_private_chats", language="de") == []
    assert not server.profile["de"].get("short_description")
    # Telegram is told of the one owner, that the other is none, and of the four things in German.
    assert len(told(server)) == calls + 1 + 1 + 4


async def test_whoever_claims_the_bot_has_the_commands_of_owners(
    server: BotApiServer, settings: Settings, owner: User, events: list[Any]
) -> None:
    async with running(settings.model_copy(update={"access": "owner"}), server):
        link: str = (await logged(events, "bot_has_no_owner"))["claim_link"]
        await settled(server)
        olga = Conversation(server, owner, server.private_chat(owner))
        claimed = await olga.ask(f"/start {link.partition('=')[2]}")
        assert claimed.labels == ["People", "Invites", "Statistics"]
        await server.wait_until(lambda: names(server, "chat", owner.id) == list(COMMANDS))


async def test_an_owner_who_comes_later_gets_the_menu_then_and_until_then_nothing_is_wrong(
    server: BotApiServer, settings: Settings, events: list[Any]
) -> None:
    late = server.add_user("Lars")
    async with running(settings.model_copy(update={"owner_ids": frozenset({late.id})}), server):
        await server.wait_until(lambda: any(call.method == "setMyCommands" for call in server.refused))
        await settled(server)
        assert names(server, "chat", late.id) == []
        await Conversation(server, late, server.private_chat(late)).ask("/start")
        await server.wait_until(lambda: names(server, "chat", late.id) == list(COMMANDS))
    assert not [event for event in events if event["log_level"] in {"warning", "error"}]


async def test_telegram_is_told_as_slowly_as_it_wants_and_people_do_not_wait_for_that(
    server: BotApiServer, owned: Settings, anna: Conversation
) -> None:
    server.fault("setMyDescription", retry_after=2)
    async with running(owned, server):
        await server.wait_until(lambda: any(call.method == "setMyDescription" for call in server.refused))
        refused = next(call for call in server.refused if call.method == "setMyDescription")
        answered = await anna.ask("/help")
        assert answered
        assert server.journal.of("setMyDescription") == []
        await server.wait_accepted("setMyDescription")
        assert server.journal.of("setMyDescription")[0].at - refused.at >= 2


async def test_what_fails_is_said_in_one_line_and_told_at_the_next_start(
    server: BotApiServer, owned: Settings, events: list[Any]
) -> None:
    server.fault("setMyShortDescription", code=400, description="Bad Request: not today", times=9)
    async with running(owned, server):
        await logged(events, "not_all_announced")
    [line] = [event for event in events if event["event"] == "not_all_announced"]
    assert (line["failed"], line["error"]) == (2, "Not today")
    calls = len(told(server))
    server._faults._queue.clear()
    async with until_told(owned, server, 2, "setMyShortDescription"):
        await settled(server)
    assert len(told(server)) == calls + 2


async def test_when_telegram_takes_none_of_it_the_rest_is_left_to_the_next_start(
    server: BotApiServer, owned: Settings, events: list[Any]
) -> None:
    for method in METHODS:
        server.fault(method, code=500, times=99)
    async with running(owned, server):
        await logged(events, "not_all_announced")
        await settled(server)
    assert len([call for call in server.refused if call.method in METHODS]) == 3
    server._faults._queue.clear()
    async with running(owned, server):
        await settled(server)
    assert len(told(server)) == 10
