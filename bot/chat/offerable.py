"""What of a post or a message in a group a summary can be offered of, by its words alone. Pure."""

from urllib.parse import urlsplit

from telegram import Message
from telegram.ext import filters

from bot.articles.links import web_link
from bot.articles.urls import host_of, is_front
from bot.chat.links import Link, piece_of
from bot.chat.pastes import PASTE_FROM
from bot.chat.wanted import Page, Text
from bot.render.text import visible

# Sites whose pages are films, pictures, talk or maps: what stands there is no article, and most of them show
# a program no text at all.
_NO_ARTICLES = frozenset(
    {
        "youtube.com",
        "youtu.be",
        "vimeo.com",
        "rutube.ru",
        "twitch.tv",
        "tiktok.com",
        "instagram.com",
        "facebook.com",
        "fb.watch",
        "x.com",
        "twitter.com",
        "threads.net",
        "bsky.app",
        "vk.com",
        "discord.gg",
        "discord.com",
        "wa.me",
        "whatsapp.com",
        "zoom.us",
        "pinterest.com",
        "imgur.com",
        "giphy.com",
        "spotify.com",
        "soundcloud.com",
        "music.apple.com",
        "apps.apple.com",
        "play.google.com",
        "maps.google.com",
        "maps.app.goo.gl",
        "docs.google.com",
        "drive.google.com",
        "forms.gle",
    }
)
# Endings of files in which there is nothing to read.
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "svg", "heic"})
_FILMS_AND_SOUNDS = frozenset({"mp4", "mov", "avi", "mkv", "webm", "mp3", "ogg", "m4a", "wav", "flac"})
_ARCHIVES_AND_PROGRAMS = frozenset({"zip", "rar", "7z", "gz", "iso", "exe", "apk", "dmg"})
_NO_TEXTS = _PICTURES | _FILMS_AND_SOUNDS | _ARCHIVES_AND_PROGRAMS


def offerable_of_post(message: Message) -> Text | Page | None:
    """Return the long text of a post, or the one article that it links; None where it has neither.

    A text is long from where on it is an article by itself in a private chat. Where it is, its link is its
    source, and not what is read.
    """
    piece = piece_of(message)
    pages = _pages(message)
    if len(piece.own_words()) < PASTE_FROM:
        return Page(pages[0]) if len(pages) == 1 else None
    name = message.chat.username
    own = f"https://t.me/{name}/{message.message_id}" if name else None
    only = web_link(pages[0]) if len(pages) == 1 else None
    return Text(piece.text, own or only, visible(message.chat.title or "") or None)


def offerable_in_group(message: Message) -> Page | None:
    """Return the one article that somebody links in a group.

    None for what bots say, and for what is said to them.
    """
    replied = message.reply_to_message
    if _is_by_bot(message) or (replied and _is_by_bot(replied)) or not may_be_offered(message):
        return None
    pages = _pages(message)
    return Page(pages[0]) if len(pages) == 1 else None


def may_be_offered(message: Message) -> bool:
    """Whether somebody wrote the message themselves, and not as a command."""
    comes_by_itself = message.via_bot or message.is_automatic_forward
    return not comes_by_itself and not filters.COMMAND.filter(message) and not _is_command_in_caption(message)


def _is_by_bot(message: Message) -> bool:
    """Whether a bot wrote a message; for admins without a name, and for channels, one is only named."""
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _is_command_in_caption(message: Message) -> bool:
    return (message.caption or "").startswith("/")


def _pages(message: Message) -> list[str]:
    """Return the addresses that may be articles."""
    return [link.url for link in piece_of(message).links() if _may_be_article(link)]


def _may_be_article(link: Link) -> bool:
    if link.is_mention or link.is_telegram or web_link(link.url) is None or is_front(link.url):
        return False
    host = host_of(link.url)
    ending = urlsplit(link.url).path.rpartition(".")[2].lower()
    return ending not in _NO_TEXTS and not any(
        host == site or host.endswith(f".{site}") for site in _NO_ARTICLES
    )
