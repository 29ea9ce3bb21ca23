"""The links of a message: those written out, those behind words, and the one that Telegram shows. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from telegram import ExternalReplyInfo, LinkPreviewOptions, Message, MessageEntity, TextQuote

from bot.articles.urls import clean_url, host_of
from bot.render.text import visible

# Telegram's own addresses: a post leads with them to its channel, its bot, its other posts.
_TELEGRAM = frozenset({"t.me", "telegram.me", "telegram.dog"})
_WEB = ("http://", "https://")
# Characters of a button's label that a phone shows in a row of its own.
_LABEL = 40


@dataclass(frozen=True, slots=True)
class Link:
    """One link, and what it says of itself where it stands."""

    url: str
    words: str = ""
    """The words it stands behind; empty where the address itself is written out."""
    is_mention: bool = False
    """Whether it is the bare name of a site ("example.com"), which Telegram makes a link of."""
    is_hidden: bool = False
    """Whether it stands behind characters that nobody sees, as channels do for the sake of the preview."""

    @property
    def is_telegram(self) -> bool:
        """Whether it leads to a place inside Telegram."""
        return host_of(self.url) in _TELEGRAM

    @property
    def label(self) -> str:
        """What a button for it says: the words and the site, or the site and the rest of the address."""
        host = visible(host_of(self.url)) or visible(self.url)
        if self.words:
            return f"{_short(self.words)} · {host}"
        parts = urlsplit(clean_url(self.url))
        rest = visible(unquote(parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")))
        return _short(f"{host}{rest}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with the places that Telegram marked in it, and the page whose preview stands below it."""

    text: str
    entities: Sequence[MessageEntity] = ()
    preview: str | None = None

    def after(self, start: int) -> "Piece":
        """Return what follows the first `start` characters, with the places that lie wholly in it."""
        units = _units(self.text[:start])
        later = [
            MessageEntity(entity.type, entity.offset - units, entity.length, url=entity.url)
            for entity in self.entities
            if entity.offset >= units
        ]
        return Piece(self.text[start:], later, self.preview)

    def links(self) -> list[Link]:
        """Return the links in the order in which they stand, each once.

        What leads into Telegram itself, and what stands behind no visible words, counts only where there is
        nothing else; a bare name of a site only where there is no whole address. The page of the preview
        counts where the text has no link at all.
        """
        every = _once(filter(None, map(self._link, self.entities)))
        if not every and self.preview:
            return [Link(self.preview)]
        seen = [link for link in every if not link.is_hidden] or every
        outside = [link for link in seen if not link.is_telegram] or seen
        return [link for link in outside if not link.is_mention] or outside

    def own_words(self) -> str:
        """Return the text without the addresses written out in it."""
        data = self.text.encode("utf-16-le", "surrogatepass")
        kept, end = b"", 0
        for entity in sorted(self.entities, key=lambda entity: entity.offset):
            if entity.type == MessageEntity.URL and entity.offset * 2 >= end:
                kept += data[end : entity.offset * 2]
                end = (entity.offset + entity.length) * 2
        return (kept + data[end:]).decode("utf-16-le", "surrogatepass").strip()

    def _link(self, entity: MessageEntity) -> Link | None:
        written = self._of(entity)
        if entity.type == MessageEntity.URL and written:
            if "://" in written:
                return Link(written)
            return Link(f"https://{written}", is_mention=not written.rstrip("/").count("/"))
        url = entity.url or ""
        if entity.type != MessageEntity.TEXT_LINK or not url.lower().startswith(_WEB):
            return None  # a person, a mail address, a place inside the app
        return Link(url, words := visible(written), is_hidden=not words)

    def _of(self, entity: MessageEntity) -> str:
        data = self.text.encode("utf-16-le", "surrogatepass")
        part = data[entity.offset * 2 : (entity.offset + entity.length) * 2]
        return part.decode("utf-16-le", "surrogatepass")


def piece_of(source: Message | TextQuote | ExternalReplyInfo) -> Piece:
    """Return the text or caption of a message, or the quoted part of one, with its links."""
    if isinstance(source, TextQuote):
        return Piece(source.text, source.entities or ())
    preview = _preview(source.link_preview_options)
    if isinstance(source, ExternalReplyInfo):
        return Piece("", (), preview)
    if source.text:
        return Piece(source.text, source.entities, preview)
    return Piece(source.caption or "", source.caption_entities, preview)


def _preview(options: LinkPreviewOptions | None) -> str | None:
    # The library marks with an object what was not said, which is not so of anything received.
    url = options.url if options and not options.is_disabled else None
    return url if isinstance(url, str) else None


def _once(links: Iterable[Link]) -> list[Link]:
    """Return links without those to the page of an earlier one; the words are kept of one that has any."""
    found: dict[str, Link] = {}
    for link in links:
        known = found.get(clean_url(link.url))
        if known is None or (link.words and not known.words):
            found[clean_url(link.url)] = link
    return list(found.values())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"
