"""Telegram HTML into plain text and entities, or Telegram's own complaint.

Offsets in complaints count bytes of UTF-8, offsets of entities count UTF-16 units, as in TDLib's parse_html.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.urls import LinkError, check_link

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
# Of two entities over the same text the one with the smaller number comes first.
_ORDER = ["blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention"]
_ORDER += ["bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"]
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
# What TDLib calls a space; the zero byte is among them, being the end of its strings.
_BLANK = b" \t\r\n\v\0"
_REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
_USER_LINK = re.compile(r"tg:(?://)?user\?id=(\d+)\Z", re.IGNORECASE)
_HALF_PAIR = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)


class ParseError(ValueError):
    """HTML that Telegram refuses; the text is what it puts after "can't parse entities: "."""


@dataclass(frozen=True)
class Parsed:
    """What the HTML says: plain text, entities as in a Message, and links Telegram would silently drop."""

    text: str
    entities: list[dict[str, Any]]
    dropped_links: list[str]


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


@dataclass
class _Parser:
    source: bytes
    at: int = 0
    text: list[str] = field(default_factory=list)
    offset: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def run(self) -> Parsed:
        while self.at < len(self.source):
            if self.here() == b"<":
                self.tag()
            else:
                self.character()
        if self.opened:
            tag = self.opened[-1].tag
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{tag}"')
        text = "".join(self.text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise ParseError(_HALF_PAIR)
        return Parsed(text, sort_entities([_public(entity) for entity in self.entities]), self.dropped)

    def here(self) -> bytes:
        """The byte at hand; past the end, and for a byte that ends C strings, the zero byte."""
        return self.source[self.at : self.at + 1] or b"\0"

    def skip(self, *, until: bytes) -> bytes:
        start = self.at
        while self.here() not in [bytes([stop]) for stop in until]:
            self.at += 1
        return self.source[start : self.at]

    def skip_blanks(self) -> None:
        while self.here() != b"\0" and self.here() in _BLANK:
            self.at += 1

    def character(self) -> None:
        character = self.reference() if self.here() == b"&" else ""
        if not character:
            width = _utf8_width(self.source[self.at])
            character = self.source[self.at : self.at + width].decode()
            self.at += width
        self.text.append(character)
        self.offset += 1 + (character > "\uffff")

    def reference(self) -> str:
        """The character a reference like &lt; or &#8212 stands for; empty, with nothing read, if none."""
        found = _REFERENCE.match(self.source, self.at)
        if found is None:
            return ""
        hexadecimal, decimal, name = found.groups()
        if name is not None:
            character = _NAMED.get(name, "")
        else:
            code = int(hexadecimal or b"0", 16) if hexadecimal is not None else int(decimal or b"0")
            length = len(found.group().removesuffix(b";"))
            character = chr(code) if 0 < code < 0x10FFFF and length < 10 else ""
        self.at = found.end() if character else self.at
        return character

    def tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.here() == b"/":
            self.end_tag(begin)
        else:
            self.start_tag(begin)

    def start_tag(self, begin: int) -> None:
        name = self.skip(until=_BLANK + b">").decode(errors="replace").lower()
        if self.here() == b"\0":
            raise ParseError(f"Unclosed start tag at byte offset {begin}")
        if name not in _STYLES:
            raise ParseError(f'Unsupported start tag "{name}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self.here() != b">":
            self.skip_blanks()
            if self.here() != b">":
                key, value = self.attribute(name, begin)
                attributes[key] = value
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.opened.append(_Open(name, attributes, self.offset, len(self.text)))

    def attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self.skip(until=_BLANK + b"=>/\"'").decode(errors="replace")
        if not name:
            raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self.skip_blanks()
        value = ""
        if self.here() == b"=":
            self.at += 1
            self.skip_blanks()
            self.inside(begin, tag)
            value = self.quoted() if self.here() in (b'"', b"'") else self.bare()
            self.inside(begin)
        else:
            self.inside(begin, tag)
        return name, value

    def inside(self, begin: int, tag: str = "") -> None:
        if self.here() == b"\0":
            named = f' "{tag}"' if tag else ""
            raise ParseError(f"Unclosed start tag{named} at byte offset {begin}")

    def bare(self) -> str:
        begin = self.at
        while self.here().isalnum() or self.here() in (b".", b"-"):
            self.at += 1
        if self.here() not in [bytes([stop]) for stop in _BLANK + b">"]:
            raise ParseError(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.at].decode().lower()

    def quoted(self) -> str:
        mark = self.here()
        self.at += 1
        value = ""
        while self.here() not in (mark, b"\0"):
            character = self.reference() if self.here() == b"&" else ""
            if not character:
                width = _utf8_width(self.source[self.at])
                character = self.source[self.at : self.at + width].decode()
                self.at += width
            value += character
        self.at += self.here() == mark
        return value

    def end_tag(self, begin: int) -> None:
        if not self.opened:
            raise ParseError(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        name = self.skip(until=_BLANK + b">").decode(errors="replace").lower()
        self.skip_blanks()
        if self.here() != b">":
            raise ParseError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        expected = self.opened[-1].tag
        if name not in ("", expected):
            raise ParseError(
                f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{name}>"'
            )
        opened = self.opened.pop()
        if self.offset > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        entity: dict[str, Any] = {
            "type": _STYLES[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        if opened.tag == "a":
            self.link(entity, opened.attributes.get("href") or "".join(self.text[opened.start :]))
        elif opened.tag in ("pre", "code"):
            self.code(entity, opened.attributes.get("class", ""))
        else:
            self.entities.append(entity | _details(opened))

    def link(self, entity: dict[str, Any], url: str) -> None:
        user = _USER_LINK.match(url)
        if user:
            person = {"id": int(user.group(1)), "is_bot": False, "first_name": ""}
            self.entities.append(entity | {"type": "text_mention", "user": person})
            return
        try:
            self.entities.append(entity | {"url": check_link(url)})
        except LinkError:
            self.dropped.append(url)

    def code(self, entity: dict[str, Any], css_class: str) -> None:
        """`pre` directly around `code` (or within it) is one block with the language of the latter."""
        language = css_class[len("language-") :] if css_class.startswith("language-") else ""
        before = self.entities[-1] if self.entities else {}
        other = "pre" if entity["type"] == "code" else "code"
        same_place = all(before.get(key) == entity[key] for key in ("offset", "length"))
        known = language or before.get("#language", "")
        if before.get("type") == other and same_place and known and "language" not in before:
            self.entities[-1] = entity | {"type": "pre", "language": known}
        else:
            note = {"#language": language} if entity["type"] == "code" else {}
            self.entities.append(entity | note)


def parse(html: str) -> Parsed:
    """Read a text sent with parse_mode HTML; raises ParseError as Telegram would."""
    return _Parser(html.encode("utf-8")).run()


def sort_entities(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entities in Telegram's order: by place, the longer first, then by kind."""

    def key(entity: dict[str, Any]) -> tuple[int, int, int]:
        kind = entity["type"]
        return entity["offset"], -entity["length"], _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    return sorted(entities, key=key)


def _details(opened: _Open) -> dict[str, Any]:
    """What an entity carries beside its place; may correct its type."""
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        return {"type": "expandable_blockquote"}
    if opened.tag == "tg-emoji":
        identifier = opened.attributes.get("emoji-id", "")
        if not re.fullmatch(r"-?\d+", identifier) or not 0 < abs(int(identifier)) < 2**63:
            raise ParseError("Invalid custom emoji identifier specified")
        return {"custom_emoji_id": identifier}
    if opened.tag == "tg-time":
        if not opened.attributes.get("unix", "").isdigit():
            raise ParseError("Invalid timestamp specified")
        shape = opened.attributes.get("format", "")
        return {"unix_time": int(opened.attributes["unix"]), "date_time_format": shape}
    return {}


def _public(entity: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entity.items() if not key.startswith("#")}


def _utf8_width(first: int) -> int:
    return 1 if first < 0x80 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
