"""What came from a link or as a file, read as the text of an article: the work of a child process."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.articles.model import Submission, content_id
from bot.articles.urls import host_of
from bot.errors import DocumentFailed, FeedFailed, PageFailed, TooShort
from bot.services.budget import DEFAULT_BUDGET
from bot.services.folder_articles import read_submission
from bot.services.summarize_text import summarize_text
from bot.sources.channel import is_post_page, read_post
from bot.sources.document import Document, read_document
from bot.sources.documents.kinds import Kind, kind_of
from bot.sources.documents.model import MAX_TEXT
from bot.sources.webpage import Page, read_page
from bot.summarize import summarize

# What servers call a page; where they call it something else, its first bytes tell.
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# What is no page, whatever its server calls it.
_NO_PAGES = frozenset({Kind.PDF, Kind.ZIP, Kind.RTF})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read behind a link."""

    submission: Submission
    full_version: str | None = None
    """Where the whole article is, if this was a short version of it."""


def read_fetched_file(path: str, url: str, content_type: str, charset: str | None) -> Reading:
    """Read what a link led to, kept in a file; raises `PageFailed` or `DocumentFailed`."""
    return read_fetched(Path(path).read_bytes(), url, content_type, charset)


def read_fetched(body: bytes, url: str, content_type: str, charset: str | None) -> Reading:
    """Read the page or document behind a link; raises `PageFailed` or `DocumentFailed`."""
    if is_post_page(url):
        return Reading(_of_post(body, url))
    kind = kind_of(body)
    if kind is Kind.HTML or (content_type in _PAGES and kind not in _NO_PAGES):
        page = read_page(body, url=url, charset=charset)
        return Reading(_long_enough(_of_page(page), page), page.full_version)
    name = url.rpartition("/")[2] or host_of(url)
    return Reading(_submission(read_document(body, name, read_html=_document_of_page), url))


def read_file(path: str, name: str) -> Submission:
    """Read the document of this name in a file; raises `DocumentFailed`."""
    return read_bytes(Path(path).read_bytes(), name)


def read_bytes(data: bytes, name: str) -> Submission:
    """Read a document; raises `DocumentFailed`."""
    try:
        return _submission(read_document(data, name, read_html=_document_of_page), None)
    except PageFailed as error:  # a saved page is a document like others: nobody is to be asked for a login
        raise DocumentFailed("document_empty", name=name) from error


def _submission(document: Document, url: str | None) -> Submission:
    return Submission(
        content_id(document.text, url),
        document.text,
        title=document.title,
        language=document.language,
        url=url,
        author=document.author,
        published=document.published,
        is_page=url is not None,
        is_partial=document.partial,
    )


def _of_page(page: Page) -> Submission:
    text = page.text
    if len(text) > MAX_TEXT:  # at the end of a paragraph, where there is one
        text = text[: text.rfind("\n\n", 0, MAX_TEXT) + 1 or MAX_TEXT].rstrip()
    return Submission(
        content_id(text, page.url),
        text,
        title=page.title,
        language=page.language,
        url=page.url,
        author=page.author,
        published=page.published,
        outlet=page.outlet,
        is_page=True,
        is_partial=len(text) < len(page.text),
    )


def _of_post(body: bytes, url: str) -> Submission:
    try:
        post, channel = read_post(body, url)
    except FeedFailed as error:
        raise PageFailed(error.code, **error.values) from error
    return Submission(
        content_id(post.text, post.url),
        post.text,
        title=post.title,
        url=post.url,
        author=post.author,
        published=datetime.fromtimestamp(post.published, UTC).date() if post.published else None,
        outlet=channel,
        is_page=True,
    )


def _document_of_page(data: bytes) -> Document:
    page = read_page(data, url="", charset=None)
    return Document(page.text, page.title, page.author, page.published, page.language)


def _long_enough(submission: Submission, page: Page) -> Submission:
    try:
        summarize(read_submission(submission), sentences=1, algorithm="lead")
    except TooShort as error:
        said = {"title": page.title, "description": page.description, "full_version": page.full_version}
        few = error.values["reason"] == "few_words"  # else much text without a sentence: a list
        raise PageFailed(
            "page_too_short" if few else "page_not_article",
            host=host_of(page.url),
            words=error.values["words"],
            **{name: text for name, text in said.items() if text},
        ) from error
    return submission


def prepare() -> None:
    """Load what reading and summarising need: once, in the process that all children are copied from."""
    import bot.sources.documents.pdf  # noqa: F401, PLC0415  # read_document leaves it out until it is needed

    reading = read_fetched(_SAMPLE.encode(), "https://example.org/articles/ferry", "text/html", "utf-8")
    summarize_text(reading.submission, DEFAULT_BUDGET)


_SAMPLE = """<!doctype html><html lang="en"><head><title>Ferry back in service</title></head><body><article>
<h1>Ferry back in service</h1>
<p>The ferry between the two halves of the town sails again from Monday, the harbour office said on Friday.
It had lain in the yard for eleven weeks, because a part of its rudder had to be made anew.</p>
<p>In the first week nobody pays for the crossing. After that a ticket costs as much as it did before, and
children under ten travel free, as do bicycles. The last boat leaves half an hour after midnight.</p>
<p>Some 900 people a day had to take the long way round over the bridge, which was closed twice for wind.
The office thanked them for their patience, and the yard for working through two holidays.</p>
</article></body></html>"""
