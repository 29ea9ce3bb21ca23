"""What a message names to be followed. Pure: reads Telegram's objects, sends nothing.

- What stands behind `/subscribe` comes first: nothing but names are all meant; else one word as it is, else
  the links in it, else all of it.
- Else a document counts: the one that has the command as its caption, or the one that is answered.
- Else, of the message that is answered: the public channel that it comes from, then its links. Of a message
  of this bot the page counts that its button opens.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from telegram import ExternalReplyInfo, Message, MessageOrigin, MessageOriginChannel
from telegram.constants import ChatType

from bot.chat.inputs import file_of, replied_message
from bot.chat.links import Piece, piece_of
from bot.chat.wanted import File
from bot.errors import UserError


@dataclass(frozen=True, slots=True)
class Named:
    """Something to follow, as a person names it: "seeds", a channel, a site or a feed."""

    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """Several things to follow, one after another."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """Several links, of which one is to be chosen: addresses and labels."""

    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NothingNamed:
    """Nothing: it is to be told how to."""


Followable: TypeAlias = Named | Names | Several | File | NothingNamed

# What people put behind a name, and between two of them.
_ENDS = " ,;.!"
_BETWEEN = re.compile(r"[\s,;]+")
# A channel, an address or the host of a site; more at once are a list, which a file is for.
_SOURCE = re.compile(r"@\w+|https?://\S+|[^\s/@:.]+(?:\.[^\s/@:.]+)+(?:/\S*)?", re.IGNORECASE)
_MOST_NAMES = 10

_LIST_NAMES = (".opml", ".xml")
_LIST_TYPES = frozenset({"text/x-opml", "text/x-opml+xml", "application/xml", "text/xml"})


def followable(message: Message, bot_id: int) -> Followable:
    """Return what `/subscribe` is meant for; raises `UserError` where that cannot be followed.

    `bot_id` is the user id of this bot, by which its own messages are known.
    """
    if named := _behind_command(message):
        return named
    if file := _list_file(message):
        return file
    replied, outside = replied_message(message), message.external_reply
    if message.quote and (links := _links(piece_of(message.quote))):
        return links
    source = replied or outside
    if source is None:
        return NothingNamed()
    found: Followable | None
    if isinstance(source, ExternalReplyInfo):
        found = _list_file(source) or _channel(source.origin) or _links(piece_of(source))
    elif source.from_user and source.from_user.id == bot_id:
        found = _opened(source)
    else:
        found = _list_file(source) or _channel(source.forward_origin) or _posted_by(source)
        found = found or _links(piece_of(source))
    if found is None:
        raise UserError("nothing_to_follow")
    return found


def named_alone(message: Message) -> str | None:
    """Return the source that is all a message says: an address or a channel, or whose post it is."""
    if message.forward_origin:
        try:
            channel = _channel(message.forward_origin)
        except UserError:
            return None
        return channel.name if channel else None
    text = (message.text or "").strip().rstrip(_ENDS)
    return text if _SOURCE.fullmatch(text) else None


def is_list(message: Message) -> bool:
    """Whether a message brings a document that is a list of sources by its name."""
    file = file_of(message)
    return file is not None and file.name.lower().endswith(".opml")


def _behind_command(message: Message) -> Named | Names | Several | None:
    piece = piece_of(message)
    words = piece.text.split()[1:]
    if not words:
        return None
    start = piece.text.index(words[0], len(piece.text.split(maxsplit=1)[0]))
    rest = piece.after(start)
    names = tuple(dict.fromkeys(name.rstrip(_ENDS) for name in _BETWEEN.split(rest.text) if name))
    if 1 < len(names) <= _MOST_NAMES and all(map(_SOURCE.fullmatch, names)):
        return Names(names)
    links = _links(Piece(rest.text, rest.entities))
    hidden = any(entity.url for entity in rest.entities)
    if links and (len(words) > 1 or hidden):
        return links
    return Named(rest.text.rstrip(_ENDS) or rest.text.strip())


def _list_file(source: Message | ExternalReplyInfo) -> File | None:
    """Return the document that may be a list of sources; raises `UserError` for any other document."""
    file = file_of(source)
    if file is None or source.document is None:
        return None
    if file.name.lower().endswith(_LIST_NAMES) or source.document.mime_type in _LIST_TYPES:
        return file
    raise UserError("no_opml", name=file.name)


def _channel(origin: MessageOrigin | None) -> Named | None:
    """Return the channel that a post comes from; raises `UserError` for one that nobody can look into.

    Whoever answers a post means its channel, not a site that it happens to name.
    """
    if not isinstance(origin, MessageOriginChannel):
        return None
    if not origin.chat.username:
        raise UserError("channel_private")
    return Named(f"@{origin.chat.username}")


def _posted_by(message: Message) -> Named | None:
    """Return the channel whose post stands in the group where it is discussed."""
    sender = message.sender_chat
    if sender and sender.type == ChatType.CHANNEL and sender.username and sender.id != message.chat_id:
        return Named(f"@{sender.username}")
    return None


def _opened(message: Message) -> Named | None:
    """Return the page that a button below a message of ours opens."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    url = next((button.url for row in rows for button in row if button.url), None)
    return Named(url) if url else None


def _links(piece: Piece) -> Named | Several | None:
    links = piece.links()
    if len(links) > 1:
        return Several(tuple((link.url, link.label) for link in links))
    return Named(links[0].url) if links else None
