"""Coming and going: the bot added, blocked, removed; people who join, leave, rise; groups that move."""

from collections.abc import Iterable

from tests.botapi.model import Chat, Message, Status, User
from tests.botapi.people import People


class Membership(People):
    """What becomes of members; each act queues the updates that Telegram would send for it."""

    def add_bot(
        self, chat: Chat, by: User, status: Status = "member", *, without: Iterable[str] = ()
    ) -> None:
        """Add the bot to a group or channel, or change its rights there.

        As an administrator it has every right but those `without`, `can_edit_messages` for example.
        """
        was_in = self.bot_status(chat) not in ("left", "kicked")
        self._set_bot_status(chat, by, status, without)
        if not was_in:
            self._say(chat, by, new_chat_members=[self.bot.to_json()])

    def remove_bot(self, chat: Chat, by: User) -> None:
        """Throw the bot out; the message that says so is the last it gets of a group."""
        self._set_bot_status(chat, by, "kicked")
        if chat.type != "channel":
            left = {"left_chat_member": self.bot.to_json()}
            self.updates.put("message", self.json_of(self.add_message(chat, by, extra=left)))

    def block(self, user: User) -> None:
        """Block the bot."""
        self._set_bot_status(self.private_chat(user), user, "kicked")

    def unblock(self, user: User) -> None:
        """Let the bot write again."""
        self._set_bot_status(self.private_chat(user), user, "member")

    def promote(
        self, chat: Chat, user: User, by: User, *, without: Iterable[str] = (), anonymous: bool = False
    ) -> None:
        """Make somebody an administrator, with every right but those `without`.

        An `anonymous` one writes in the name of the group. The bot is told where it is an administrator
        itself and asks for `chat_member`.
        """
        if anonymous and chat.type == "supergroup":
            chat.anonymous.add(user.id)
        self._set_status(chat, user, by, "administrator", without)

    def demote(self, chat: Chat, user: User, by: User) -> None:
        """Make an administrator a plain member again."""
        self._set_status(chat, user, by, "member")

    def join(self, chat: Chat, user: User, by: User | None = None) -> None:
        """Let somebody come, or be brought."""
        self._set_status(chat, user, by or user, "member")
        self._say(chat, by or user, new_chat_members=[user.to_json()])

    def leave(self, chat: Chat, user: User) -> None:
        """Let somebody go."""
        self._set_status(chat, user, user, "left")
        self._say(chat, user, left_chat_member=user.to_json())

    def kick(self, chat: Chat, user: User, by: User) -> None:
        """Throw somebody out."""
        self._set_status(chat, user, by, "kicked")
        self._say(chat, by, left_chat_member=user.to_json())

    def link(self, channel: Chat, group: Chat) -> None:
        """Let a group be the place where the posts of a channel are discussed: each comes there as well."""
        channel.linked, group.linked = group.id, channel.id

    def migrate(self, chat: Chat) -> Chat:
        """Make a basic group a supergroup; the old one refuses from now on and names the new."""
        new = self._new_chat("supergroup", chat.title or "")
        new.members, chat.migrated_to = dict(chat.members), new.id
        new.withheld = dict(chat.withheld)
        self._say(chat, None, migrate_to_chat_id=new.id)
        self._say(new, None, migrate_from_chat_id=chat.id)
        return new

    def _say(
        self, chat: Chat, by: User | None, thread_id: int | None = None, **event: object
    ) -> Message | None:
        """Put a service message into a group; channels have none of these."""
        if chat.type == "channel":
            return None
        message = self.add_message(chat, by, thread_id=thread_id, extra=event)
        self.deliver(message)
        return message
