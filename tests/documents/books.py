"""EPUB and FB2 books written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.documents.office import zipped

CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


@dataclass(frozen=True)
class Page:
    """A page of a book, with how the book lists it."""

    name: str
    body: str
    properties: str = ""
    linear: str = "yes"
    head: str = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    )


def epub(
    pages: Sequence[Page], *, card: str = "", guide: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """A book of the pages in that order."""
    items = "".join(
        f'<item id="i-{page.name}" href="{page.name}" media-type="application/xhtml+xml"'
        f' properties="{page.properties}"/>'
        for page in pages
    )
    spine = "".join(f'<itemref idref="i-{page.name}" linear="{page.linear}"/>' for page in pages)
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf"'
        f' version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{card}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
    }
    # Written in turned order: the spine alone says what comes first.
    for page in reversed(pages):
        members[f"OEBPS/{page.name}"] = (
            f'<?xml version="1.0" encoding="utf-8"?>{page.head}<html xmlns="http://www.w3.org/1999/xhtml"'
            f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{page.body}</body></html>'
        )
    return zipped({**members, **(more or {})})


def fb2(body: str, *, info: str = "", notes: str = "", encoding: str = "utf-8", head: str = "") -> bytes:
    """A book of that XML body."""
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>{head}'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">'
        f"<description><title-info>{info}</title-info></description><body>{body}</body>"
        f'<body name="notes">{notes}</body><binary id="cover.jpg"'
        f' content-type="image/jpeg">QUJD</binary></FictionBook>'
    ).encode(encoding)
