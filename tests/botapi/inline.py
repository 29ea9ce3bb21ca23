"""Inline mode: people type behind the bot's name, see what it answers, and send one of the results."""

from typing import Any

from tests.botapi.clients import Clients
from tests.botapi.model import Chat, InlineQuery, Message, User

MAX_QUERY = 256


class Askers(Clients):
    """What people do with the bot in chats of their own; each act queues its updates."""

    def inline(self, user: User, words: str = "", chat: Chat | None = None, *, offset: str = "") -> str:
        """Type `@bot words` in a chat (None: one that the bot knows nothing of); returns the id of the query.

        What an earlier answer left in the cache is shown without asking the bot: to everybody, if the answer
        was not personal. `offset` asks for the results behind those that are shown, as the answer named it.
        """
        if not self.inline_mode:
            raise LookupError("inline mode is off: set inline_mode")
        if len(words) > MAX_QUERY:
            raise ValueError("no client sends a longer query")
        query = InlineQuery(
            str(9_000_000_000 + len(self.inline_queries)),
            user,
            words.strip(),
            offset,
            _kind(chat, user),
            self.clock(),
        )
        query.answer = self._remembered(query)
        self.inline_queries[query.id] = query
        if query.answer is None:
            told = {"id": query.id, "from": user.to_json(), "chat_type": query.chat_type}
            self.met.add(user.id)
            self.updates.put("inline_query", told | {"query": query.words, "offset": offset})
        return query.id

    def inline_answer(self, query_id: str) -> dict[str, Any] | None:
        """What the person sees: `results`, `button`, `next_offset` …; None until the bot has answered."""
        return self.inline_queries[query_id].answer

    def choose(self, user: User, query_id: str, result: str, chat: Chat | None = None) -> Message:
        """Send the result with this id, or this title, to a chat (None: the person's chat with the bot)."""
        query = self.inline_queries[query_id]
        offered = query.answer["results"] if query.answer else []
        found = [entry for entry in offered if result in (entry["id"], entry["title"])]
        if not found:
            raise LookupError(f"no result {result!r} among {[entry['title'] for entry in offered]}")
        message = self.add_message(self._ready(user, chat), user, **found[0]["message"])
        message.via_bot = self.bot
        if message.keyboard:
            message.inline_id = f"AgAAA{message.chat.id:x}_{message.message_id}"
        self.deliver(message)
        return message

    def _remembered(self, query: InlineQuery) -> dict[str, Any] | None:
        """The answer to the same words that is still in the cache, and was for this person."""
        for known in reversed(self.inline_queries.values()):
            same = (known.words, known.offset, known.chat_type) == (
                query.words,
                query.offset,
                query.chat_type,
            )
            if not same or known.answer is None or self.clock() >= known.answer["until"]:
                continue
            if known.user == query.user or not known.answer["is_personal"]:
                return known.answer
        return None


def _kind(chat: Chat | None, user: User) -> str:
    if chat is None:
        return "private"
    return "sender" if chat.id == user.id else chat.type
