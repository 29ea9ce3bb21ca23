"""Text as Telegram counts, cleans, splits and marks it; everything is measured in UTF-16 units."""

import re
from collections.abc import Iterator
from typing import Any

from tests.botapi.html import sort_entities
from tests.botapi.links import find_links

MAX_TEXT = 4096

_TO_SPACE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
# Carriage returns, line and paragraph separators, embedding and override marks, combining lines.
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_TRIMMED = " \n"
_COMMAND = re.compile(r"(?<![\w/<>])/(\w{1,64})(?:@(\w{3,32}))?(?![\w/])", re.ASCII)
_MENTION = re.compile(r"(?<![\w@])@\w{4,32}\b", re.ASCII)
_HASHTAG = re.compile(r"(?<![\w#&])#\w*[^\W\d]\w*")
_FINDERS = {"bot_command": _COMMAND, "mention": _MENTION, "hashtag": _HASHTAG}


def utf16_length(text: str) -> int:
    """How long Telegram says the text is."""
    return len(text) + sum(character > "\uffff" for character in text)


def tidy(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The text as stored: control characters out, ends trimmed, entities moved along, empty ones gone.

    The start is trimmed only up to the first entity, as Telegram does.
    """
    kept = [_clean(character) for character in text]
    first = min((entity["offset"] for entity in entities), default=utf16_length(text))
    position = 0
    for index, character in enumerate(text):
        if position >= first or kept[index].strip(_TRIMMED):
            break
        kept[index] = ""
        position += utf16_length(character)
    for index in range(len(kept) - 1, -1, -1):
        if kept[index].strip(_TRIMMED):
            break
        kept[index] = ""
    return "".join(kept), _moved(text, kept, entities)


def _clean(character: str) -> str:
    return _REMOVED.sub("", _TO_SPACE.sub(" ", character))


def _moved(text: str, kept: list[str], entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    new_place = [0]
    for character, replacement in zip(text, kept, strict=True):
        following = new_place[-1] + utf16_length(replacement)
        new_place += [new_place[-1]] * (utf16_length(character) - 1) + [following]
    moved = []
    for entity in entities:
        start, end = (
            new_place[entity["offset"]],
            new_place[entity["offset"] + entity["length"]],
        )
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return moved


def mark(text: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The given entities as Telegram leaves them, and those it finds: links, commands, mentions …

    Nothing else is kept within code; nothing is found within code, links or what was found before.
    """
    code = [entity for entity in entities if entity["type"] in ("pre", "code")]
    result = [entity for entity in entities if entity in code or not _touches(entity, code)]
    closed = [entity for entity in result if entity["type"] in ("pre", "code", "text_link", "text_mention")]
    for kind, start, end in [*find_links(text), *_find_others(text)]:
        place = {"offset": utf16_length(text[:start]), "length": utf16_length(text[start:end])}
        entity = {"type": kind, **place}
        if not _touches(entity, closed):
            closed.append(entity)
            result.append(entity)
    return sort_entities(result)


def _find_others(text: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in _FINDERS.items():
        for found in pattern.finditer(text):
            yield kind, *found.span()


def _touches(entity: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return any(start < other["offset"] + other["length"] and other["offset"] < end for other in others)


def split_as_clients_do(text: str, limit: int = MAX_TEXT) -> list[str]:
    """Cut what a person typed into messages: at the last blank of the later half, else hard; ends trimmed."""
    parts = []
    rest = text.strip()
    while utf16_length(rest) > limit:
        window = _prefix(rest, limit + 1)
        blanks = [match.start() for match in re.finditer(r"\s", window) if match.start() >= len(window) // 2]
        cut = blanks[-1] if blanks else len(_prefix(rest, limit))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def _prefix(text: str, units: int) -> str:
    """The longest beginning of at most so many units; no pair is cut."""
    size = 0
    for index, character in enumerate(text):
        size += utf16_length(character)
        if size > units:
            return text[:index]
    return text
