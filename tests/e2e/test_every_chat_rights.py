"""Who is let in, who is an admin and for how long, and which commands are for the bot, in every chat."""

import time
from types import SimpleNamespace
from typing import Any

import pytest

from bot.chat import COMMANDS, admins
from bot.config import Settings
from tests.botapi import BotApiServer, Fault, Message, fault
from tests.e2e.every_chat import LANGUAGES, Kind, Role, Stage, open_house
from tests.e2e.every_command import REFUSED
from tests.e2e.every_text import bare, said, says
from tests.web import WebServer

GROUPS = (Kind.GROUP, Kind.SUPERGROUP, Kind.TOPIC)
# What the bot keeps of them, and its end, people have of it in private even where it is not for them.
OWN_DATA = frozenset({"privacy", "export", "forget"})


def presses_of(message: Message) -> dict[str, str]:
    """What each button of a message sends, by label."""
    buttons = [button for row in message.keyboard or [] for button in row]
    return {bare(one["text"]): one["callback_data"] for one in buttons if "callback_data" in one}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_where_nobody_let_it_in_the_bot_says_so_once_and_does_nothing(
    server: BotApiServer, reading: Settings, language: str
) -> None:
    closed = reading.model_copy(update={"access": "owner"})
    async with open_house(closed, server) as house:
        for kind in Kind:
            stage = Stage(house, kind, language)
            before = stage.state.wishes()
            open_to_all = OWN_DATA if kind is Kind.PRIVATE else frozenset[str]()
            for command in COMMANDS:
                if command not in open_to_all:
                    stage.write(stage.chief, f"/{command}")
            stage.write(stage.chief, "/mute zinc")
            await stage.settled()
            (refusal,) = stage.answers()
            key = "access.stranger" if kind is Kind.PRIVATE else "access.stranger_group"
            spoken = "en" if kind is Kind.CHANNEL else language  # of a channel nobody is known
            assert says(refusal, key, spoken), (kind, refusal.text)
            assert (refusal.thread_id, stage.state.wishes()) == (stage.topic, before), kind
            (toast,) = await stage.pressed(stage.people[stage.chief], refusal, "gm")
            assert toast == said(key, language)
            assert stage.state.wishes() == before


async def test_commands_count_with_the_name_of_the_bot_and_not_with_another(
    server: BotApiServer, reading: Settings, web: WebServer
) -> None:
    async with open_house(reading, server) as house:
        for kind in Kind:
            stage = Stage(house, kind, "en")
            await stage.set_up(web)
            before, count = stage.state.wishes(), len(stage.answers())
            for command in COMMANDS:
                stage.write(stage.chief, f"/{command}@other_bot")
            stage.write(stage.chief, "/mute@other_bot zinc")
            await stage.command(stage.chief, f"/help@{server.bot.username}")
            assert (len(stage.answers()), stage.state.wishes()) == (count + 1, before), kind
            for command in ("feeds", "settings", "mute", "privacy"):
                await stage.command(stage.chief, f"/{command}@{(server.bot.username or '').upper()}")


async def test_in_privacy_mode_a_group_is_not_read_and_its_commands_are(
    server: BotApiServer, reading: Settings, web: WebServer
) -> None:
    assert server.privacy_mode
    async with open_house(reading, server) as house:
        for kind in GROUPS:
            stage = Stage(house, kind, "en")
            await stage.set_up(web)
            count, before = len(stage.answers()), stage.state.wishes()
            for text in ("just talking", "see https://example.org/Arden", "mute zinc"):
                stage.write(Role.MEMBER, text)
            assert says(await stage.command(Role.MEMBER, "/feeds"), "sources.head", "en")
            assert (len(stage.answers()), stage.state.wishes()) == (count + 1, before), kind


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_is_no_admin_any_more_decides_nothing_after_a_minute(
    server: BotApiServer,
    reading: Settings,
    web: WebServer,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed = [0.0]
    monkeypatch.setattr(admins, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + passed[0]))
    async with open_house(reading, server) as house:
        for kind in GROUPS:
            stage = Stage(house, kind, language)
            await stage.set_up(web)
            admin, owner = stage.people[Role.ADMIN], stage.people[Role.OWNER]
            menu = await stage.command(Role.OWNER, "/settings")
            assert await stage.pressed(admin, menu, presses_of(menu)[said("button.look", language)]) == [""]
            server.demote(stage.chat, admin, by=owner)
            passed[0] += 60.0
            before, shown = stage.state.wishes(), stage.answers()[-1]
            toasts = await stage.pressed(admin, shown, *presses_of(shown).values())
            allowed = {said(key, language) for key in ("toast.admins_only", "toast.sent_privately")}
            assert set(toasts) <= allowed, (kind, toasts)
            assert says(await stage.command(Role.ADMIN, "/mute zinc"), REFUSED, language)
            assert stage.state.wishes() == before, kind
            assert stage.answers()[-2].text == shown.text, kind


def _tells_of_no_members(method: str, _: Any) -> Fault | None:
    return fault(code=400, description="Bad Request: something") if method == "getChatMember" else None


async def test_while_telegram_does_not_tell_who_is_an_admin_nobody_is_one(
    server: BotApiServer, reading: Settings, web: WebServer
) -> None:
    async with open_house(reading, server) as house:
        for kind in (*GROUPS, Kind.CHANNEL):
            stage = Stage(house, kind, "en")
            await stage.set_up(web)
            menu = await stage.command(stage.chief, "/mute zinc, tin")
            before = stage.state.wishes()
            presses = presses_of(menu).values()
            server.fault_by(_tells_of_no_members)
            # As somebody of whom nothing is known yet.
            toasts = await stage.pressed(stage.people[Role.ANONYMOUS], menu, *presses)
            assert all(toasts), (kind, toasts)
            assert stage.state.wishes() == before, kind
            assert stage.answers()[-1].text == menu.text, kind
            server.fault_by(None)


async def test_an_admin_without_a_name_decides_and_a_channel_that_writes_there_does_not(
    server: BotApiServer, reading: Settings, web: WebServer
) -> None:
    async with open_house(reading, server) as house:
        for kind in GROUPS:
            stage = Stage(house, kind, "en")
            await stage.set_up(web)
            before, speaks = stage.state.wishes(), {"sender_chat": server.channel("Foreign").to_json()}
            member = stage.people[Role.MEMBER]
            written = server.send(member, "/mute tin", stage.chat, thread_id=stage.topic, extra=speaks)
            assert says(await stage.answer_to(written), REFUSED, "en"), kind
            assert stage.state.wishes() == before, kind
            if kind is not Kind.GROUP:  # nobody is without a name in a basic group
                assert says(await stage.command(Role.ANONYMOUS, "/mute zinc"), "profile.mutes", "en")
                assert stage.state.wishes() != before, kind
