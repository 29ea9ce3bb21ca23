"""Public Telegram channels, read from the preview page that Telegram shows to everybody."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from bot.articles.feed import FeedEntry, FeedReading
from bot.errors import DocumentFailed, FeedFailed
from bot.sources.charset import decode
from bot.sources.documents.hypertext import parse_html
from bot.sources.feeds.dates import read_moment
from bot.sources.feeds.model import Written, newest_first
from bot.sources.feeds.prose import headline, plain_element

_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
# Telegram's own rule for names; four letters for those that were sold.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
# Paths of t.me that are no names.
_RESERVED = frozenset(
    {
        *("joinchat", "addstickers", "addemoji", "addlist", "addtheme", "share", "proxy", "socks", "login"),
        *("setlanguage", "invoice", "boost", "giftcode", "contact", "iv", "confirmphone", "bg"),
    }
)
_MESSAGE = "tgme_widget_message"
_TEXT = "js-message_text"
_FORWARDED = "tgme_widget_message_forwarded_from_name"
_DATE = "tgme_widget_message_date"
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_BEFORE = re.compile(r"before=[1-9][0-9]{0,9}")
# What a page has that shows a channel, whatever it holds; and one that shows who or what has this name.
_HISTORY = frozenset({"tgme_channel_history", "tgme_channel_info"})
_TITLES = ("tgme_channel_info_header_title", "tgme_page_title")
# Written in bold on a line of its own, a beginning is a headline.
_BOLD = frozenset({"b", "strong"})
_LONGEST_HEADLINE = 200


def channel_url(text: str) -> str | None:
    """Return the preview page of a channel named as "@name", "t.me/name" or a link to it or to a post of it.

    None for anything else, a private channel's link among it.
    """
    text = text.strip()
    if text.startswith("@"):
        name = text[1:]
    else:
        host, steps = _steps(text)
        if host in _HOSTS:
            steps = steps[1:] if steps[:1] == ["s"] else steps
            name = steps[0] if steps else ""
        elif host.endswith(".t.me"):
            name = host.removesuffix(".t.me")
        else:
            return None
    if not _NAME.fullmatch(name) or name.lower() in _RESERVED:
        return None
    return f"https://t.me/s/{name.lower()}"


def post_page(url: str) -> str | None:
    """Return the preview page whose newest post is the one behind a link; None for any other link."""
    page, (_, steps) = channel_url(url), _steps(url)
    if page is None or not steps or not _NUMBER.fullmatch(steps[-1]):
        return None
    return f"{page}?before={int(steps[-1]) + 1}"


def is_post_page(url: str) -> bool:
    """Tell whether an address is one that `post_page` gives."""
    return _BEFORE.fullmatch(url.removeprefix(f"{channel_url(url)}?")) is not None


def read_post(body: bytes, url: str) -> tuple[FeedEntry, str | None]:
    """Read the post that a page of `post_page` is for; return it with the title of its channel.

    Raises `FeedFailed` as `read_channel` does; post_missing where the post is gone or has no words.
    """
    reading, number = read_channel(body, url), int(urlsplit(url).query.rpartition("=")[2]) - 1
    for entry in reading.entries:
        if entry.url and entry.url.endswith(f"/{number}"):
            return entry, reading.title
    raise FeedFailed("post_missing")


def is_private_link(text: str) -> bool:
    """Tell whether a link leads into a private channel or group: an invitation, or a post by number alone."""
    host, steps = _steps(text.strip().removeprefix("<").removesuffix(">"))
    return host in _HOSTS and bool(steps) and (steps[0] in ("joinchat", "c") or steps[0].startswith("+"))


def is_of_telegram(url: str) -> bool:
    """Tell whether an address is one of Telegram's links, behind which there are no sites."""
    host, _ = _steps(url)
    return host in _HOSTS or host.endswith(".t.me")


def read_channel(body: bytes, url: str) -> FeedReading:
    """Read the preview page of a channel: its posts with text, newest first.

    `url` is where the answer came from: for a channel without preview, Telegram leads to another page. The
    author of an entry is who the post was forwarded from. Raises `FeedFailed`: channel_unknown,
    channel_no_preview.
    """
    name = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    try:
        tree = parse_html(decode(body))
    except DocumentFailed as error:
        raise FeedFailed("channel_unknown", name=name) from error
    title = next((_words(node) for kind in _TITLES for node in _with_class(tree, kind)), None)
    if not any(_HISTORY & _classes(node) for node in tree.iter("section", "div", "main")):
        raise FeedFailed("channel_no_preview" if title else "channel_unknown", name=name)
    posts = [entry for node in _with_class(tree, _MESSAGE) for entry in _post(node)]
    # The page has the newest last; posts of one second keep that order.
    posts.reverse()
    order = newest_first([entry.published for entry in posts])
    return FeedReading(
        title=headline(Written(title or "")),
        site_url=f"https://t.me/{name}",
        entries=tuple(posts[index] for index in order),
    )


def _steps(text: str) -> tuple[str, list[str]]:
    """Return the host of a web address and the steps of its path; nothing for anything else."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", []
    if parts.scheme not in ("http", "https"):
        return "", []
    return host, [step for step in parts.path.split("/") if step]


def _post(node: etree._Element) -> Iterator[FeedEntry]:
    """Yield the post, if it has a link of its own and words."""
    number = node.get("data-post") or ""
    if not number or "service_message" in _classes(node):
        return
    body = next(_with_class(node, _TEXT), None)
    text = plain_element(body) if body is not None else ""
    if body is None or not text:
        return
    link = f"https://t.me/{number}"
    moment = next(
        (time.get("datetime") for date in _with_class(node, _DATE) for time in date.iter("time")), None
    )
    author = next((_words(source) for source in _with_class(node, _FORWARDED)), None)
    title = _bold_beginning(body)
    yield FeedEntry(
        guid=link, url=link, title=title, text=text, author=author or None, published=read_moment(moment)
    )


def _bold_beginning(body: etree._Element) -> str | None:
    """Return the first line of a post where it is bold and more follows: its headline."""
    while len(body) == 1 and body[0].tag == "div" and not (body.text or "").strip():
        body = body[0]  # below pictures the text stands in a block of its own
    words: list[str] = []
    if (body.text or "").strip():
        return None
    for child in body:
        if child.tag == "br":
            break
        if child.tag in _BOLD:
            words.append("".join(child.itertext()))
        elif "emoji" not in _classes(child) and child.tag != "tg-emoji":
            return None
        tail = (child.tail or "").strip()
        if any(character.isalnum() for character in tail):
            return None
        words.append(tail)
    else:
        return None
    title = headline(Written(" ".join(" ".join(words).split())))
    return title if title and len(title) <= _LONGEST_HEADLINE else None


def _classes(node: etree._Element) -> frozenset[str]:
    return frozenset((node.get("class") or "").split())


def _with_class(tree: etree._Element, name: str) -> Iterator[etree._Element]:
    return (node for node in tree.iter(etree.Element) if name in _classes(node))


def _words(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())
