"""Reading a web page: from the bytes that were fetched to the text of the article and what is known of it."""

import logging
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from lxml import etree, html
from lxml.html import HtmlElement, HTMLParser

from bot.articles import language as languages
from bot.articles.urls import clean_url, host_of, is_front
from bot.errors import PageFailed
from bot.sources.charset import decode
from bot.sources.web.bylines import below_byline
from bot.sources.web.container import main_part, standfirst
from bot.sources.web.declared import Declared, read_declared
from bot.sources.web.metadata import Metadata, read_metadata
from bot.sources.web.prepare import prepare
from bot.sources.web.prose import paragraphs, words_in
from bot.sources.web.refusals import count_linked, read_signs, refusal
from bot.sources.web.structured import Structured, read_structured

# Long encyclopedia articles have some 30,000 elements. Beyond that a page is a list, or made to be slow.
_MOST_ELEMENTS = 60_000
# Elements of real pages have at most some 40.
_MOST_ATTRIBUTES = 2_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# Text of fewer words is thin: the page's JSON-LD may have more.
_THIN = 150
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page.

    `text` has its paragraphs separated by blank lines, and not the title. `url` is the page's own address,
    cleaned. `full_version` is the address to fetch instead, where this is an AMP or print variant.
    """

    text: str
    title: str | None
    author: str | None
    published: date | None
    outlet: str | None
    language: str
    url: str
    description: str | None
    full_version: str | None


def read_page(body: bytes, *, url: str, charset: str | None) -> Page:
    """Read the page that `url` answered with `body`; `charset` is that of the header.

    Works for as long as the page is large: call it in a process with limits. Raises `PageFailed` for a page
    without an article that can be read; its `title`, `description` and `full_version` are the page's own.
    """
    # trafilatura logs as a warning what is returned to the caller here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = _parsed(decode(body, header=charset))
    if tree is None:
        raise PageFailed("page_not_article", host=host_of(url))
    declared = read_declared(tree)
    structured = read_structured(
        script.text
        for script in tree.iter("script")
        if script.text and "ld+json" in (script.get("type") or "")
    )
    metadata = read_metadata(tree, declared, structured, url)
    signs = read_signs(tree, declared)
    prepare(tree, host_of(url))
    signs.linked_headings = count_linked(tree)
    shown = below_byline(_extracted(tree, metadata), metadata.author, metadata.published)
    found = _fuller(shown, structured)
    if code := refusal(signs, structured, found, title=metadata.title, front=is_front(clean_url(url))):
        raise _failed(code, metadata, url)
    text = "\n\n".join(found)
    return Page(
        text=text,
        title=metadata.title,
        author=metadata.author,
        published=metadata.published,
        outlet=metadata.outlet,
        language=_language(text, declared),
        url=metadata.url,
        description=metadata.description,
        full_version=metadata.full_version,
    )


def _parsed(text: str) -> HtmlElement | None:
    """Return the tree of a page, or None for what cannot be an article."""
    if _has_endless_tag(text):
        return None
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, default_doctype=False
    )
    try:
        tree = etree.fromstring(_CONTROLS.sub("", text).encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    if tree is None or tree.tag != "html":
        return None
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS or _is_too_deep(parser):
        return None
    return tree


def _has_endless_tag(text: str) -> bool:
    """Tell whether a tag has thousands of attributes, for which the parser would take minutes."""
    return any(
        len(_QUOTED.sub("", chunk.partition(">")[0]).split()) > _MOST_ATTRIBUTES
        for chunk in text.split("<")
        if len(chunk) > _MOST_ATTRIBUTES
    )


def _is_too_deep(parser: HTMLParser) -> bool:
    return any(
        error.type_name == "ERR_RESOURCE_LIMIT" or "depth" in error.message.lower()
        for error in parser.error_log
    )


def _extracted(tree: HtmlElement, metadata: Metadata) -> list[str]:
    main = main_part(tree, metadata.heading)
    if main is None:
        return _read(tree, metadata.title)
    found = _read(_page_of(main), metadata.title)
    return [*standfirst(tree, metadata.heading, found), *found]


def _page_of(main: HtmlElement) -> HtmlElement:
    """Return a page of a copy of this element alone, named so that trafilatura takes it whole."""
    page = html.Element("html")
    copied = deepcopy(main)
    copied.tail = None
    for inner in copied.iter("article", "main"):
        inner.tag = "div"
    copied.tag = "article"
    copied.attrib.clear()
    copied.set("itemprop", "articleBody")
    etree.SubElement(page, "body").append(copied)
    return page


def _read(tree: HtmlElement, title: str | None) -> list[str]:
    from trafilatura.settings import Document  # noqa: PLC0415  # as below

    document = _extractor()(tree)
    return paragraphs(document.body, title) if isinstance(document, Document) else []


@cache
def _extractor() -> Callable[[HtmlElement], object]:
    """Return how trafilatura finds the text of a page, by settings that it would read anew for every page.

    Loaded by the processes that read pages alone: the bot's own has this file, and 20 MB less without it.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import Extractor  # noqa: PLC0415

    options = Extractor(fast=True, comments=False, tables=False, output_format="python")
    return partial(bare_extraction, options=options)


def _fuller(found: list[str], structured: Structured) -> list[str]:
    """Return the text of the page's JSON-LD where what the page shows is thin and that is more.

    Not where the page says that its text is not free: then what it shows is what it gives away.
    """
    shown = sum(map(words_in, found))
    if shown >= _THIN or structured.free is False or words_in(structured.text) <= shown:
        return found
    return structured.text.split("\n\n")


def _language(text: str, declared: Declared) -> str:
    """Return the language of the text; templates declare one whatever the text is in."""
    found = languages.detect(text)
    if found != languages.UNKNOWN:
        return found
    match = _LANGUAGE.match(declared.language.lower())
    return match[0] if match else languages.UNKNOWN


def _failed(code: str, metadata: Metadata, url: str) -> PageFailed:
    values = {
        "title": metadata.title,
        "description": metadata.description,
        "full_version": metadata.full_version,
    }
    return PageFailed(code, host=host_of(url), **{name: value for name, value in values.items() if value})
