"""Which messages hold the answer to a question, so that an edited question edits its answer."""

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256

from telegram import Message

from bot.chat.wanted import Ask

# Questions whose answers can still be edited; people mend what they sent within minutes.
_REMEMBERED = 2_000


@dataclass(slots=True)
class Answer:
    """The messages that hold an answer, or the line that says that it is being made."""

    asked: bytes = b""
    """A digest of what was asked for."""
    messages: list[int] = field(default_factory=list)
    is_line: bool = False


class Answers:
    """The newest answers, by chat and question. Of what was asked only a digest is kept."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[int, int], Answer] = OrderedDict()

    def begin(self, question: Message, ask: Ask) -> Answer:
        """Note what a question asks for, and return the answer to fill; the one there is when asked anew."""
        key = question.chat_id, question.message_id
        answer = self._answers.setdefault(key, Answer())
        answer.asked = digest(ask)
        self._answers.move_to_end(key)
        if len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return answer

    def find(self, question: Message) -> Answer | None:
        """Return the answer to a question, if it is remembered."""
        return self._answers.get((question.chat_id, question.message_id))

    def forget(self, chat_id: int) -> None:
        """Forget the answers in a chat."""
        for key in [key for key in self._answers if key[0] == chat_id]:
            del self._answers[key]


def digest(ask: Ask) -> bytes:
    """Return what tells two asks apart, and holds nothing of their texts."""
    return sha256(repr(ask).encode("utf-8", "surrogatepass")).digest()
