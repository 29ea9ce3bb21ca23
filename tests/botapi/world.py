"""The state behind the server: who exists, which chats, what was said, what the bot set for itself."""

import copy
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from tests.botapi.files import Files
from tests.botapi.model import Callback, Chat, Message, User
from tests.botapi.pace import Limits, Pace
from tests.botapi.rules import Keyboard
from tests.botapi.updates import Updates

# A callback query that is not answered within a minute cannot be answered any more.
CALLBACK_LIFETIME = 60.0


class World:
    """Chats, people and messages as they now stand; knows nothing of HTTP."""

    def __init__(
        self,
        token: str,
        username: str,
        clock: Callable[[], float],
        limits: Limits | None,
        *,
        privacy_mode: bool,
    ) -> None:
        self.token = token
        self.bot = User(int(token.partition(":")[0]), "Digest", username, language_code=None, is_bot=True)
        self.clock = clock
        self.privacy_mode = privacy_mode
        self.pace = Pace(limits, clock)
        self.updates = Updates()
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, Callback] = {}
        self.files = Files(clock)
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.profile: dict[str, str] = {}
        self._messages: dict[int, dict[int, Message]] = defaultdict(dict)
        self._counters: Counter[int] = Counter()

    def messages(self, chat_id: int) -> list[Message]:
        """Snapshots of the chat's messages as they now stand, oldest first; deleted ones are gone."""
        return [message.snapshot() for message in self._messages.get(chat_id, {}).values()]

    def last_message(self, chat_id: int) -> Message:
        """The newest message of the chat; AssertionError if there is none."""
        messages = self._messages.get(chat_id)
        assert messages, f"no message in chat {chat_id}"
        return messages[next(reversed(messages))].snapshot()

    def find(self, chat_id: int, message_id: int | None) -> Message | None:
        """The living message, not a snapshot."""
        return self._messages.get(chat_id, {}).get(message_id or 0)

    def add_message(
        self,
        chat: Chat,
        sender: User | None,
        text: str = "",
        *,
        html: str | None = None,
        entities: list[dict[str, Any]] | None = None,
        keyboard: Keyboard | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
        from_bot: bool = False,
        caption: bool = False,
        preview: dict[str, Any] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Message:
        """Put a new message in the chat, with the next number; without a sender the chat itself speaks."""
        # Supergroups and channels number their messages on their own; all other chats of a bot share a row.
        counter = chat.id if chat.type in ("supergroup", "channel") else 0
        self._counters[counter] += 1
        message = Message(self._counters[counter], chat, int(time.time()), sender, text, html, entities or [])
        message.keyboard, message.reply_to, message.thread_id = keyboard, reply_to, thread_id
        message.from_bot, message.caption, message.extra = from_bot, caption, extra or {}
        message.preview = preview
        self._messages[chat.id][message.message_id] = message
        return message

    def forget_message(self, message: Message) -> None:
        """Delete a message."""
        del self._messages[message.chat.id][message.message_id]

    def json_of(self, message: Message) -> dict[str, Any]:
        """The message as the Bot API shows it, the one it replies to inside.

        In a topic a message that replies to nothing shows the creation of the topic there.
        """
        shown = message.reply_to or (message.thread_id if message.thread_id != message.message_id else None)
        return copy.deepcopy(message.to_json(self.find(message.chat.id, shown)))

    def callback_is_open(self, query_id: str) -> bool:
        """Whether the callback query can still be answered."""
        callback = self.callbacks.get(query_id)
        return (
            callback is not None
            and callback.answer is None
            and self.clock() - callback.at <= CALLBACK_LIFETIME
        )
