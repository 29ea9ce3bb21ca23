"""What is kept of a chat: taken out, brought in, moved and deleted, by commands and by buttons."""

import json
from html import escape
from typing import Any

import pytest

from bot.chat import importing, progress
from bot.config import Settings
from bot.render.phrases import phrase
from bot.services import imports
from bot.sources.opml import Outline, read_opml
from bot.storage.schema import METADATA
from tests.botapi import BotApiServer, Message, document
from tests.databases import table_of
from tests.e2e.conversations import Conversation
from tests.e2e.sources import opml, put_feed
from tests.texts import STORY
from tests.web import WebServer

MENU = [
    "Export sources",
    "Export all data",
    "Import",
    "Move to another chat",
    "Privacy",
    "Delete everything",
    "Back",
]


@pytest.fixture
async def reader(bot_at_noon: None, anna: Conversation, web: WebServer) -> Conversation:
    """Somebody who follows something, and has set something."""
    await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
    await anna.ask("/mute zinc")
    await anna.ask("/schedule 07:15")
    return anna


def sent_file(server: BotApiServer, message: Message) -> bytes:
    """Return what stands in a file of the bot."""
    file = server.files.known(message.extra["document"]["file_id"])
    assert file
    return file.content


def long_list(count: int) -> bytes:
    """A list in nested folders, with titles that need care."""
    rows = []
    for number in range(count):
        title = escape(f'Source "{number}" <&> новости')
        row = f'<outline text="{title}" xmlUrl="https://h{number}.example/feed?a=1&amp;b=2"/>'
        if number % 3 == 0:
            row = f'<outline text="News / all"><outline text="Local">{row}</outline></outline>'
        rows.append(row)
    return f'<opml version="2.0"><head/><body>{"".join(rows)}</body></opml>'.encode()


def told(outlines: tuple[Outline, ...]) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(one.url, one.title, one.folders) for one in outlines]


@pytest.mark.usefixtures("bot_at_noon")
async def test_five_hundred_sources_are_imported_with_a_line_and_exported_as_they_were(
    anna: Conversation, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing._Importing, "line_after", 0.0)
    monkeypatch.setattr(progress, "_LOOK_AGAIN", 0.01)
    body = long_list(500)
    answer = await anna.read(attachment=document("reader.opml", body), caption="/import", seconds=60)
    assert phrase("data.imported", count=500) in answer.text
    edits = [call.params["text"] for call in server.journal.of("editMessageText")]
    assert any(" of 500" in text for text in edits)
    exported = await anna.ask("/export")
    assert exported.text == phrase("data.exported", count=500)
    assert told(read_opml(sent_file(server, exported)).outlines) == told(read_opml(body).outlines)
    again = await anna.read(attachment=document("again.opml", sent_file(server, exported)), seconds=60)
    assert phrase("data.imported_known", count=500) in again.text


@pytest.mark.usefixtures("bot_at_noon")
async def test_a_list_that_is_stopped_goes_on_where_it_was(
    anna: Conversation, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing._Importing, "line_after", 0.0)
    monkeypatch.setattr(progress, "_LOOK_AGAIN", 0.01)
    monkeypatch.setattr(imports, "_PIECE", 1)  # slowly enough to be stopped
    file = document("reader.opml", long_list(450))
    server.send(anna.user, chat=anna.chat, attachment=file, caption="/import")

    def line() -> Message | None:
        shown = [one for one in anna.answers if "Cancel" in one.labels and " of 450" in one.text]
        return shown[-1] if shown else None

    await server.wait_until(lambda: line() is not None, what="a line that says how far it is")
    found = line()
    assert found
    await anna.answered(server.press(anna.user, found, "Cancel"))
    stopped = await anna.until(lambda message: message.text.startswith("Stopped."), "how far it came")
    assert " of 450. Send it again" in stopped.text
    monkeypatch.setattr(imports, "_PIECE", 25)
    whole = await anna.read(attachment=file, caption="/import", seconds=60)
    assert "you followed already" in whole.text
    assert "Sources of this chat: 450" in (await anna.ask("/feeds")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_broken_lists_say_where_and_what_can_be_read_is_followed(anna: Conversation) -> None:
    half = opml("https://a.example/feed").replace(b"</body>", b"\n<outline text='x' =/></body>")
    answer = await anna.read(attachment=document("half.opml", half), caption="/import")
    assert phrase("data.imported", count=1) in answer.text
    assert "damaged at line 2" in answer.text
    broken = await anna.read(attachment=document("broken.opml", b"<opml>\n<body =>"), caption="/import")
    assert "damaged (line 2" in broken.text
    odd = opml("https://b.example/feed", "ftp://c.example/feed")
    named = await anna.read(attachment=document("odd.opml", odd), caption="/import")
    assert "• Source (line 1)" in named.text
    other = await anna.read(attachment=document("book.pdf", b"%PDF"), caption="/import")
    assert "book.pdf is no list of sources and no backup" in other.text
    assert phrase("data.import_how") in (await anna.ask("/import")).text


async def test_a_backup_sets_up_another_chat_after_a_question(
    reader: Conversation, server: BotApiServer
) -> None:
    await reader.ask("/export json")
    backup = sent_file(server, reader.answers[-1])
    values: dict[str, Any] = json.loads(backup)
    assert values["setup"]["schedule"]["times"] == ["07:15"]
    assert [word["word"] for word in values["setup"]["words"]] == ["zinc"]
    ben = Conversation.of(server, "Ben")
    await ben.ask("/mute tin")
    question = await ben.read(attachment=document("my-data.json", backup))
    assert "Shall I restore this backup of 22 November 2026?" in question.text
    assert "1 source and 1 filter" in question.text
    kept, _ = await ben.press(question, "No, leave it as it is")
    assert kept.labels == MENU
    assert "“tin”" in (await ben.ask("/mute")).text
    question = await ben.read(attachment=document("my-data.json", backup))
    await ben.press(question, "Yes, restore it")
    done = await ben.until(lambda message: message.text.startswith("Restored"), "that it is restored")
    assert "07:15" in done.text
    words = await ben.ask("/mute")
    assert "“zinc”" in words.text
    assert "“tin”" not in words.text
    assert "Town News" in (await ben.ask("/feeds")).text
    bad = await ben.read(attachment=document("my-data.json", backup.replace(b"07:15", b"27:15")))
    assert "setup.schedule.times" in bad.text


async def test_everything_can_be_reached_by_buttons(reader: Conversation, server: BotApiServer) -> None:
    menu = await reader.ask("/data")
    assert menu.labels == MENU
    for label in ("Import", "Move to another chat", "Privacy"):
        screen, _ = await reader.press(menu, label)
        menu, _ = await reader.press(screen, "Back")
        assert menu.labels == MENU
    question, _ = await reader.press(menu, "Delete everything")
    menu, _ = await reader.press(question, "No, keep it")
    await reader.press(menu, "Export sources")
    sources = await reader.until(lambda message: "document" in message.extra, "a file")
    assert b"Town News" in sent_file(server, sources)
    await reader.press(sources, "Export all data")
    await reader.until(lambda message: message.text == phrase("data.exported_all"), "the other file")
    settings, _ = await reader.press(menu, "Back")
    assert "Your data" in settings.labels


async def test_a_setup_moves_by_a_code_once(reader: Conversation, server: BotApiServer) -> None:
    how = await reader.ask("/move")
    code_message, _ = await reader.press(how, "Get a code")
    code = code_message.text.partition("/move ")[2].split()[0]
    assert f"/move {code}" in code_message.text
    assert "this very chat" in (await reader.ask(f"/move {code}")).text
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[reader.user])
    admin, other = Conversation(server, reader.user, group), Conversation(server, member, group)
    assert "Only administrators" in (await other.ask(f"/move {code}")).text
    question = await admin.ask(f"/start@{server.bot.username} move-{code}")
    assert "1 source and 1 filter" in question.text
    _, toast = await admin.press(question, "Yes, move it here", by=member)
    assert toast == "Only administrators can change this."
    moved, _ = await admin.press(question, "Yes, move it here")
    assert moved.text.startswith("Moved here")
    assert "07:15" in moved.text
    assert "Town News" in (await admin.ask("/feeds")).text
    await reader.until(lambda message: message.text == phrase("data.moved_away"), "a word in the old chat")
    assert "follow nothing" in (await reader.ask("/feeds")).text
    assert "I know no such code" in (await admin.ask(f"/move {code}")).text


async def test_in_a_group_a_code_goes_to_whoever_asked_for_it_alone(
    reader: Conversation, server: BotApiServer, web: WebServer
) -> None:
    group = server.group("Readers", admins=[reader.user])
    admin = Conversation(server, reader.user, group)
    await admin.read(f"/subscribe {put_feed(web, '/other.xml', 'Other News', ['Brook'])}")
    how = await admin.ask("/move")
    same, toast = await admin.press(how, "Get a code")
    assert toast == phrase("toast.sent_code")
    assert "code:" not in same.text
    given = await reader.until(lambda message: message.text.startswith("The code:"), "the code")
    code = given.text.partition("/move ")[2].split()[0]
    question = await reader.ask(f"/start move-{code}")
    assert "Here is set up already: 1 source and 1 filter" in question.text
    await reader.press(question, "Yes, move it here")
    feeds = (await reader.ask("/feeds")).text
    assert "Town News" in feeds
    assert "Other News" in feeds


async def test_after_forget_nothing_of_the_chat_is_left(
    reader: Conversation, server: BotApiServer, reading: Settings
) -> None:
    ben = Conversation.of(server, "Ben")
    await ben.ask("/mute tin")
    await reader.ask(STORY)
    await reader.ask("/export json")
    assert [one["title"] for one in json.loads(sent_file(server, reader.answers[-1]))["asked"]]
    question = await reader.ask("/forget")
    assert "1 source and 1 filter" in question.text
    _, toast = await reader.press(question, "Yes, delete it all")
    assert toast == phrase("data.forgetting")
    done = await reader.until(lambda message: message.text == phrase("data.forgotten"), "that it is done")
    assert (done.message_id, done.labels) == (question.message_id, [])
    assert places_of(reading, reader.user.id) == []
    assert places_of(reading, ben.user.id)
    assert "Harbour" not in everything(reading)
    assert "follow nothing" in (await reader.ask("/feeds")).text
    assert "“tin”" in (await ben.ask("/mute")).text


@pytest.mark.usefixtures("bot_at_noon")
async def test_in_a_group_only_admins_take_out_and_delete(anna: Conversation, server: BotApiServer) -> None:
    member = server.add_user("Mia")
    group = server.group("Readers", members=[member], admins=[anna.user])
    admin, other = Conversation(server, anna.user, group), Conversation(server, member, group)
    await admin.ask("/mute zinc")
    for command in ("/export json", "/forget", "/import", "/move"):
        assert "Only administrators" in (await other.ask(command)).text
    assert (await other.ask("/privacy")).labels == []
    question = await admin.ask("/forget")
    same, toast = await admin.press(question, "Yes, delete it all", by=member)
    assert toast == "Only administrators can change this."
    assert same.labels == question.labels
    assert phrase("data.forget_group") in question.text
    await admin.press(question, "Yes, delete it all")
    await admin.until(lambda message: message.text == phrase("data.forgotten"), "that it is done")
    assert (await admin.ask("/mute")).text.startswith("Nothing is muted here.")


def places_of(settings: Settings, number: int) -> list[str]:
    """Return every table and column of the database that holds a number, also within a text."""
    return [
        f"{table}.{column}"
        for table in METADATA.tables
        for row in table_of(settings, table)
        for column, value in row.items()
        if value == number
    ]


def everything(settings: Settings) -> str:
    """Return all that stands in the tables of texts and links."""
    return repr(
        [list(map(tuple, map(dict.values, table_of(settings, name)))) for name in ("inputs", "asked")]
    )
