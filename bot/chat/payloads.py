"""What somebody brings along who opens t.me/<bot>?start=…: Telegram makes "/start <payload>" of it."""

from telegram import Message

from bot.chat.places import argument
from bot.services.access import CLAIM
from bot.services.invites import INVITE

ARTICLE, LINK = "s-", "l-"
"""A summary that was offered: of a text that is kept, and of the page behind a link."""
MOVE = "move-"

FOR_STRANGERS = (CLAIM, INVITE, ARTICLE, LINK)
"""How payloads begin that open the door, or a gap in it: what they open looks itself at who comes."""


def payload_of(message: Message) -> str:
    """Return what a /start brings along; empty for any other message."""
    command = (message.text or "").split(maxsplit=1)[:1]
    return argument(message) if command and command[0].partition("@")[0].lower() == "/start" else ""


def is_for_strangers(message: Message) -> bool:
    """Whether a message is a deep link that whoever the bot does not serve may open."""
    return payload_of(message).startswith(FOR_STRANGERS)
