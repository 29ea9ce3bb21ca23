"""A long paste reaches a bot in several messages, because Telegram's clients cut it: joined again here."""

from dataclasses import dataclass, field

from telegram import Message

from bot.chat.handling import Handling, current
from bot.render.text import utf16_length
from bot.services.budget import Budget

# A text from here on is an article by itself in a private chat; shorter ones are conversation.
PASTE_FROM = 600
# Clients cut at 4,096 units, at the white space before it; a text this long may be the beginning of more.
_CUT_FROM = 4000
# 200,000 characters are half a novel: whoever goes on gets an answer to what came so far.
_MOST_PARTS = 50
# The parts of a paste arrive within a few hundred milliseconds of each other.
WAIT_SECONDS = 2.0

# Scripts written without spaces, which clients cut between any two characters: Thai, kana, Han.
_UNSPACED = (("\u0e00", "\u0e7f"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"))
_SENTENCE_ENDS = tuple(".!?…。！？؟।\"”»'’)]")


@dataclass(slots=True)
class Paste:
    """A text whose continuation may still come, and what its sender asked for."""

    message: Message
    """The first message: the one that is answered."""
    budget: Budget
    url: str | None
    parts: list[str] = field(default_factory=list)
    source: str | None = None
    """The name of the channel that it was forwarded from."""
    _handlings: list[Handling] = field(default_factory=list)

    def add_update(self) -> None:
        """Note that the update that is being handled brought a part: it is handled when this text is."""
        if handling := current():
            handling.begin()
            self._handlings.append(handling)

    def end(self) -> None:
        """Note that the text is answered, or is not to be."""
        while self._handlings:
            self._handlings.pop().end()

    @property
    def text(self) -> str:
        """The parts as one text."""
        text = self.parts[0]
        for part in self.parts[1:]:
            text += _seam(text, part) + part
        return text


# Chat, sender, and topic of the chat (0 where it has none).
Key = tuple[int, int, int]


class Pastes:
    """Texts that wait for their continuation, by chat and sender."""

    def __init__(self) -> None:
        self._waiting: dict[Key, Paste] = {}
        self._stopping = False

    def stop_waiting(self) -> None:
        """Let no text wait any more, because the bot stops."""
        self._stopping = True

    def may_continue(self, key: Key, newest_part: str) -> bool:
        """Whether more of a text may follow its newest part."""
        if self._stopping or len(self._waiting[key].parts) >= _MOST_PARTS:
            return False
        return utf16_length(newest_part) >= _CUT_FROM

    def begin(self, key: Key, paste: Paste) -> None:
        """Let a text wait for its continuation."""
        paste.add_update()
        self._waiting[key] = paste

    def find(self, key: Key) -> Paste | None:
        """Return the text of this sender that waits."""
        return self._waiting.get(key)

    def take(self, key: Key) -> Paste | None:
        """Take a text out to be answered; None when that was done already."""
        return self._waiting.pop(key, None)

    def drop(self, key: Key) -> bool:
        """Answer the text of this sender not at all; return whether there was one."""
        paste = self._waiting.pop(key, None)
        if paste:
            paste.end()
        return paste is not None

    def forget(self, chat_id: int) -> None:
        """Answer none of the texts of a chat."""
        for key in [key for key in self._waiting if key[0] == chat_id]:
            self.drop(key)

    def take_all(self) -> list[Paste]:
        """Take all texts out, when the bot stops."""
        pastes = list(self._waiting.values())
        self._waiting.clear()
        return pastes


def _seam(before: str, after: str) -> str:
    """Return the white space that was lost where the client cut."""
    if _unspaced(before[-1:]) and _unspaced(after[:1]):
        return ""
    return "\n\n" if before.endswith(_SENTENCE_ENDS) else " "


def _unspaced(character: str) -> bool:
    return any(first <= character <= last for first, last in _UNSPACED)
