"""What the server refused, but for what people brought about themselves, which is no fault of the bot."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cache

from bot.chat.context import _REMEMBERED
from bot.render.languages import LANGUAGES, speaking
from bot.render.phrases import phrase
from tests.botapi import Accepted, BotApiServer, Chat, Refused

_CLOSED = frozenset({"left", "kicked"})


class Refusals:
    """The calls that were refused since somebody last looked."""

    def __init__(self, server: BotApiServer) -> None:
        self._server = server
        self._accepted = self._refused = 0
        # By chat, the newest message of the bot; and what that was when the chat was last forgotten.
        self._newest: dict[int, int] = {}
        self._forgotten: dict[int, int] = {}
        # Messages of the bot by chat and number, those sent or edited last at the end.
        self._lately: OrderedDict[tuple[int, int], None] = OrderedDict()

    def new(self) -> list[str]:
        """Return those that nobody brought about, as chats now stand, for people to read."""
        for call in self._server.accepted[self._accepted :]:
            self._note(call)
        calls = [call for call in self._server.refused[self._refused :] if not self._is_provoked(call)]
        self._accepted, self._refused = len(self._server.accepted), len(self._server.refused)
        return [f"refused {call.method}: {call.description} {call.params}" for call in calls]

    def _note(self, call: Accepted) -> None:
        if not isinstance(call.result, dict) or "message_id" not in call.result:
            return
        chat_id = call.result["chat"]["id"]
        self._lately[chat_id, call.result["message_id"]] = None
        self._lately.move_to_end((chat_id, call.result["message_id"]))
        if len(self._lately) > _REMEMBERED:
            self._lately.popitem(last=False)
        self._newest[chat_id] = max(self._newest.get(chat_id, 0), call.result["message_id"])
        if is_forgetting(call):
            self._forgotten[chat_id] = self._newest[chat_id]

    def _is_provoked(self, call: Refused) -> bool:
        server, chat_id = self._server, call.params.get("chat_id")
        if chat_id in server.users and chat_id not in server.chats:
            # A person who never began a chat with the bot: only trying tells whether they can be written to.
            return call.code == 403 and "can't initiate conversation" in call.description
        chat = server.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            return False
        if server.bot_status(chat) in _CLOSED:
            return call.code == 403
        if call.method == "editMessageText" and "message is not modified" in call.description:
            # What a message shows is forgotten with its chat, and after many others; Telegram compares then.
            message_id = call.params["message_id"]
            is_old = (chat.id, message_id) not in self._lately
            return is_old or bool(message_id <= self._forgotten.get(chat.id, 0))
        return any(
            call.method.startswith(method) and reason in call.description and holds(server, chat)
            for method, reason, holds in _PROVOKED
        )


def is_forgetting(call: Accepted) -> bool:
    """Whether a call tells a chat that everything of it is deleted."""
    return call.params.get("text") in _forgotten_texts()


@cache
def _forgotten_texts() -> frozenset[str]:
    texts = set()
    for language in LANGUAGES:
        with speaking(language):
            texts.add(phrase("data.forgotten"))
    return frozenset(texts)


def _may_not_post(server: BotApiServer, chat: Chat) -> bool:
    return chat.type == "channel" and not chat.may(server.bot.id, "can_post_messages")


def _may_not_delete(server: BotApiServer, chat: Chat) -> bool:
    return chat.type != "private" and not chat.may(server.bot.id, "can_delete_messages")


# Method, reason, and what has to hold of the chat.
_PROVOKED: tuple[tuple[str, str, Callable[[BotApiServer, Chat], bool]], ...] = (
    ("send", "need administrator rights in the channel chat", _may_not_post),
    ("edit", "message can't be edited", _may_not_post),
    ("deleteMessage", "message can't be deleted", _may_not_delete),
)
