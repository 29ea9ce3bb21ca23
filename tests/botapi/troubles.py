"""What becomes of chats so that the bot cannot write there, and topics; acts queue their updates, if any."""

from tests.botapi.membership import Membership
from tests.botapi.model import Chat, User

# The number that closes the General topic; a message that is sent there names none.
GENERAL = 1


class Troubles(Membership):
    """Rights taken away, topics opened and closed, chats deleted."""

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
        self._set_bot_status(chat, by, "administrator", ["can_post_messages", "can_edit_messages"])

    def topic(self, chat: Chat, name: str, by: User | None = None) -> int:
        """Open a topic in a forum; returns its message_thread_id. Without `by` the group itself does it."""
        created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self.add_message(chat, by, extra=created)
        message.thread_id = message.message_id
        chat.topics[message.message_id] = name
        self.deliver(message)
        return message.message_id

    def close_topic(self, chat: Chat, thread_id: int = GENERAL) -> None:
        """Close a topic: administrators alone may write there."""
        chat.closed_topics.add(thread_id)
        self._say(chat, None, None if thread_id == GENERAL else thread_id, forum_topic_closed={})

    def reopen_topic(self, chat: Chat, thread_id: int = GENERAL) -> None:
        """Open a closed topic again."""
        chat.closed_topics.discard(thread_id)
        self._say(chat, None, None if thread_id == GENERAL else thread_id, forum_topic_reopened={})

    def delete_topic(self, chat: Chat, thread_id: int) -> None:
        """Delete a topic with everything in it; nobody tells the bot."""
        del chat.topics[thread_id]
        for message in list(self._messages[chat.id].values()):
            if message.thread_id == thread_id:
                self.forget_message(message)
