"""Chats of several people, and what is asked there."""

from tests.botapi import BotApiServer, Chat, Message, User
from tests.e2e.conversations import Conversation
from tests.e2e.test_data import sent_file


class Room:
    """A chat of several people, or a topic of it, and what the bot says there."""

    def __init__(self, server: BotApiServer, chat: Chat, topic: int | None = None) -> None:
        self.server, self.chat, self.topic = server, chat, topic
        self.heard = Conversation(server, server.bot, chat)

    async def ask(self, who: User, text: str) -> Message:
        """Have somebody write something, or a channel post it; return the answer."""
        known = {message.message_id for message in self.heard.answers}
        if self.chat.type == "channel":
            self.server.post(self.chat, text)
        else:
            self.server.send(who, text, self.chat, thread_id=self.topic)
        answer = await self.heard.until(lambda one: one.message_id not in known, f"an answer to {text!r}")
        assert answer.thread_id == self.topic
        return answer

    async def press(self, who: User, message: Message, label: str) -> tuple[Message, str]:
        return await self.heard.press(message, label, by=who)


def code_in(message: Message) -> str:
    return message.text.partition("/move ")[2].split()[0]


async def exported(room: Room, who: User) -> bytes:
    """Return all that is kept of a chat."""
    return sent_file(room.server, await room.ask(who, "/export json"))
