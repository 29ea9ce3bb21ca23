"""Hostile links and documents, all at once: each is refused in words, and nobody else notices."""

import asyncio
from pathlib import Path

import pytest

from tests.botapi import BotApiServer, document
from tests.e2e.conversations import Conversation
from tests.e2e.pages import is_about, story
from tests.e2e.siege import Watch, besiege, bot_process, warm_up
from tests.web import WebServer

# MB by which the bot's own process may grow, whatever it is sent.
_MOST_GROWTH = 50


@pytest.mark.parametrize("long", [False, True], ids=["bombs", "long"])
async def test_whatever_strangers_send_everybody_is_answered(
    server: BotApiServer, web: WebServer, tmp_path: Path, long: bool
) -> None:
    async with bot_process(server, tmp_path) as process:
        report = await besiege(server, web, process, others=10, pause=2, long=long)
        assert process.is_running()
    admitted = [name for name, said in report.refusals.items() if "Something went wrong" in said]
    assert admitted == []
    assert len(report.answers) >= 10
    assert [answer.text for answer in report.answers if "Town-" not in answer.text] == []
    assert report.growth <= _MOST_GROWTH
    assert server.refused == []
    assert "Traceback" not in (tmp_path / "log.txt").read_text("utf-8")


async def test_large_documents_of_several_people_do_not_fill_the_memory(
    server: BotApiServer, web: WebServer, tmp_path: Path
) -> None:
    """Six people send 18 MB each at once, two thirds of a gigabyte if each were held a few times over."""
    blanks = b" " * 18_000_000
    files = [
        document(f"{town}.txt", "\n\n".join(story(town)).encode() + blanks)
        for town in (f"Karlsby-{number}" for number in range(6))
    ]
    async with bot_process(server, tmp_path) as process:
        await warm_up(server, web)
        with Watch(process) as watch:
            people = [Conversation.of(server, f"Person {number}") for number in range(6)]
            answers = await asyncio.gather(
                *(person.read(attachment=file) for person, file in zip(people, files, strict=True))
            )
        assert all(is_about(answer, f"Karlsby-{number}") for number, answer in enumerate(answers))
        assert watch.growth <= _MOST_GROWTH
