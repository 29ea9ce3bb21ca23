"""What clients do by themselves: they follow links to the bot, and offer its commands."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from tests.botapi.files import File
from tests.botapi.model import Chat, Message, User
from tests.botapi.posting import Publishers
from tests.botapi.rules import START_PARAMETER


class Clients(Publishers):
    """Where links to the bot lead, and which commands somebody is offered."""

    def open(self, user: User, link: str = "") -> Message:
        """Open the private chat by a link, t.me/<bot>?start=…, or by what follows "="; press START."""
        payload = self._parameter(link, "start")
        return self.send(user, f"/start {payload}".rstrip())

    def open_in_group(self, user: User, chat: Chat, link: str = "") -> Message | None:
        """Add the bot to a group by a link, t.me/<bot>?startgroup=…, or by what stands behind the "=".

        Returns the command that the client then sends; None where there is nothing to pass on.
        """
        payload = self._parameter(link, "startgroup")
        if self.bot_status(chat) in ("left", "kicked"):
            self.add_bot(chat, by=user)
        command = f"/start@{self.bot.username} {payload}"
        return self.send(user, command, chat) if payload else None

    def follow(self, user: User, query_id: str) -> Message:
        """Go where the answer to a press leads, as clients do; LookupError if it names no link."""
        answer = self.callbacks[query_id].answer or {}
        if "url" not in answer:
            raise LookupError(f"no link in {answer}")
        return self.open(user, answer["url"])

    def _parameter(self, link: str, name: str) -> str:
        """What a link passes on, checked as clients do: anything else they open without it."""
        if "/" in link or "?" in link:
            address = urlsplit(link if "://" in link else f"https://{link}")
            if address.path.strip("/").lower() != (self.bot.username or "").lower():
                raise ValueError(f"{link} does not lead to the bot")
            link = "".join(parse_qs(address.query).get(name, []))
        if link and not START_PARAMETER.fullmatch(link):
            raise ValueError(f"no client passes on {link!r}")
        return link

    def file_of(self, message: Message) -> File:
        """What somebody who opens the document of a message gets."""
        found = self.files.known(message.extra["document"]["file_id"])
        assert found is not None
        return found

    def menu(self, user: User, chat: Chat | None = None) -> dict[str, str]:
        """The commands that somebody is offered in a chat (in private without one), with what they do.

        The narrowest scope for which the bot has set some counts, in the language of the person or for all.
        """
        for kind, chat_id, user_id in _scopes(user, chat):
            for language in (user.language_code or "", ""):
                listed = self.commands.get((kind, chat_id, user_id, language[:2]))
                if listed:
                    return {entry["command"]: entry["description"] for entry in listed}
        return {}


def _scopes(user: User, chat: Chat | None) -> Iterator[tuple[str, int, int]]:
    """The scopes that hold for a person in a chat, the narrowest first."""
    if chat is None or chat.type == "private":
        yield "chat", user.id, 0
        yield "all_private_chats", 0, 0
    elif chat.type != "channel":
        is_chief = chat.status(user.id) in ("administrator", "creator")
        yield "chat_member", chat.id, user.id
        if is_chief:
            yield "chat_administrators", chat.id, 0
        yield "chat", chat.id, 0
        if is_chief:
            yield "all_chat_administrators", 0, 0
        yield "all_group_chats", 0, 0
    yield "default", 0, 0
