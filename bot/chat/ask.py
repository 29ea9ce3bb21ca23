"""What a message asks to have summarised. Pure: reads Telegram's objects, sends nothing."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import Message, MessageEntity, MessageOriginChannel

from bot.errors import UserError
from bot.render.keyboards import MAX_SENTENCES, Action, Press

_COUNT = re.compile(r"[+-]?\d{1,9}(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Ask:
    """What `/summary` was asked: how many sentences, and of which text, if one was given."""

    sentences: int | None
    text: str


def parse_command(message: Message) -> Ask:
    """Read `/summary [N] [text]`; raises `UserError` for a number that cannot be given."""
    _, *rest_ = (message.text or "").split(maxsplit=1)
    rest = rest_[0] if rest_ else ""
    match = _COUNT.match(rest)
    if not match:
        return Ask(None, rest)
    text = rest[match.end() :].lstrip()
    count = int(match.group())
    if 1 <= count <= MAX_SENTENCES:
        return Ask(count, text)
    if text:
        return Ask(None, rest)  # "/summary 2023 was a good year …": the number belongs to the text
    raise UserError("count", max_sentences=MAX_SENTENCES)


def replied_message(message: Message) -> Message | None:
    """Return the message that this one answers, unless it only opens the forum topic."""
    replied = message.reply_to_message
    # In a topic every message formally answers the service message that opened it.
    return None if replied is None or replied.forum_topic_created else replied


def shown_article(message: Message) -> Press | None:
    """Return the article that a summary of ours shows, read from its buttons."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    for button in (button for row in rows for button in row):
        data = button.callback_data
        press = Press.decode(data) if isinstance(data, str) else None
        if press and press.action in {Action.SHORTER, Action.LONGER}:
            return press
    return None


def text_of(message: Message) -> str:
    """Return the text or the caption of a message."""
    return message.text or message.caption or ""


def link_of(message: Message) -> str | None:
    """Return the link to the article of a message: the only one in it, or the post it was forwarded from."""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    links = {
        entity.url if entity.type == MessageEntity.TEXT_LINK else text
        for entity, text in entities.items()
        if entity.type in {MessageEntity.URL, MessageEntity.TEXT_LINK}
    }
    if len(links) == 1:
        return _web_link(links.pop() or "")
    origin = message.forward_origin
    if not links and isinstance(origin, MessageOriginChannel) and origin.chat.username:
        return f"https://t.me/{origin.chat.username}/{origin.message_id}"
    return None


def _web_link(link: str) -> str | None:
    if "://" not in link:
        link = f"https://{link}"
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return None
    # Telegram refuses a button whose link has no proper host, and with it the whole message.
    proper = parts.scheme in {"http", "https"} and "." in host and not any(map(str.isspace, link))
    return link if proper and len(link) <= 2048 else None
