"""A strict local Bot API server: what the bot meets in tests instead of Telegram."""

from tests.botapi.model import Accepted, Chat, Message, Refused, User
from tests.botapi.pace import Limits
from tests.botapi.server import BotApiServer

__all__ = ["Accepted", "BotApiServer", "Chat", "Limits", "Message", "Refused", "User"]
