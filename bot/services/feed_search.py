"""From what somebody types to what can be followed: the folder, a channel, a feed, a site that has some."""

import asyncio
import re
from dataclasses import dataclass, field

import structlog

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.articles.urls import clean_url, host_of
from bot.errors import FetchFailed, UserError
from bot.services.feed_sources import FeedSources
from bot.sources.channel import channel_url
from bot.sources.discovery import guesses
from bot.sources.fetch import Fetched
from bot.storage import Storage
from bot.workers import JobFailed

log = structlog.get_logger(__name__)

_FOLDER_WORDS = frozenset({"seeds", FOLDER_URL})
# A host with a dot in it, and what may follow.
_BARE = re.compile(r"(?=[^\s/]*\.)[^\s/:@.][^\s/:@]*(?::\d{1,5})?(?:[/?#]\S*)?")
# More could not be told apart by their titles.
_MOST_FEEDS = 20
# Places tried where a page names no feed, one after another, and the seconds for all of them.
_MOST_GUESSES, _GUESSING_SECONDS = 5, 25.0
# What a server answers for one page while it may give its feed; the robot's walls of many sites are such.
_OF_THE_PAGE_ALONE = frozenset(
    {"link_refused", "link_not_found", "link_gone", "link_server_error", "link_type", "link_too_large"}
)
# Worth another try without TLS, where nobody said "https".
_WITHOUT_TLS = frozenset({"link_unreachable", "link_certificate", "link_broken"})


@dataclass(frozen=True, slots=True)
class Known:
    """What is meant for sure, without a look at the web."""

    url: str
    kind: FeedKind
    title: str | None = None


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was found, and what was fetched when it was, if it was opened itself."""

    url: str
    title: str | None
    fetched: Fetched | None = field(default=None, repr=False)


class FeedSearch:
    """Looks for what somebody wants to follow."""

    def __init__(self, storage: Storage, sources: FeedSources) -> None:
        self._feeds = storage.feeds
        self._sources = sources

    async def known(self, wanted: str) -> Known | None:
        """Return what is meant where nothing has to be fetched: the folder, a channel, a feed read before."""
        text = _trimmed(wanted)
        if text.lower() in _FOLDER_WORDS:
            return Known(FOLDER_URL, FeedKind.FOLDER)
        if channel := channel_url(text):
            return Known(channel, FeedKind.CHANNEL, f"@{channel.rpartition('/')[2]}")
        for address in _addresses(text):
            feed = await self._feeds.by_url(clean_url(address))
            if feed and feed.read_at is not None and not feed.is_gone:
                return Known(feed.url, feed.kind, feed.title)
        return None

    async def search(self, wanted: str) -> list[FoundFeed]:
        """Return the feeds behind an address or on its page, at least one.

        Raises `UserError`: it is no address, cannot be read, or has no feed.
        """
        addresses = _addresses(_trimmed(wanted))
        if not addresses:
            raise UserError("source_unknown", wanted=wanted)
        try:
            address, fetched = await self._fetch(addresses)
        except FetchFailed as error:
            if error.code in _OF_THE_PAGE_ALONE and (found := await self._guess(addresses[0])):
                return [found]
            raise
        try:
            inside = await self._sources.look_into(fetched)
        except JobFailed as error:  # logged where it failed
            raise UserError("internal") from error
        if inside.is_feed:
            return [FoundFeed(clean_url(fetched.permanent_url or address), inside.title, fetched)]
        if inside.feeds:
            return [FoundFeed(clean_url(feed.url), feed.title) for feed in inside.feeds[:_MOST_FEEDS]]
        if found := await self._guess(fetched.url):
            return [found]
        raise UserError("no_feed_found", host=host_of(address))

    async def _fetch(self, addresses: list[str]) -> tuple[str, Fetched]:
        """Fetch the first of these addresses that answers; raises what the first one failed by."""
        address, *others = addresses
        try:
            return address, await self._sources.fetch(address)
        except FetchFailed as error:
            if not others or error.code not in _WITHOUT_TLS:
                raise
            try:
                return await self._fetch(others)
            except FetchFailed:
                raise error from None

    async def _guess(self, url: str) -> FoundFeed | None:
        """Try the places where sites have their feeds; None where nothing is there."""
        try:
            async with asyncio.timeout(_GUESSING_SECONDS):
                for guess in guesses(url)[:_MOST_GUESSES]:
                    if found := await self._try(guess):
                        return found
        except TimeoutError:
            log.info("feed_guesses_given_up", host=host_of(url))
        return None

    async def _try(self, url: str) -> FoundFeed | None:
        try:
            fetched = await self._sources.fetch(url)
            inside = await self._sources.look_into(fetched)
        except (UserError, JobFailed):
            return None
        if not inside.is_feed:
            return None
        return FoundFeed(clean_url(fetched.permanent_url or url), inside.title, fetched)


def _trimmed(wanted: str) -> str:
    text = wanted.strip().removeprefix("<").removesuffix(">").strip()
    for scheme in ("feed://", "feed:"):  # what browsers once gave for feeds
        if text.lower().startswith(scheme):
            text = text[len(scheme) :].lstrip("/")
    return text


def _addresses(text: str) -> list[str]:
    """Return the addresses that may be meant, the likeliest first; none where it is no address."""
    if re.match(r"https?://", text, re.IGNORECASE):
        return [text]
    if not _BARE.fullmatch(text):
        return []
    return [f"https://{text}", f"http://{text}"]
