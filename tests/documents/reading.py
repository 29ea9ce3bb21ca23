"""Reading in tests: a stand-in for what reads web pages, and the failure a file ends in."""

from bot.errors import DocumentFailed
from bot.sources.document import Document, read_document

STORY = (
    "The city council closed the old bridge on Friday after engineers had found cracks in its pillars.",
    "Ferries will carry people until May, and the market moves to the northern bank.",
)
STORY_TEXT = "\n\n".join(STORY)


def read_html(body: bytes) -> Document:
    """Stand in for the reading of web pages: gives back that it was asked."""
    return Document(text="read as a page", title=f"{len(body)} bytes")


def read(data: bytes, name: str = "file") -> Document:
    return read_document(data, name, read_html=read_html)


def failure(data: bytes, name: str = "file") -> str:
    """Return the code of the failure that reading ends in, "" where it does not."""
    try:
        read(data, name)
    except DocumentFailed as failed:
        return failed.code if failed.values["name"] == name else "wrong name"
    return ""
