"""Acting as people: opening chats with the bot, pressing its buttons, adding and removing it."""

import re
import time
from collections.abc import Iterable
from typing import Any

from tests.botapi.model import Callback, Chat, ChatType, Message, Status, User, member_json
from tests.botapi.world import World


class People(World):
    """What people do to the bot; each act queues the updates that Telegram would send for it."""

    def add_user(
        self,
        first_name: str = "Anna",
        *,
        username: str | None = None,
        language_code: str | None = "en",
        user_id: int | None = None,
    ) -> User:
        """A person who has not yet started the bot."""
        taken = [known for known in self.users if known != self.bot.id]
        number = user_id or max([1000, *taken]) + 1
        self.users[number] = User(number, first_name, username, language_code)
        return self.users[number]

    def private_chat(self, user: User) -> Chat:
        """The person's chat with the bot, started if it was not."""
        chat = self.chats.get(user.id)
        if chat is None:
            chat = Chat(user.id, "private", username=user.username, first_name=user.first_name)
            chat.members = {user.id: "member", self.bot.id: "member"}
            self.chats[user.id] = chat
        return chat

    def group(
        self,
        title: str,
        *,
        members: Iterable[User] = (),
        admins: Iterable[User] = (),
        supergroup: bool = True,
        topics: bool = False,
        bot: Status = "member",
    ) -> Chat:
        """A group in which the bot already is (or has the given status); the first admin is its creator."""
        chat = self._new_chat("supergroup" if supergroup else "group", title)
        chat.is_forum = topics
        chat.members = {self.bot.id: bot} | {user.id: "member" for user in members}
        for user in admins:
            has_creator = "creator" in chat.members.values()
            chat.members[user.id] = "administrator" if has_creator else "creator"
        return chat

    def channel(self, title: str, *, username: str | None = None, bot: Status = "administrator") -> Chat:
        """A channel."""
        chat = self._new_chat("channel", title)
        chat.username, chat.members = username, {self.bot.id: bot}
        return chat

    def topic(self, chat: Chat, name: str) -> int:
        """Open a topic in a forum; returns its message_thread_id."""
        created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self.add_message(chat, None, extra=created)
        message.thread_id = message.message_id
        chat.topics[message.message_id] = name
        return message.message_id

    def press(self, user: User, message: Message, label: str) -> str:
        """Press a button of the message as it now stands; returns the id of the callback query."""
        return self.press_stale(user, self._living(message), label)

    def press_stale(self, user: User, snapshot: Message, label: str) -> str:
        """Press a button on a screen that shows an earlier state: old data, the message as it now stands."""
        buttons = [button for row in snapshot.keyboard or [] for button in row if button["text"] == label]
        if not buttons:
            raise LookupError(f"no button {label!r} among {snapshot.labels}")
        if "callback_data" not in buttons[0]:
            raise LookupError(f"button {label!r} sends nothing to the bot: {buttons[0]}")
        living = self.find(snapshot.chat.id, snapshot.message_id)
        gone = {"chat": snapshot.chat.to_json(), "message_id": snapshot.message_id, "date": 0}
        query_id = str(7_000_000_000 + len(self.callbacks))
        self.callbacks[query_id] = Callback(query_id, user, self.clock())
        query = {
            "id": query_id,
            "from": user.to_json(),
            "message": self.json_of(living) if living else gone,
            "chat_instance": str(snapshot.chat.id * 31),
            "data": buttons[0]["callback_data"],
        }
        self.updates.put("callback_query", query)
        return query_id

    def answer_to(self, query_id: str) -> dict[str, Any] | None:
        """The parameters the bot answered the query with; None as long as it has not."""
        return self.callbacks[query_id].answer

    def add_bot(self, chat: Chat, by: User, status: Status = "member") -> None:
        """Add the bot to a group or channel, or change its rights there."""
        was_in = self.bot_status(chat) not in ("left", "kicked")
        self._set_bot_status(chat, by, status)
        if not was_in and chat.type != "channel":
            extra = {"new_chat_members": [self.bot.to_json()]}
            self._deliver("message", self.add_message(chat, by, extra=extra))

    def remove_bot(self, chat: Chat, by: User) -> None:
        """Throw the bot out."""
        self._set_bot_status(chat, by, "kicked")

    def block(self, user: User) -> None:
        """Block the bot."""
        self._set_bot_status(self.private_chat(user), user, "kicked")

    def unblock(self, user: User) -> None:
        """Let the bot write again."""
        self._set_bot_status(self.private_chat(user), user, "member")

    def migrate(self, chat: Chat) -> Chat:
        """Make a basic group a supergroup; the old one refuses from now on and names the new."""
        new = self._new_chat("supergroup", chat.title or "")
        new.members, chat.migrated_to = dict(chat.members), new.id
        self._deliver("message", self.add_message(chat, None, extra={"migrate_to_chat_id": new.id}))
        self._deliver("message", self.add_message(new, None, extra={"migrate_from_chat_id": chat.id}))
        return new

    def bot_status(self, chat: Chat) -> Status:
        """What the bot is in the chat; `kicked` in a private chat means blocked."""
        return chat.status(self.bot.id)

    def _ready(self, user: User, chat: Chat | None) -> Chat:
        if chat is None or chat.type == "private":
            chat = self.private_chat(user)
            if self.bot_status(chat) == "kicked":
                self.unblock(user)
        elif chat.status(user.id) in ("left", "kicked"):
            chat.members[user.id] = "member"
        return chat

    def _living(self, message: Message) -> Message:
        living = self.find(message.chat.id, message.message_id)
        if living is None:
            raise LookupError(f"message {message.message_id} is deleted")
        return living

    def _new_chat(self, kind: ChatType, title: str) -> Chat:
        number = len(self.chats) + 1
        chat_id = -4_000_000 - number if kind == "group" else -1_002_000_000_000 - number
        self.chats[chat_id] = Chat(chat_id, kind, title)
        # Message 1 of a supergroup or channel is its creation; in a forum it also stands for General.
        self._counters[chat_id] = 1
        return self.chats[chat_id]

    def _set_bot_status(self, chat: Chat, by: User, status: Status, *, may_post: bool = True) -> None:
        old = self._bot_as_member(chat)
        chat.members[self.bot.id], chat.bot_may_post = status, may_post
        change = {
            "chat": chat.to_json(),
            "from": by.to_json(),
            "date": int(time.time()),
            "old_chat_member": old,
            "new_chat_member": self._bot_as_member(chat),
        }
        self.updates.put("my_chat_member", change)

    def _bot_as_member(self, chat: Chat) -> dict[str, Any]:
        may_post = chat.bot_may_post if chat.type == "channel" else None
        return member_json(self.bot, self.bot_status(chat), may_post=may_post)

    def _deliver(self, kind: str, message: Message) -> None:
        if self._reaches_bot(message):
            self.updates.put(kind, self.json_of(message))

    def _reaches_bot(self, message: Message) -> bool:
        """Privacy mode: in a group a plain member gets commands, replies to it and service messages only."""
        status = self.bot_status(message.chat)
        if message.chat.type == "private" or status in ("administrator", "creator"):
            return True
        if status not in ("member", "restricted") or not self.privacy_mode:
            return status in ("member", "restricted")
        replied = self.find(message.chat.id, message.reply_to)
        service = not message.text and not message.caption
        return service or bool(replied and replied.from_bot) or self._is_command_for_bot(message.text)

    def _is_command_for_bot(self, text: str) -> bool:
        found = re.match(r"/\w{1,64}(?:@(\w+))?", text)
        return found is not None and found.group(1) in (None, self.bot.username)
