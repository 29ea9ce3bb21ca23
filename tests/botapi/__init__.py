"""A strict local Bot API server: what the bot meets in tests instead of Telegram."""

from tests.botapi.faults import Fault, fault
from tests.botapi.files import File, document, photo, video
from tests.botapi.model import Accepted, Chat, Early, Message, Refused, User
from tests.botapi.pace import Limits
from tests.botapi.server import BotApiServer

__all__ = [
    "Accepted",
    "BotApiServer",
    "Chat",
    "Early",
    "Fault",
    "File",
    "Limits",
    "Message",
    "Refused",
    "User",
    "document",
    "fault",
    "photo",
    "video",
]
