"""Forwards, replies, quotes, captions, albums, edits: what of a message is read, and which answer changes."""

import pytest

from tests.botapi import BotApiServer, Chat, document, photo
from tests.e2e.conversations import Conversation
from tests.e2e.pages import documents, is_about, page, sentences, story, summary_of
from tests.e2e.test_links import linked
from tests.web import WebServer

pytestmark = pytest.mark.usefixtures("reading_bot")


@pytest.fixture
def group(server: BotApiServer, anna: Conversation) -> Chat:
    return server.group("Readers", members=[anna.user], bot="administrator")


def in_group(anna: Conversation, group: Chat) -> Conversation:
    return Conversation(anna.server, anna.user, group)


def text_of(town: str) -> str:
    return " ".join(story(town))


async def test_a_forwarded_post_names_its_channel_and_leads_to_it(anna: Conversation) -> None:
    channel = anna.server.channel("Harbour News", username="harbour_news")
    post = anna.server.post(channel, text_of("Karlsby"))
    anna.server.forward(anna.user, post, anna.chat)
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    assert "Harbour News" in answer.text
    assert answer.keyboard is not None
    assert answer.keyboard[-1][-1]["url"] == f"https://t.me/harbour_news/{post.message_id}"


async def test_a_forwarded_post_of_a_private_channel_leads_nowhere(anna: Conversation) -> None:
    post = anna.server.post(anna.server.channel("Harbour News"), text_of("Karlsby"))
    anna.server.forward(anna.user, post, anna.chat)
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    assert "Harbour News" in answer.text
    assert answer.labels == ["Shorter", "Longer"]


async def test_a_forwarded_teaser_is_read_at_its_link(anna: Conversation, web: WebServer) -> None:
    channel = anna.server.channel("Harbour News", username="harbour_news")
    text = "A ferry ran aground. Read more"
    url = web.page("/ferry", page("Karlsby"))
    anna.server.forward(anna.user, anna.server.post(channel, text, entities=linked("Read more", url, text)))
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    assert answer.keyboard is not None
    assert answer.keyboard[-1][-1]["url"] == url


@pytest.mark.parametrize("hidden", [False, True], ids=["person", "hidden person"])
async def test_what_a_person_wrote_is_read_when_forwarded(
    server: BotApiServer, anna: Conversation, hidden: bool
) -> None:
    boris = server.add_user("Boris")
    group = server.group("Elsewhere", members=[boris], bot="left")
    written = server.send(boris, text_of("Karlsby"), group)
    server.forward(anna.user, written, anna.chat, hidden=hidden)
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    assert "Boris" not in answer.text


async def test_a_forwarded_document_is_read(anna: Conversation) -> None:
    file = document("ferry.pdf", documents("Karlsby")["pdf"])
    channel = anna.server.channel("Harbour News")
    await anna.read(attachment=file, forward_origin=channel)
    assert is_about(anna.answers[-1], "Karlsby")


async def test_the_command_in_answer_to_a_link_text_or_document(
    anna: Conversation, web: WebServer, group: Chat
) -> None:
    talk = in_group(anna, group)
    server = anna.server
    for town, said in {
        "Karlsby": server.send(anna.user, f"look: {web.page('/ferry', page('Karlsby'))}", group),
        "Altstad": server.send(anna.user, text_of("Altstad"), group),
        "Nordby": server.send(
            anna.user, chat=group, attachment=document("a.docx", documents("Nordby")["docx"])
        ),
    }.items():
        answer = await talk.read("/summary 2", reply_to=said)
        assert summary_of(answer, town) == 2
        assert answer.reply_to is not None
    assert len(talk.answers) == 3


async def test_of_a_quoted_part_only_that_part_is_read(anna: Conversation, group: Chat) -> None:
    text = f"{text_of('Karlsby')} {text_of('Altstad')}"
    said = anna.server.send(anna.user, text, group)
    answer = await in_group(anna, group).read("/summary 20", reply_to=said, quote=text_of("Altstad"))
    assert summary_of(answer, "Altstad") == 9
    assert "Karlsby" not in answer.text


async def test_a_reply_to_a_post_of_another_chat(anna: Conversation, web: WebServer) -> None:
    channel = anna.server.channel("Harbour News", username="harbour_news", bot="left")
    post = anna.server.post(channel, text_of("Karlsby"))
    assert is_about(await anna.read("/summary", external=post), "Karlsby")
    file = document("ferry.pdf", documents("Altstad")["pdf"])
    sent = anna.server.send(anna.user, chat=anna.server.group("Elsewhere", bot="left"), attachment=file)
    assert is_about(await anna.read("/summary", external=sent), "Altstad")


async def test_the_command_in_answer_to_a_summary_of_a_page(anna: Conversation, web: WebServer) -> None:
    answer = await anna.read(web.page("/ferry", page("Karlsby")))
    assert summary_of(await anna.read("/summary 1", reply_to=answer), "Karlsby") == 1
    assert web.hits() == {"/ferry": 1}


async def test_a_caption_is_read_as_a_text_is(anna: Conversation, web: WebServer) -> None:
    answer = await anna.read(caption=text_of("Karlsby"))
    assert is_about(answer, "Karlsby")
    url = web.page("/ferry", page("Altstad"))
    assert is_about(await anna.read(caption=f"What a picture! {url}"), "Altstad")


@pytest.mark.parametrize("on", [0, 2], ids=["first", "last"])
async def test_an_album_is_answered_once_by_its_caption(anna: Conversation, on: int) -> None:
    anna.server.send_album(anna.user, [photo()] * 3, anna.chat, caption=text_of("Karlsby"), on=on)
    await anna.until(lambda message: is_about(message, "Karlsby"))
    await anna.ask("/help")
    assert len(anna.answers) == 2


async def test_an_album_without_a_caption_is_answered_once(anna: Conversation) -> None:
    anna.server.send_album(anna.user, [photo()] * 3, anna.chat)
    await anna.until(lambda message: "no text here" in message.text)
    await anna.ask("/help")
    assert len(anna.answers) == 2


async def test_the_command_in_answer_to_any_picture_of_an_album(anna: Conversation, group: Chat) -> None:
    album = anna.server.send_album(anna.user, [photo()] * 3, group, caption=text_of("Karlsby"))
    answer = await in_group(anna, group).read("/summary 2", reply_to=album[2])
    assert summary_of(answer, "Karlsby") == 2


async def test_an_edited_message_edits_its_answer(anna: Conversation, web: WebServer) -> None:
    question = anna.server.send(anna.user, f"/summary 2 {web.page('/one', page('Karlsby'))}", anna.chat)
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    anna.server.edit(question, f"/summary 4 {web.page('/two', page('Altstad'))}")
    edited = await anna.until(lambda message: is_about(message, "Altstad"))
    assert summary_of(edited, "Altstad") == 4
    assert edited.message_id == answer.message_id
    anna.server.edit(question, text_of("Nordby"))
    edited = await anna.until(lambda message: is_about(message, "Nordby"))
    assert edited.message_id == answer.message_id
    assert len(anna.answers) == 1
    assert anna.server.refused == []


async def test_an_edited_caption_edits_its_answer(anna: Conversation) -> None:
    question = anna.server.send(
        anna.user,
        caption="/summary 1",
        chat=anna.chat,
        attachment=document("a.pdf", documents("Karlsby")["pdf"]),
    )
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    anna.server.edit(question, "/summary 4")
    edited = await anna.until(lambda message: "4 of" in message.text)
    assert edited.message_id == answer.message_id
    assert len(anna.server.journal.of("download")) == 1


async def test_a_failure_is_edited_into_an_answer(anna: Conversation, web: WebServer) -> None:
    question = anna.server.send(anna.user, web.page("/gone", status=404), anna.chat)
    failure = await anna.until(lambda message: "no such page" in message.text)
    anna.server.edit(question, web.page("/ferry", page("Karlsby")))
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    assert answer.message_id == failure.message_id


async def test_an_edit_that_changes_nothing_costs_nothing(anna: Conversation, web: WebServer) -> None:
    question = anna.server.send(anna.user, web.page("/ferry", page("Karlsby")), anna.chat)
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    anna.server.touch(question)
    await anna.ask("/help")
    assert len(anna.answers) == 2
    assert anna.server.journal.of("editMessageText") == []
    assert anna.answers[0].text == answer.text
    assert web.hits() == {"/ferry": 1}


async def test_chatter_that_is_edited_in_a_group_stays_chatter(anna: Conversation, group: Chat) -> None:
    said = anna.server.send(anna.user, "good morning", group)
    anna.server.edit(said, "good evening")
    talk = in_group(anna, group)
    await talk.ask("/help")
    assert len(talk.answers) == 1


async def test_an_edit_of_an_answer_in_several_parts_leaves_no_part_behind(anna: Conversation) -> None:
    sentence = "Speaker {0} took the floor for item {0} and talked of the ferries, the harbour and the tide."
    text = "/summary 20 " + " ".join(sentence.format(number) for number in range(30))
    long_link = f"https://example.org/{'ferry' * 180}"
    question = anna.server.send(anna.user, text, anna.chat, entities=linked("ferries", long_link, text))
    await anna.until(lambda message: bool(message.labels))
    assert len(anna.answers) > 1
    anna.server.edit(question, f"/summary 1 {text_of('Karlsby')}")
    await anna.until(lambda message: is_about(message, "Karlsby"))
    await anna.ask("/help")
    assert len(anna.answers) == 2
    assert anna.server.refused == []


async def test_links_in_groups_are_read_only_when_asked_for(
    anna: Conversation, web: WebServer, group: Chat
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    talk = in_group(anna, group)
    anna.server.send(anna.user, f"look: {url}", group)
    anna.server.send(anna.user, chat=group, attachment=document("a.pdf", documents("Karlsby")["pdf"]))
    answer = await talk.read(f"/summary@{anna.server.bot.username} 2 {url}")
    assert summary_of(answer, "Karlsby") == 2
    assert len(talk.answers) == 1
    assert anna.server.journal.of("getFile") == []


async def test_a_summary_shows_its_sentences_word_for_word(anna: Conversation, web: WebServer) -> None:
    answer = await anna.read(f"/summary 20 {web.page('/ferry', page('Karlsby'))}")
    assert all(sentence in answer.text for sentence in sentences("Karlsby"))
