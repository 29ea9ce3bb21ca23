"""What somebody brings along who opens t.me/<bot>?start=…: Telegram makes "/start <payload>" of it."""

from telegram import Message, MessageEntity

from bot.chat.places import argument
from bot.services.access import CLAIM
from bot.services.invites import INVITE

ARTICLE, LINK = "s-", "l-"
"""A summary that was offered: of a text that is kept, and of the page behind a link."""
MOVE = "move-"

FOR_STRANGERS = (CLAIM, INVITE, ARTICLE, LINK)
"""How payloads begin that open the door, or a gap in it: what they open looks itself at who comes."""


def command_of(message: Message) -> str:
    """Return the command of a message, in small letters without its slash; empty where it has none for us.

    By the sign that the handlers of commands go by: what is let in as a command has to be one to them.
    """
    first = next(iter(message.entities), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return ""
    name, _, addressee = (message.text or "")[1 : first.length].partition("@")
    is_ours = not addressee or addressee.lower() == message.get_bot().username.lower()
    return name.lower() if is_ours else ""


def payload_of(message: Message) -> str:
    """Return what a /start brings along; empty for any other message."""
    return argument(message) if command_of(message) == "start" else ""


def is_for_strangers(message: Message) -> bool:
    """Whether a message is a deep link that whoever the bot does not serve may open."""
    return payload_of(message).startswith(FOR_STRANGERS)
