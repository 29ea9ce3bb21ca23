"""Who and what there is: people, groups, channels, topics; pressing buttons; what the bot gets to see."""

import re
from collections.abc import Iterable
from typing import Any

from tests.botapi.members import member_json
from tests.botapi.model import Callback, Chat, ChatType, Message, Status, User
from tests.botapi.world import World


class People(World):
    """People and chats, and presses; each act queues the updates that Telegram would send for it."""

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
            self.met.add(user.id)
        return chat

    def group(
        self,
        title: str,
        *,
        username: str | None = None,
        members: Iterable[User] = (),
        admins: Iterable[User] = (),
        anonymous: Iterable[User] = (),
        supergroup: bool = True,
        topics: bool = False,
        bot: Status = "member",
    ) -> Chat:
        """A group in which the bot already is (or has the given status); the first admin is its creator.

        With a `username`, as supergroups can have one, it is public.
        The `anonymous` are admins who write in the name of the group (their presses name them all the same).
        """
        chat = self._new_chat("supergroup" if supergroup else "group", title)
        chat.is_forum, chat.username = topics, username
        chat.members = {self.bot.id: bot} | {user.id: "member" for user in members}
        hidden = list(anonymous)
        self._appoint(chat, [*admins, *hidden])
        chat.anonymous = {user.id for user in hidden}
        return chat

    def channel(
        self,
        title: str,
        *,
        username: str | None = None,
        admins: Iterable[User] = (),
        bot: Status = "administrator",
        without: Iterable[str] = (),
        signs: bool = False,
    ) -> Chat:
        """A channel; the first of its `admins` owns it, the bot lacks the rights `without`.

        Where it `signs`, posts name the person who wrote them.
        """
        chat = self._new_chat("channel", title)
        chat.username, chat.members, chat.signs = username, {self.bot.id: bot}, signs
        chat.withheld[self.bot.id] = frozenset(without)
        self._appoint(chat, admins)
        return chat

    def press(self, user: User, message: Message, label: str = "", *, data: str | None = None) -> str:
        """Press a button of the message as it now stands; returns the id of the callback query.

        `data` instead of a label is what only a changed client can send: data that no button need have.
        """
        living = self._living(message)
        return self._pressed(user, living, _data_of(living, label) if data is None else data)

    def press_stale(self, user: User, snapshot: Message, label: str) -> str:
        """Press a button on a screen that shows an earlier state: old data, the message as it now stands.

        Of a message that is deleted, or in a chat that it has left, the bot is told no more than a number.
        """
        return self._pressed(user, snapshot, _data_of(snapshot, label))

    def answer_to(self, query_id: str) -> dict[str, Any] | None:
        """The parameters the bot answered the query with; None as long as it has not."""
        return self.callbacks[query_id].answer

    def bot_status(self, chat: Chat) -> Status:
        """What the bot is in the chat; `kicked` in a private chat means blocked."""
        return chat.status(self.bot.id)

    def deliver(self, message: Message, *, edited: bool = False) -> None:
        """Tell the bot of a message, or of its change, if it gets to see it."""
        if not self._reaches_bot(message):
            return
        kind = "channel_post" if message.chat.type == "channel" else "message"
        if message.sender:
            self.met.add(message.sender.id)
        self.updates.put(f"edited_{kind}" if edited else kind, self.json_of(message))

    def _pressed(self, user: User, shown: Message, data: str) -> str:
        if shown.chat.type == "private" and user.id != shown.chat.id:
            raise LookupError(f"{user.first_name} does not see this chat")
        if shown.foreign_keyboard:
            raise LookupError("these buttons are of another bot, which gets their presses")
        living = self.find(shown.chat.id, shown.message_id)
        if self.bot_status(shown.chat) in ("left", "kicked") and shown.chat.type in ("supergroup", "channel"):
            living = None
        gone = {"chat": shown.chat.to_json(), "message_id": shown.message_id, "date": 0}
        query_id = str(7_000_000_000 + len(self.callbacks))
        self.callbacks[query_id] = Callback(query_id, user, self.clock())
        query = {
            "id": query_id,
            "from": user.to_json(),
            "chat_instance": str(shown.chat.id * 31),
            "data": data,
        }
        if shown.inline_id:
            query |= {"inline_message_id": shown.inline_id}
        else:
            query |= {"message": self.json_of(living) if living else gone}
        self.met.add(user.id)
        self.updates.put("callback_query", query)
        return query_id

    def _ready(self, user: User, chat: Chat | None) -> Chat:
        """The chat a person writes to, as it is before they do: joined, or with the bot no longer blocked."""
        if chat is None or chat.type == "private":
            chat = self.private_chat(user)
            if self.bot_status(chat) == "kicked":
                self._set_bot_status(chat, user, "member")
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

    def _appoint(self, chat: Chat, chiefs: Iterable[User]) -> None:
        for user in chiefs:
            has_creator = "creator" in chat.members.values()
            chat.members[user.id] = "administrator" if has_creator else "creator"

    def _set_bot_status(self, chat: Chat, by: User, status: Status, without: Iterable[str] = ()) -> None:
        self._set_status(chat, self.bot, by, status, without)

    def _set_status(
        self, chat: Chat, user: User, by: User, status: Status, without: Iterable[str] = ()
    ) -> None:
        """Change what somebody is in a chat, and tell the bot; of others only where it is an admin."""
        old = member_json(chat, user)
        chat.members[user.id], chat.withheld[user.id] = status, frozenset(without)
        if status not in ("administrator", "creator"):
            chat.anonymous.discard(user.id)
        change = {
            "chat": chat.to_json(),
            "from": by.to_json(),
            "date": self.now(),
            "old_chat_member": old,
            "new_chat_member": member_json(chat, user),
        }
        self.met.add(by.id)
        if user.id == self.bot.id:
            self.updates.put("my_chat_member", change)
        elif self.bot_status(chat) == "administrator":
            self.met.add(user.id)
            self.updates.put("chat_member", change)

    def _reaches_bot(self, message: Message) -> bool:
        """Whether the bot gets to see a message.

        In a channel it has to be an administrator. In a group privacy mode leaves a plain member commands,
        what mentions it, replies to it, what was sent by way of it, and service messages.
        """
        chat, status = message.chat, self.bot_status(message.chat)
        if chat.type == "private" or status in ("administrator", "creator"):
            return True
        if chat.type == "channel" or status not in ("member", "restricted") or not self.privacy_mode:
            return chat.type != "channel" and status in ("member", "restricted")
        replied = self.find(chat.id, message.reply_to)
        service = not message.text and not message.caption
        meant = self._is_command_for_bot(message.text) or self._mentions_bot(message.text)
        return service or meant or bool(message.via_bot) or bool(replied and replied.from_bot)

    def _is_command_for_bot(self, text: str) -> bool:
        found = re.match(r"/\w{1,64}(?:@(\w+))?", text)
        return found is not None and (found.group(1) or self._name()).lower() == self._name()

    def _mentions_bot(self, text: str) -> bool:
        return any(name.lower() == self._name() for name in re.findall(r"(?<![\w@])@(\w+)", text))

    def _name(self) -> str:
        return (self.bot.username or "").lower()


def _data_of(message: Message, label: str) -> str:
    buttons = [button for row in message.keyboard or [] for button in row if button["text"] == label]
    if not buttons:
        raise LookupError(f"no button {label!r} among {message.labels}")
    if "callback_data" not in buttons[0]:
        raise LookupError(f"button {label!r} sends nothing to the bot: {buttons[0]}")
    data: str = buttons[0]["callback_data"]
    return data
