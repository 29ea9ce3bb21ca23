"""Messages as Telegram would hand them over, written down shortly."""

import datetime as dt
from typing import Any

from telegram import (
    Chat,
    Document,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    MessageOriginChannel,
    PhotoSize,
    User,
)

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
PRIVATE = Chat(1, "private")
ANNA = User(1, "Anna", is_bot=False)


def message(text: str | None = None, **fields: Any) -> Message:
    chat = fields.pop("chat", PRIVATE)
    return Message(fields.pop("message_id", 1), NOW, chat, text=text, **{"from_user": ANNA, **fields})


def marked(text: str, *, links: tuple[str, ...] = (), behind: dict[str, str] | None = None) -> dict[str, Any]:
    """Text and entities: addresses that stand in the text, and addresses behind words of it."""
    marks: list[tuple[str, str, str | None]] = [("url", link, None) for link in links]
    marks += [("text_link", words, url) for words, url in (behind or {}).items()]
    entities = []
    for kind, part, url in marks:
        offset, length = (len(piece.encode("utf-16-le")) // 2 for piece in (text[: text.index(part)], part))
        entities.append(MessageEntity(kind, offset, length, url=url))
    return {"text": text, "entities": entities}


def with_links(text: str, *links: str, behind: dict[str, str] | None = None, **fields: Any) -> Message:
    return message(**marked(text, links=links, behind=behind), **fields)


def captioned(text: str, *links: str, **fields: Any) -> Message:
    """A picture with a caption."""
    parts = marked(text, links=links)
    photo = (PhotoSize("p", "p", 10, 10),)
    return message(
        **{"photo": photo, "caption": parts["text"], "caption_entities": parts["entities"], **fields}
    )


def document(name: str | None = "report.pdf", size: int | None = 1000) -> Document:
    return Document("file", "unique", file_name=name, file_size=size)


def from_channel(username: str | None = "harbour_news", title: str = "Harbour News") -> MessageOriginChannel:
    return MessageOriginChannel(NOW, Chat(-100, "channel", title=title, username=username), 42)


def preview(url: str | None, *, disabled: bool | None = None) -> LinkPreviewOptions:
    return LinkPreviewOptions(is_disabled=disabled, url=url)
