"""The preview of a link below a message: what was asked for, and what Telegram adds by itself."""

from typing import Any

from tests.botapi.errors import bad_request
from tests.botapi.rules import object_of
from tests.botapi.urls import LinkError, check_link

_FIELDS = frozenset(["is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"])
# Telegram fetches previews itself and reaches nobody's own network.
_NO_PREVIEW_OF = ("127.", "10.", "192.168.", "169.254.", "localhost")

Json = dict[str, Any]
Entities = list[Json]


def preview(options: object, text: str, entities: Entities) -> Json | None:
    """The link_preview_options of a message of the bot: those given, else what Telegram adds."""
    given = object_of("LinkPreviewOptions", options, _FIELDS)
    try:
        check_link(given.get("url") or "https://telegram.org")
    except LinkError as error:
        raise bad_request("WEBPAGE_URL_INVALID") from error
    return given or preview_of(text, entities)


def preview_of(text: str, entities: Entities, wanted: str | bool = True) -> Json | None:
    """The link_preview_options that Telegram adds to a text: of its first link, unless told otherwise."""
    if isinstance(wanted, str):
        return {"url": wanted}
    first = next((entity for entity in entities if entity["type"] in ("url", "text_link")), None)
    if first is None:
        return None
    try:
        url = check_link(first.get("url") or _shown(text, first))
    except LinkError:
        return {"is_disabled": True}
    host = url.partition("://")[2]
    return {"is_disabled": True} if not wanted or host.startswith(_NO_PREVIEW_OF) else {"url": url}


def _shown(text: str, entity: Json) -> str:
    units = text.encode("utf-16-le")[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
    return units.decode("utf-16-le")
