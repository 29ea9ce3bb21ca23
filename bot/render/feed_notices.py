"""What subscribers are told about a source: that it fails, that it is back, that it is gone."""

from bot.articles.feed import Feed, FeedKind
from bot.articles.links import web_link
from bot.articles.urls import host_of
from bot.errors import UserError
from bot.render.phrases import phrase
from bot.render.text import Block, line_start, to_html, visible

# A name longer than this is a sentence.
_MAX_NAME = 80

# Code of the failure → why, as the end of a sentence.
_REASONS = {
    "link_unreachable": "reason.unreachable",
    "link_too_slow": "reason.too_slow",
    "link_server_error": "reason.server_error",
    "link_broken": "reason.broken_off",
    "link_refused": "reason.refused",
    "link_not_found": "reason.not_found",
    "link_gone": "reason.gone",
    "link_private": "reason.private",
    "link_certificate": "reason.certificate",
    "link_redirects": "reason.redirects",
    "link_too_large": "reason.too_large",
    "link_type": "reason.no_feed",
    "feed_not_feed": "reason.no_feed",
    "feed_broken": "reason.broken",
    "feed_empty": "reason.empty",
    "too_heavy": "reason.too_heavy",
    "channel_unknown": "reason.channel_unknown",
    "channel_no_preview": "reason.channel_closed",
    "folder_unreadable": "reason.folder",
}

# Code of the failure → the same for somebody who wants to follow an address, not to read an article there.
_OF_SOURCES = {
    "link_refused": "source_refused",
    "link_not_found": "source_not_found",
    "link_server_error": "source_server_error",
    "link_too_large": "source_too_large",
    "link_too_slow": "source_too_slow",
    "link_broken": "source_broken",
    "link_type": "source_type",
    "too_heavy": "source_too_heavy",
}
_TOO_MANY_REQUESTS = 429


def of_source(error: UserError) -> UserError:
    """Return an error as it is to be told to somebody who wanted to follow a source."""
    if error.code == "link_refused" and error.values.get("status") == _TOO_MANY_REQUESTS:
        return UserError("source_later", **error.values)
    code = _OF_SOURCES.get(error.code)
    return UserError(code, **error.values) if code else error


def reason(code: str | None) -> str:
    """Return why a source cannot be read, as the end of a sentence: "it takes too long to answer"."""
    return phrase(_REASONS.get(code or "", "reason.unknown"))


def failing_notice(feed: Feed, code: str) -> str:
    """Return, as Telegram HTML, that a source has failed for a day."""
    return _notice(feed, "notice.failing", reason=reason(code))


def back_notice(feed: Feed) -> str:
    """Return, as Telegram HTML, that a source that failed can be read again."""
    return _notice(feed, "notice.back")


def gone_notice(feed: Feed, code: str) -> str:
    """Return, as Telegram HTML, that a source is gone for good."""
    return _notice(feed, "notice.gone", reason=reason(code))


def _notice(feed: Feed, key: str, **values: str) -> str:
    name = to_html(Block(_name(feed), "b", web_link(feed.site_url or feed.url)))
    return f"{line_start()}{name}\n{to_html(Block(phrase(key, **values)))}"


def _name(feed: Feed) -> str:
    if feed.kind is FeedKind.FOLDER:
        name = feed.title or phrase("notice.folder")
    else:
        name = feed.title or host_of(feed.url) or feed.url
    name = visible(name)
    return name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1].rstrip()}…"
