"""Which address is a page's own, and whether it is an AMP or print variant of another."""

import re

from lxml.html import HtmlElement

from bot.articles.urls import absolute, clean_url, is_front, same_site, split
from bot.sources.web.declared import Declared

_AMP_CACHE = re.compile(r"(?:^|\.)cdn\.ampproject\.org$|(?:^|\.)google\.[a-z.]+$")
_AMP_CACHED = re.compile(r"/(?:c|v|i|amp)/(s/)?([^/]+\.[^/]+)(/.*)?$")
_PRINT = re.compile(
    r"(?:^|[/_.-])(?:print|printable|printer|printversion|drucken|druck|imprimer|imprimir|stampa|version-imprimable)(?:$|[/_.-])",
    re.IGNORECASE,
)
_PRINT_QUERY = re.compile(
    r"(?:^|&)(?:print(?:able|page|view)?|printer_friendly)(?:=(?:1|y|yes|true|on)?)?(?:&|$)|(?:^|&)(?:view|format|mode|output|layout|version|action)=print(?:able|er)?(?:&|$)",
    re.IGNORECASE,
)


def canonical(declared: Declared, url: str) -> str:
    """Return the address that the page gives as its own, if it can be: of its site, and no front page."""
    fetched = clean_url(url)
    origin = _uncached(fetched) or fetched
    for said in (declared.links.get("canonical"), declared.metas.get("og:url")):
        found = absolute(said, origin) if said else None
        if found and same_site(found, origin) and (not is_front(found) or is_front(origin)):
            return found
    return fetched


def _uncached(url: str) -> str | None:
    """Return the address of the page that a cache of AMP pages shows."""
    parts = split(url)
    if parts is None or not _AMP_CACHE.search(parts.hostname or ""):
        return None
    match = _AMP_CACHED.search(parts.path)
    return f"http{'s' if match[1] else ''}://{match[2]}{match[3] or '/'}" if match else None


def is_amp(tree: HtmlElement, url: str) -> bool:
    """Tell whether this is an AMP page, from its site or from a cache of such pages."""
    return "amp" in tree.attrib or "⚡" in tree.attrib or _uncached(url) is not None


def is_print(url: str) -> bool:
    """Tell whether an address is that of a version to be printed."""
    parts = split(url)
    return parts is not None and bool(_PRINT.search(parts.path) or _PRINT_QUERY.search(parts.query))
