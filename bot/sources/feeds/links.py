"""Links of feeds and to feeds: absolute, without what tells where a reader came from."""

from urllib.parse import urldefrag

from bot.articles.urls import absolute, without_userinfo


def entry_link(link: str | None, base: str) -> str | None:
    """Return where a link of a feed leads, None for anything but the web.

    The fragment stays where it may name a part of the page ("changes#v1.2"), and goes where it carries
    parameters ("#xtor=RSS-1").
    """
    link = (link or "").strip()
    found = absolute(link, base) if link else None
    if not found:
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
