"""A link in, the summary of its page out; or an honest word about why not."""

import asyncio
from typing import Any

import pytest

from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, eventually
from tests.e2e.pages import documents, is_about, page, sentences, story, summary_of
from tests.e2e.test_links import linked, proofs
from tests.texts import STORY
from tests.web import WebServer

pytestmark = pytest.mark.usefixtures("reading_bot")


async def test_a_link_alone_is_read(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    answer = await anna.read(url)
    assert summary_of(answer, "Karlsby") == 3
    assert "The ferry of Karlsby" in answer.text.split("\n\n")[0]
    assert answer.labels == ["Shorter", "Longer", "Refresh", "Read the article"]
    assert answer.keyboard is not None
    assert answer.keyboard[-1][-1]["url"] == url
    assert [proof.partition("#")[0] for proof in proofs(answer)] == [url] * 3
    assert web.hits() == {"/ferry": 1}
    assert anna.server.refused == []


async def test_a_site_is_called_by_its_name(
    anna: Conversation, web: WebServer, names: dict[str, str]
) -> None:
    names["www.ferries.example"] = "127.0.0.1"
    web.page("/one", page("Karlsby"))
    web.page("/two", page("Altstad"))
    urls = [web.url(path, host="www.ferries.example") for path in ("/one", "/two")]
    answer = await anna.read(urls[0])
    assert is_about(answer, "Karlsby")
    assert answer.keyboard is not None
    assert answer.keyboard[-1][-1]["url"] == urls[0]
    assert web.requests[0].header("host") == f"www.ferries.example:{web.port}"
    choice = await anna.ask(" ".join(urls))
    assert choice.labels == ["ferries.example/one", "ferries.example/two"]
    assert "cannot reach unknown.example" in (await anna.read("https://unknown.example/a")).text


async def test_the_command_with_a_link_gives_that_many_sentences(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    assert summary_of(await anna.read(f"/summary 2 {url}"), "Karlsby") == 2
    assert summary_of(await anna.read(f"/summary {url}"), "Karlsby") == 3
    assert web.hits() == {"/ferry": 1}


async def test_a_link_behind_a_word_is_read(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    text = "Have you seen this one yet?"
    assert is_about(await anna.read(text, entities=linked("this one", url, text)), "Karlsby")


async def test_the_link_of_a_preview_is_read_where_the_text_has_none(
    anna: Conversation, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    assert is_about(await anna.read("Have you seen this one yet?", preview=url), "Karlsby")


async def test_a_few_words_around_a_link_do_not_matter(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    assert is_about(await anna.read(f"Look at this ({url}), it is quite a story!"), "Karlsby")


async def test_an_article_that_names_its_source_is_summed_up_itself(
    anna: Conversation, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    answer = await anna.read(f"{' '.join(story('Altstad'))}\n\nSource: {url}")
    assert is_about(answer, "Altstad")
    assert answer.keyboard is not None
    assert answer.keyboard[-1][-1]["url"] == url
    assert web.requests == []


async def test_of_three_links_one_is_chosen_by_a_button(anna: Conversation, web: WebServer) -> None:
    towns = {"Karlsby": "/one", "Altstad": "/two", "Nordby": "/three"}
    urls = [web.page(path, page(town)) for town, path in towns.items()]
    text = f"Three to read: {urls[0]} and {urls[1]}, then the third"
    choice = await anna.ask(text, entities=linked("the third", urls[2], text))
    assert len(choice.labels) == 3
    assert [path for path in ("/one", "/two") if any(label.endswith(path) for label in choice.labels)]
    assert "the third" in choice.labels[2]
    assert web.requests == []
    for town, label in zip(towns, choice.labels, strict=True):
        anna.server.press(anna.user, choice, label)
        await anna.until(lambda message, town=town: is_about(message, town), town)  # type: ignore[misc]
    assert web.hits() == dict.fromkeys(towns.values(), 1)
    assert anna.server.refused == []


async def test_one_page_named_twice_is_one_page(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    answer = await anna.read(f"{url} or {url}?utm_source=newsletter&fbclid=abc#comments")
    assert is_about(answer, "Karlsby")


async def test_a_redirect_is_followed_and_the_page_named(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    answer = await anna.read(web.redirect("/short", "/ferry"))
    assert is_about(answer, "Karlsby")
    assert answer.keyboard is not None
    assert answer.keyboard[-1][-1]["url"] == url


async def test_a_print_version_leads_to_the_article(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    amp = page("Karlsby", head=f'<link rel="canonical" href="{url}">').replace("<html", "<html amp", 1)
    answer = await anna.read(web.page("/amp/ferry", amp))
    assert is_about(answer, "Karlsby")
    assert answer.keyboard is not None
    assert answer.keyboard[-1][-1]["url"] == url


async def test_a_pdf_behind_a_link_is_read(anna: Conversation, web: WebServer) -> None:
    url = web.page("/report.pdf", documents("Karlsby")["pdf"], content_type="application/pdf")
    assert is_about(await anna.read(url), "Karlsby")


async def test_what_was_read_is_known_for_a_while_to_everybody(
    server: BotApiServer, anna: Conversation, web: WebServer
) -> None:
    url = web.page("/ferry", page("Karlsby"))
    boris = Conversation.of(server, "Boris")
    first = await anna.read(url)
    again = [
        await anna.read(f"/summary {url}"),
        await boris.read(f"{url}?utm_source=x"),
        await anna.read(url),
    ]
    assert {message.text for message in again} == {first.text}
    assert web.hits() == {"/ferry": 1}


async def test_people_who_ask_at_once_cost_one_request(server: BotApiServer, web: WebServer) -> None:
    release = asyncio.Event()
    url = web.page("/ferry", page("Karlsby"), hold=release.wait)
    people = [Conversation.of(server, f"Reader {number}") for number in range(8)]
    waiting = [asyncio.create_task(person.read(url)) for person in people]
    await eventually(lambda: bool(web.requests), "the request")
    await asyncio.sleep(0.3)  # time for others to come, if they did
    release.set()
    answers = await asyncio.gather(*waiting)
    assert all(is_about(answer, "Karlsby") for answer in answers)
    assert web.hits() == {"/ferry": 1}


async def test_refresh_shows_what_the_page_says_now(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    answer = await anna.read(f"/summary 20 {url}")
    same, toast = await anna.press(answer, "Refresh")
    assert (same.text, toast) == (answer.text, "The page has not changed.")
    web.page("/ferry", page("Karlsby", more="On Wednesday the ship came free at Karlsby, to the joy of all."))
    changed, _ = await anna.press(same, "Refresh")
    await anna.until(lambda message: "came free" in message.text)
    assert changed.message_id == answer.message_id
    assert len(anna.answers) == 1
    assert web.hits() == {"/ferry": 3}
    assert anna.server.refused == []


async def test_refresh_of_a_page_that_is_gone_keeps_what_was_read(anna: Conversation, web: WebServer) -> None:
    answer = await anna.read(web.page("/ferry", page("Karlsby")))
    web.page("/ferry", status=404)
    same, toast = await anna.press(answer, "Refresh")
    assert "no such page" in toast
    assert same.text == answer.text
    longer, _ = await anna.press(same, "Longer")
    assert summary_of(longer, "Karlsby") == 5


async def test_longer_and_shorter_ask_the_site_for_nothing(anna: Conversation, web: WebServer) -> None:
    answer = await anna.read(web.page("/ferry", page("Karlsby")))
    longer, _ = await anna.press(answer, "Longer")
    shorter, _ = await anna.press(longer, "Shorter")
    assert (summary_of(longer, "Karlsby"), summary_of(shorter, "Karlsby")) == (5, 3)
    assert web.hits() == {"/ferry": 1}


async def test_a_page_in_another_charset_is_read_in_its_letters(anna: Conversation, web: WebServer) -> None:
    told = [
        "Порт города Линдхольма закрыт во вторник после того, как паром с 212 пассажирами сел на мель.",
        "Никто не пострадал, сообщила вечером береговая охрана, но паром пока остаётся на мели.",
        "Буксиры из двух соседних портов попытаются снять судно с мели во время прилива.",
        "Компания, которой принадлежит паром, объяснила аварию отказом рулевого управления.",
        "Городской совет потребовал проверить безопасность всех судов на этой линии.",
    ]
    body = f"<article><h1>Паром</h1><p>{' '.join(told)}</p></article>"
    html = f"<html><title>Паром</title><body>{body}</body></html>"
    url = web.page("/parom", html.encode("cp1251"), content_type="text/html")
    answer = await anna.read(url)
    assert sum(sentence in answer.text for sentence in told) == 3


LINKS_NOBODY_MARKS = [
    "http://localhost/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://[::1]/",
]


@pytest.mark.parametrize("text", LINKS_NOBODY_MARKS)
async def test_an_address_that_telegram_does_not_mark_gets_an_answer(anna: Conversation, text: str) -> None:
    for said in (text, f"/summary {text}"):
        answer = await anna.read(said)
        assert answer.text
        assert "Something went wrong" not in answer.text


async def test_links_into_telegram_do_not_count_beside_others(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", page("Karlsby"))
    assert is_about(
        await anna.read(f"{url} via https://t.me/harbour_news/15 and t.me/bot?start=1"), "Karlsby"
    )


async def test_a_text_of_600_characters_with_many_links_is_an_article(
    anna: Conversation, web: WebServer
) -> None:
    links: list[dict[str, Any]] = []
    for number, word in enumerate(("harbour", "coast guard", "Tugs", "council")):
        links += linked(word, web.url(f"/{number}"), STORY)
    answer = await anna.read(STORY, entities=links)
    assert answer.labels == ["Shorter", "Longer"]
    assert web.requests == []


def test_the_story_is_told_in_its_sentences() -> None:
    assert " ".join(story("Karlsby")) == " ".join(sentences("Karlsby"))
