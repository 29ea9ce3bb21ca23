"""The state behind the server: who exists, which chats, what was said, what the bot set for itself."""

import copy
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from tests.botapi.files import Files
from tests.botapi.keyboards import Keyboard
from tests.botapi.model import Callback, Chat, InlineQuery, Message, User
from tests.botapi.pace import Limits, Pace
from tests.botapi.updates import Updates

# A callback query that is not answered within a minute cannot be answered any more.
CALLBACK_LIFETIME = 60.0
# An inline query is given up by clients after about ten seconds, as people have measured.
INLINE_LIFETIME = 10.0


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
        inline_mode: bool,
        self_hosted: bool,
    ) -> None:
        self.token = token
        self.bot = User(int(token.partition(":")[0]), "Digest", username, language_code=None, is_bot=True)
        self.clock = clock
        self.privacy_mode = privacy_mode
        self.inline_mode = inline_mode
        self.self_hosted = self_hosted
        self.pace = Pace(limits, clock)
        self.updates = Updates()
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, Callback] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        # People whom some update has named: of others a bot learns nothing by their number alone.
        self.met: set[int] = {self.bot.id}
        self.files = Files(clock)
        # By scope (kind, chat, person) and language.
        self.commands: dict[tuple[str, int, int, str], list[dict[str, str]]] = {}
        # By language ("" for all others) and field, description or short_description.
        self.profile: dict[str, dict[str, str]] = defaultdict(dict)
        self._messages: dict[int, dict[int, Message]] = defaultdict(dict)
        self._counters: Counter[int] = Counter()

    def now(self) -> int:
        """The time that messages carry."""
        return int(time.time())

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
        message = Message(self._counters[counter], chat, self.now(), sender, text, html, entities or [])
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
        return copy.deepcopy(message.to_json(self.find(message.chat.id, shown), self._thread_of(message)))

    def _thread_of(self, message: Message) -> int | None:
        """The message that began the thread of a reply: any reply in a supergroup is part of one."""
        if message.chat.type != "supergroup":
            return None
        first: Message | None = message
        while first and first.reply_to:
            earlier = self.find(message.chat.id, first.reply_to)
            if earlier is None:
                return first.reply_to
            first = earlier
        return first.message_id if first and first is not message else None

    def callback_is_open(self, query_id: str) -> bool:
        """Whether the callback query can still be answered."""
        callback = self.callbacks.get(query_id)
        return (
            callback is not None
            and callback.answer is None
            and self.clock() - callback.at <= CALLBACK_LIFETIME
        )

    def inline_is_open(self, query_id: str) -> bool:
        """Whether the inline query can still be answered."""
        query = self.inline_queries.get(query_id)
        return query is not None and query.answer is None and self.clock() - query.at <= INLINE_LIFETIME

    def answer_inline(self, query_id: str, answer: dict[str, Any]) -> None:
        """Show the answer to an inline query, and keep it for as long as it says."""
        self.inline_queries[query_id].answer = answer | {"until": self.clock() + answer["cache_time"]}

    def inline_message(self, inline_id: str) -> Message | None:
        """The message that somebody sent by way of the bot, if it has buttons of the bot."""
        sent = (message for chat in self._messages.values() for message in chat.values())
        return next((message for message in sent if message.inline_id == inline_id), None)
