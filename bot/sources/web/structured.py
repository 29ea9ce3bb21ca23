"""What a page says of itself for search engines: JSON-LD with the words of schema.org."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

# Kinds of schema.org that are one text to read; `LiveBlogPosting` holds its posts as `liveBlogUpdate`.
_ARTICLES = re.compile(
    r"\w*Article|\w*Posting|Report|Recipe|Review|QAPage|CreativeWork|Question|MedicalWebPage"
)
_NO_ARTICLES = frozenset({"JobPosting"})
_LISTS = frozenset({"WebSite", "CollectionPage", "ItemList", "SearchResultsPage", "Blog", "ProfilePage"})
_OUTLETS = frozenset({"Organization", "NewsMediaOrganization", "WebSite", "Corporation"})
# Pages nest a graph in a page in a list; nothing is deeper.
_DEEPEST = 6
_MOST_NODES = 500
_TAG = re.compile(r"<(/?(?:p|div|br|h\d|li|ul|ol|blockquote)\b)?[^>]*>", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Structured:
    """The article of a page as JSON-LD has it; None or empty where it does not say."""

    is_article: bool = False
    is_list: bool = False
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    outlet: str | None = None
    description: str | None = None
    text: str = ""
    """`articleBody`, or the posts of a liveblog: paragraphs separated by blank lines."""
    free: bool | None = None
    """False where the page says that it is not accessible for free."""


def read_structured(scripts: Iterable[str]) -> Structured:
    """Read the JSON-LD scripts of a page; what cannot be parsed, even mended, is left out."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script), _DEEPEST)][:_MOST_NODES]
    article = _best(nodes)
    kinds = {kind for node in nodes for kind in _kinds(node)}
    outlet = _name(article.get("publisher")) or next(
        (name for node in nodes if _kinds(node) & _OUTLETS and (name := _name(node))), None
    )
    return Structured(
        is_article=bool(article),
        is_list=not article and bool(kinds & _LISTS),
        headline=plain(article.get("headline")) or plain(article.get("name")),
        authors=tuple(_authors(article.get("author") or article.get("creator"))),
        published=plain(article.get("datePublished")) or plain(article.get("dateCreated")),
        outlet=outlet,
        description=plain(article.get("description")),
        text=_body(article),
        free=_boolean(article.get("isAccessibleForFree")),
    )


def plain(value: object) -> str | None:
    """Return a string without markup and with single spaces, or None for anything else and for nothing."""
    if not isinstance(value, str):
        return None
    return " ".join(_TAG.sub(" ", unescape(value)).split()) or None


def _loaded(script: str) -> object:
    for text in (script, _mended(script)):
        try:
            loaded: object = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        return loaded
    return None


def _mended(script: str) -> str:
    """Return a script without the commas, comments and missing ends that templates leave behind."""
    text = _TRAILING_COMMA.sub("", _WRAPPING.sub("", script.strip()).strip())
    opened: list[str] = []
    for char in _STRINGS.sub("", text):
        if char in "{[":
            opened.append("}" if char == "{" else "]")
        elif char in "}]" and opened:
            opened.pop()
    return text + "".join(reversed(opened))


def _nodes(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth <= 0:
        return
    if isinstance(value, list):
        for item in value[:_MOST_NODES]:
            yield from _nodes(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if key != "hasPart" or not _kinds(value) & {"WebPageElement"}:
                yield from _nodes(value.get(key), depth - 1)


def _kinds(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2] for kind in found if isinstance(kind, str)}


def _best(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the first node of an article with a headline; a page's other nodes are its surroundings."""
    articles = [
        node
        for node in nodes
        if any(_ARTICLES.fullmatch(kind) and kind not in _NO_ARTICLES for kind in _kinds(node))
    ]
    return next((node for node in articles if node.get("headline")), articles[0] if articles else {})


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item))), None)
    return plain(value.get("name")) if isinstance(value, dict) else plain(value)


def _authors(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and _kinds(item) & _OUTLETS:
            continue
        names = item.get("name") if isinstance(item, dict) else item
        for name in names if isinstance(names, list) else [names]:
            if said := plain(name):
                yield said


def _body(article: dict[str, Any]) -> str:
    posts = article.get("liveBlogUpdate")
    if isinstance(posts, dict):
        posts = [posts]
    if isinstance(posts, list) and posts:
        parts = [
            part
            for post in posts
            if isinstance(post, dict)
            for part in (plain(post.get("headline")), _paragraphs(post.get("articleBody")))
            if part
        ]
        return "\n\n".join(parts)
    return _paragraphs(article.get("articleBody") or article.get("text"))


def _paragraphs(value: object) -> str:
    if not isinstance(value, str):
        return ""
    text = _TAG.sub(lambda tag: "\n\n" if tag[1] else "", unescape(value))
    return "\n\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


def _boolean(value: object) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().rpartition("/")[2].lower())
    return value if isinstance(value, bool) else None
