"""EML: a letter as mail programs save it, and a web page as browsers save it (MHTML)."""

import re
from binascii import Error as Base64Error
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from lxml import etree

from bot.errors import DocumentFailed
from bot.sources.charset import decode
from bot.sources.documents.hypertext import page_paragraphs, parse_html
from bot.sources.documents.model import Document, document, label, language_code
from bot.sources.documents.plain import MOST_READ, unwrapped
from bot.sources.documents.quotes import own_text

ReadHtml = Callable[[bytes], Document]
"""Reads a web page; the caller has it from where pages are read."""

# A letter of letters of letters; each costs time, and nobody's has more.
_MOST_PARTS = 200
# "Re: Fwd: …" in the languages of mail programs.
_REPLY = re.compile(
    r"(?:(?:re|fwd?|aw|wg|tr|rv|enc|sv|vs|vl|odp|pd|ynt|ilt|antw|res|отв|ответ|пересл|на|回复|转发|答复)"
    r"(?:\[\d+\])?\s*[:：]\s*)+",
    re.I,
)
# What mail programs put around the letter that is answered, and below it.
_QUOTED_CLASS = re.compile(
    r"\b(?:gmail_quote|gmail_attr|gmail_signature|gmail_extra|yahoo_quoted|moz-cite-prefix|moz-signature"
    r"|protonmail_quote|protonmail_signature_block|tutanota_quote|OutlookMessageHeader)\b"
)
_QUOTED_ID = frozenset(
    {"divRplyFwdMsg", "appendonsend", "Signature", "mail-editor-reference-message-container"}
)
# A letter of fewer words of its own, with more in what it quotes, only passes that on.
_OWN_WORDS = 40
# Headers are read so far: a title is shown up to 300 characters, and encoded ones take six times that.
_LONGEST_HEADER = 2_000
# What the standard library raises for letters that are not as they should be, addresses of brackets too.
_FAULTS = (
    *(HeaderParseError, MessageError, Base64Error, RecursionError),
    *(LookupError, ValueError, TypeError, AttributeError),
)


def read_mail(data: bytes, read_html: ReadHtml) -> Document:
    """Read a letter, or a saved page by `read_html`.

    Raises `DocumentFailed`, and what `read_html` raises.
    """
    try:
        message = message_from_bytes(data)
        parts = _parts(message)
    # The parser of the standard library calls itself for each letter inside a letter.
    except _FAULTS as error:
        raise DocumentFailed("document_broken") from error
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    html = next((part for part in parts if part.get_content_type() == "text/html"), None)
    title = _REPLY.sub("", _header(message, "Subject"), count=1).strip()
    if html is not None and _is_saved_page(message):
        return _saved_page(read_html(_body(html)), title, _date(message))
    return document(
        _paragraphs(plain, html),
        title=title,
        author=_author(message),
        published=_date(message),
        language=language_code(_header(message, "Content-Language").partition(",")[0]),
    )


def _saved_page(page: Document, title: str, saved: date | None) -> Document:
    return replace(page, title=page.title or label(title), published=page.published or saved)


def _is_saved_page(message: Message) -> bool:
    return "Snapshot-Content-Location" in message or "<saved by" in _header(message, "From").lower()


def _parts(message: Message) -> list[Message]:
    """Return the parts that are the letter itself: no attachments, no letters inside."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop()
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list):
            # Letters that were forwarded as attachments are read where there is nothing else.
            inner = [child for child in payload if isinstance(child, Message)]
            waiting.extend(reversed(inner[:_MOST_PARTS]))
        elif part.get_content_disposition() != "attachment":
            found.append(part)
    return found


def _body(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except _FAULTS:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except _FAULTS:
        return None


def _paragraphs(plain: Message | None, html: Message | None) -> list[str]:
    """Return what the sender wrote; where that is next to nothing, what they passed on."""
    if plain is not None:
        text = decode(_body(plain), header=_charset(plain), html=False)[:MOST_READ]
        own, quoted = own_text(text)
        paragraphs, passed_on = list(unwrapped(own)), list(unwrapped(quoted))
        if _words(paragraphs) or _words(passed_on):
            return _larger(paragraphs, passed_on)
    if html is None:
        return []
    root = parse_html(decode(_body(html), header=_charset(html)))
    return _larger(page_paragraphs(root, _is_quoted), page_paragraphs(root, _nothing))


def _larger(own: list[str], passed_on: list[str]) -> list[str]:
    words = _words(own)
    return passed_on if words < _OWN_WORDS and _words(passed_on) > 2 * words else own


def _words(paragraphs: list[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _is_quoted(node: etree._Element, name: str) -> bool:
    if name == "blockquote" and (node.get("type") or "").lower() == "cite":
        return True
    return bool(_QUOTED_CLASS.search(node.get("class") or "")) or node.get("id") in _QUOTED_ID


def _nothing(node: etree._Element, name: str) -> bool:
    return False


def _header(message: Message, name: str) -> str:
    """Return a header as people read it, "" where there is none or nothing can be made of it."""
    try:
        # `get` would have made question marks of bytes without a charset.
        value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return " ".join("".join(_decoded(str(value)[:_LONGEST_HEADER])).split())
    except _FAULTS:
        return ""


def _decoded(value: str) -> Iterator[str]:
    for text, charset in decode_header(value):
        if isinstance(text, str):
            # Bytes of no declared charset, which the parser keeps as halves of surrogate pairs.
            yield decode(text.encode("utf-8", "surrogateescape"), html=False)
        elif charset in {None, "unknown-8bit"}:
            yield decode(text, html=False)
        else:
            yield decode(text, header=charset, html=False)


def _author(message: Message) -> str | None:
    try:
        name, address = parseaddr(_header(message, "From"))
    except _FAULTS:
        return None
    return name or address or None


def _date(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date()
    except (*_FAULTS, OverflowError):
        return None
