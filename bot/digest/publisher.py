"""Who published an entry: a site, whichever of its feeds, or whoever links to it, brought it."""

from bot.articles.feed import FeedKind
from bot.articles.urls import host_of

# Names under which one site serves its pages, its telephone pages and its feeds.
_SAME_SITE = ("www.", "m.", "mobile.", "amp.", "feeds.", "rss.")


def publisher_of(
    entry_url: str | None, author: str | None, kind: FeedKind, feed_url: str, site_url: str | None
) -> str:
    """Return who published an entry of a feed; two entries with the same one are of one newsroom.

    That is the site of its page, else that of its feed. A channel is its own publisher, whatever it links to,
    for what it posts are its own words; of a file of the folder it is the outlet that its text names.
    """
    if kind is FeedKind.CHANNEL:
        return feed_url
    if kind is FeedKind.FOLDER:
        return f"{feed_url} {author or ''}".strip()
    host = host_of(entry_url or "") or host_of(site_url or feed_url)
    for prefix in _SAME_SITE:
        if host.startswith(prefix) and host.count(".") > 1:
            return host[len(prefix) :]
    return host or feed_url
