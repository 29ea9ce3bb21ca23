"""Who published an entry: a site, whichever of its feeds, or whoever links to it, brought it."""

from bot.articles.feed import FeedKind
from bot.articles.urls import host_of

# Names of domains stand below these of countries: example.co.uk, example.com.au.
_BELOW_COUNTRIES = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})
_COUNTRY = 2
# Where everybody has a name of their own below the domain.
_OF_MANY = frozenset(
    {
        "beehiiv.com",
        "blogspot.com",
        "ghost.io",
        "github.io",
        "hatenablog.com",
        "livejournal.com",
        "medium.com",
        "substack.com",
        "tumblr.com",
        "typepad.com",
        "wordpress.com",
    }
)


def publisher_of(
    entry_url: str | None, author: str | None, kind: FeedKind, feed_url: str, site_url: str | None
) -> str:
    """Return who published an entry of a feed; two entries with the same one are of one newsroom.

    That is the domain of its page, else that of its feed: what editions, sections and telephone pages have in
    common. A channel is its own publisher, whatever it links to,
    for what it posts are its own words; of a file of the folder it is the outlet that its text names.
    """
    if kind is FeedKind.CHANNEL:
        return feed_url
    if kind is FeedKind.FOLDER:
        return f"{feed_url} {author or ''}".strip()
    host = host_of(entry_url or "") or host_of(site_url or feed_url)
    return _domain(host) or feed_url


def _domain(host: str) -> str:
    """Return the part of a host that one owner has: "news.example.co.uk" → "example.co.uk"."""
    labels = host.split(".")
    if labels[-1].isdigit():  # an address
        return host
    below_country = len(labels) > _COUNTRY and len(labels[-1]) == _COUNTRY and labels[-2] in _BELOW_COUNTRIES
    size = 3 if below_country else 2
    if ".".join(labels[-size:]) in _OF_MANY:
        size += 1
    return ".".join(labels[-size:])
