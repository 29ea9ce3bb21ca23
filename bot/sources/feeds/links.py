"""Links of feeds and to feeds: absolute, without what tells where a reader came from."""

from urllib.parse import urldefrag

from bot.articles.urls import absolute, without_userinfo

LONGEST_URL = 2_000
"""What is longer is no address that anybody opens, and would be kept with every entry."""


def entry_link(link: str | None, base: str) -> str | None:
    """Return where a link of a feed leads, None for anything but the web and for what is too long.

    The fragment stays where it may name a part of the page ("changes#v1.2"), and goes where it carries
    parameters ("#xtor=RSS-1").
    """
    link = (link or "").strip()
    found = absolute(link, base) if link and len(link) <= LONGEST_URL else None
    if not found or len(found) > LONGEST_URL:
        return None
    fragment = urldefrag(link).fragment
    kept = fragment if fragment and "=" not in fragment and " " not in fragment else ""
    return without_userinfo(found) + (f"#{kept}" if kept else "")


def of_web(address: str) -> str:
    """Return the web address in "feed:https://…" and "feed://…", which old browsers handed to readers."""
    address = address.strip()
    if not address.lower().startswith("feed:"):
        return address
    address = address[len("feed:") :]
    return f"http:{address}" if address.startswith("//") else address
