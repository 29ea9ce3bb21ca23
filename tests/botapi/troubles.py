"""What becomes of chats so that the bot cannot write there; each act queues its update, if it has one."""

from tests.botapi.model import Chat, User
from tests.botapi.people import People

# The thread of the General topic.
GENERAL = 1


class Troubles(People):
    """Rights taken away, topics closed, chats deleted."""

    def deactivate(self, user: User) -> None:
        """Let a person delete their account; nobody tells the bot."""
        self.private_chat(user).deleted = True

    def delete_chat(self, chat: Chat) -> None:
        """Delete a group or channel; nobody tells the bot."""
        if chat.type == "group":
            chat.deleted = True
        else:
            del self.chats[chat.id]

    def restrict_bot(self, chat: Chat, by: User) -> None:
        """Forbid the bot to write in a group whose member it stays; `add_bot` allows it again."""
        self._set_bot_status(chat, by, "restricted")

    def take_right_to_post(self, chat: Chat, by: User) -> None:
        """Leave the bot an administrator of a channel, without the right to post; `add_bot` gives it back."""
        self._set_bot_status(chat, by, "administrator", may_post=False)

    def close_topic(self, chat: Chat, thread_id: int = GENERAL) -> None:
        """Close a topic: administrators alone may write there."""
        chat.closed_topics.add(thread_id)

    def reopen_topic(self, chat: Chat, thread_id: int = GENERAL) -> None:
        """Open a closed topic again."""
        chat.closed_topics.discard(thread_id)

    def delete_topic(self, chat: Chat, thread_id: int) -> None:
        """Delete a topic with everything in it."""
        del chat.topics[thread_id]
        for message in list(self._messages[chat.id].values()):
            if message.thread_id == thread_id:
                self.forget_message(message)
