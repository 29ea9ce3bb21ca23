"""The bot in a terminal: every command is answered, and so is every button below the answers."""

import io
import re
from pathlib import Path
from typing import Any

import pytest

from bot.app import run_terminal
from bot.chat import COMMANDS
from bot.chat.commands import OWNER_COMMANDS
from bot.config import Settings
from bot.render.languages import LANGUAGES, speaking
from bot.render.phrases import phrase
from bot.terminal import Terminal
from tests.e2e.sources import opml
from tests.texts import STORY


def in_every_language(key: str) -> set[str]:
    said = set()
    for code in LANGUAGES:
        with speaking(code):
            said.add(phrase(key))
    return said


WRONG = in_every_language("error.internal")
UNKNOWN = in_every_language("error.unknown_command")


class Session:
    """What is typed into a terminal, and what that shows."""

    def __init__(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self._settings, self._monkeypatch, self._capsys = settings, monkeypatch, capsys

    async def talk(self, *lines: str) -> list[str]:
        """Type lines into a new terminal; return what it shows below each."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
        self._monkeypatch.setenv("COLUMNS", "200")
        await run_terminal(self._settings, Terminal())
        _, *shown = re.split(r"^> .*\n", self._capsys.readouterr().out, flags=re.MULTILINE)
        assert len(shown) == len(lines)
        return shown


@pytest.fixture
def session(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Session:
    return Session(settings, monkeypatch, capsys)


async def test_every_command_is_answered_and_every_button_below_its_answer(
    session: Session, events: list[Any]
) -> None:
    # The language comes last, for it changes what all others say.
    names = sorted({*COMMANDS, *OWNER_COMMANDS}, key=lambda name: name == "language")
    answers = dict(zip(names, await session.talk(*(f"/{name}" for name in names)), strict=True))
    presses = [
        (f"/{name}", number)
        for name, answer in answers.items()
        for number, label in re.findall(r"\[(\d+)\] (.+?)(?=  \[|\n)", answer)
        if label != phrase("button.refresh") and "✓" not in label  # which change nothing
    ]
    assert len(presses) > 100
    shown = await session.talk(*(line for press in presses for line in press))
    for what, text in [*answers.items(), *zip(presses, shown[1::2], strict=True)]:
        assert text.strip(), f"{what} shows nothing"
        assert not any(wrong in text for wrong in WRONG | UNKNOWN), (what, text)
    assert [event for event in events if event["log_level"] in {"error", "warning"}] == []


async def test_who_the_owner_is_stands_in_the_list_of_people(session: Session) -> None:
    (people,) = await session.talk("/users")
    assert "Owners: You" in people


async def test_a_closed_message_has_no_buttons_any_more(session: Session) -> None:
    (settings,) = await session.talk("/settings")
    close = re.findall(rf"\[(\d+)\] {phrase('button.close')}", settings)[0]
    _, closed, pressed_again = await session.talk("/settings", close, "1")
    assert "gone" in closed
    assert "There is no button 1" in pressed_again


async def test_a_file_is_imported_and_read_by_its_path(session: Session, tmp_path: Path) -> None:
    sources, article = tmp_path / "my sources.opml", tmp_path / "story.txt"
    sources.write_bytes(opml("https://example.org/feed"))
    article.write_text(STORY)
    lines = ("/import", f"/import {sources}", "/feeds", str(article))
    how, imported, followed, summary = await session.talk(*lines)
    assert "/import and the path of the file" in how
    assert phrase("data.imported", count=1) in imported
    assert "Sources of this chat: 1" in followed
    assert STORY.split(". ")[0] in summary
