"""How much one person may ask for: said when it is used up, and no limit for owners."""

import asyncio

import pytest

from bot.config import Settings
from bot.services import access, quotas
from tests.botapi import BotApiServer, document
from tests.e2e.conversations import Conversation, eventually, running
from tests.e2e.pages import documents, is_about, page, story
from tests.e2e.sources import put_feed
from tests.web import WebServer


@pytest.fixture(autouse=True)
def _small_quotas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(quotas._AN_HOUR, "link", 3)
    for kind in ("document", "text", "source"):
        monkeypatch.setitem(quotas._AN_HOUR, kind, 2)


@pytest.mark.usefixtures("reading_bot")
async def test_a_person_who_used_up_the_links_of_an_hour_is_told_how_long_to_wait(
    server: BotApiServer, anna: Conversation, web: WebServer
) -> None:
    urls = [web.page(f"/{number}", page(f"Karlsby-{number}")) for number in range(5)]
    for number, url in enumerate(urls[:3]):
        assert is_about(await anna.read(url), f"Karlsby-{number}")
    refused = await anna.read(urls[3])
    assert "(3)" in refused.text
    assert "free in 60 minutes" in refused.text
    assert "/3" not in web.hits()
    # What is known costs nothing, texts and documents are counted apart, and others have links of their own.
    assert is_about(await anna.read(f"/summary {urls[0]}"), "Karlsby-0")
    assert is_about(await anna.read(" ".join(story("Altstad"))), "Altstad")
    assert is_about(await anna.read(attachment=document("a.pdf", documents("Nordby")["pdf"])), "Nordby")
    assert is_about(await Conversation.of(server, "Boris").read(urls[3]), "Karlsby-3")


@pytest.mark.usefixtures("reading_bot")
async def test_failed_links_count_and_so_do_those_of_a_refresh(anna: Conversation, web: WebServer) -> None:
    answer = await anna.read(web.page("/ferry", page("Karlsby")))
    await anna.read(web.page("/gone", status=404))
    await anna.press(answer, "Refresh")
    _, toast = await anna.press(answer, "Refresh")
    assert "(3)" in toast
    assert web.hits() == {"/ferry": 2, "/gone": 1}


@pytest.mark.usefixtures("reading_bot")
async def test_documents_have_a_quota_of_their_own(anna: Conversation) -> None:
    for town in ("Karlsby", "Altstad"):
        assert is_about(await anna.read(attachment=document("a.pdf", documents(town)["pdf"])), town)
    refused = await anna.read(attachment=document("a.pdf", documents("Nordby")["pdf"]))
    assert "(2)" in refused.text
    assert len(anna.server.journal.of("getFile")) == 2


@pytest.mark.usefixtures("reading_bot")
async def test_texts_and_new_sources_have_a_quota_of_their_own(
    server: BotApiServer, anna: Conversation, web: WebServer
) -> None:
    for town in ("Karlsby", "Altstad"):
        assert is_about(await anna.read(" ".join(story(town))), town)
        assert (
            "You follow"
            in (await anna.read(f"/subscribe {put_feed(web, f'/{town}.xml', town, [town])}")).text
        )
    refused = await anna.read(" ".join(story("Nordby")))
    assert "hourly limit of texts for one person (2)" in refused.text
    again = await anna.read(f"/subscribe {put_feed(web, '/n.xml', 'Nordby', ['Nordby'])}")
    assert "hourly limit of new sources for one person (2)" in again.text
    assert is_about(await Conversation.of(server, "Boris").read(" ".join(story("Nordby"))), "Nordby")


async def test_one_person_brings_the_bot_into_so_many_groups(
    server: BotApiServer, anna: Conversation, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "MOST_CHATS", 1)
    first, second = (server.group(name, admins=[anna.user], bot="left") for name in ("One", "Two"))
    async with running(settings, server):
        for group in (first, second):  # both at once
            server.add_bot(group, by=anna.user)
        await server.wait_accepted("leaveChat")
        stays, left = sorted((first, second), key=server.bot_status, reverse=True)
        assert [server.bot_status(group) for group in (stays, left)] == ["member", "left"]
        assert "all that I serve for one person" in server.last_message(left.id).text
        assert (await Conversation(server, anna.user, stays).ask("/help")).text


@pytest.mark.usefixtures("reading_bot")
async def test_two_at_once_and_a_third_is_told_to_wait_and_nobody_else_is(
    server: BotApiServer, anna: Conversation, web: WebServer
) -> None:
    release = asyncio.Event()
    urls = [web.page(f"/{number}", page(f"Karlsby-{number}"), hold=release.wait) for number in range(3)]
    for url in urls[:2]:
        server.send(anna.user, url, anna.chat)
    await eventually(lambda: len(web.requests) == 2, "two requests")
    third = await anna.read(urls[2])
    assert "/cancel" in third.text
    assert is_about(await anna.read(f"/summary {' '.join(story('Altstad'))}"), "Altstad")
    release.set()
    for number in range(2):
        town = f"Karlsby-{number}"
        await anna.until(lambda message, town=town: is_about(message, town), town)  # type: ignore[misc]
    assert is_about(await anna.read(urls[2]), "Karlsby-2")


async def test_owners_have_no_quota(server: BotApiServer, reading: Settings, web: WebServer) -> None:
    olga = Conversation.of(server, "Olga")
    owned = reading.model_copy(update={"owner_ids": frozenset({olga.user.id})})
    async with running(owned, server):
        for number in range(5):
            url = web.page(f"/{number}", page(f"Karlsby-{number}"))
            assert is_about(await olga.read(url), f"Karlsby-{number}")


@pytest.mark.usefixtures("reading_bot")
async def test_a_stranger_in_a_group_cannot_use_up_the_links_of_others(
    server: BotApiServer, anna: Conversation, web: WebServer
) -> None:
    boris = server.add_user("Boris")
    group = server.group("Readers", members=[anna.user, boris])
    talk = Conversation(server, boris, group)
    for number in range(3):
        await talk.read(f"/summary {web.page(f'/{number}', page(f'Karlsby-{number}'))}")
    assert "(3)" in (await talk.read(f"/summary {web.page('/x', page('Altstad'))}")).text
    assert is_about(await Conversation(server, anna.user, group).read(f"/summary {web.url('/x')}"), "Altstad")
