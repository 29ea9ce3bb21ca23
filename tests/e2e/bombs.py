"""Hostile links and documents: bombs, endless answers, loops, and what takes long to read."""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import brotli

from tests.botapi import File, document
from tests.documents.books import Page, epub
from tests.documents.office import docx, paragraph
from tests.documents.pdf import one_page, write
from tests.e2e.pages import page, story
from tests.web import Peer, WebServer, chunk, head

_MB = 2**20
# What a bomb holds: far more than any limit, and packed in a fraction of a second.
_BOMB = 200 * _MB
_BLOCK = b" " * _MB
_ENTITIES = "<!DOCTYPE x [<!ENTITY a0 'word '>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
_LETTER = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"


def _packed_blanks(packer: Callable[[bytes], bytes], finish: Callable[[], bytes]) -> bytes:
    """Pack a bomb block by block, so that it is never whole in memory."""
    return b"".join([*(packer(_BLOCK) for _ in range(_BOMB // _MB)), finish()])


def gzip_bomb() -> bytes:
    """Blanks in gzip: 200 MB in 200 kB."""
    packer = zlib.compressobj(wbits=31)
    return _packed_blanks(packer.compress, packer.flush)


def brotli_bomb() -> bytes:
    """Blanks in brotli."""
    packer = brotli.Compressor(quality=1)
    return _packed_blanks(packer.process, packer.finish)


def zip_bomb() -> bytes:
    """A DOCX whose text is 200 MB of blanks."""
    out = BytesIO()
    with ZipFile(BytesIO(docx(paragraph("text")))) as honest, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in honest.namelist():
            with archive.open(name, "w") as member:
                body = honest.read(name)
                member.write(body)
                for _ in range(_BOMB // _MB if name == "word/document.xml" else 0):
                    member.write(_BLOCK)
    return out.getvalue()


def pdf_bomb() -> bytes:
    """A PDF of one page whose content unpacks to 200 MB."""
    packer = zlib.compressobj()
    body = _packed_blanks(packer.compress, packer.flush)
    content = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(body), body)
    return one_page(content)


def looping_pdf() -> bytes:
    """A PDF whose tree of pages comes back to its root."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] /Parent 3 0 R >>",
        3: b"<< /Type /Pages /Count 2 /Kids [2 0 R 3 0 R] /Parent 2 0 R >>",
    }
    return write(objects, "/Root 1 0 R")


def hostile_documents() -> list[File]:
    """Files that unpack to too much, or refer to themselves."""
    return [
        document("zip bomb.docx", zip_bomb()),
        document("bomb.pdf", pdf_bomb()),
        document("loop.pdf", looping_pdf()),
        document("entities.docx", docx(paragraph("&a9;").replace("&amp;", "&"), head=_ENTITIES)),
        document("entities.epub", epub([Page("one.xhtml", "<p>&a9;</p>", head=_ENTITIES)])),
        document("nested.html", b"<div>" * 200_000),
    ]


def long_documents() -> list[File]:
    """Files as large as they may be, which take the most time to read."""
    return [
        document("large.txt", "\n\n".join(story("Karlsby")).encode() * 22_000),
        document("one word.txt", b"word" * 4_000_000),
        document("stops.txt", b"A. " * 5_000_000),
        document("groups.rtf", b"{\\rtf1 " + b"{" * 5_000_000),
        document("parts.eml", _LETTER * 40_000),
    ]


def long_pages(web: WebServer) -> list[str]:
    """Set up pages as large as they may be, which take the most time to read."""
    return [
        web.page("/long", page("Karlsby", more=" ".join(story("Karlsby")) * 6_000)),
        web.page("/one-word", f"<article><p>{'word' * 1_200_000}</p></article>"),
        web.page("/card", f"<script type='application/ld+json'>{'[' * 1_000_000}</script>{page('Karlsby')}"),
        web.page("/links", "<li><a href='/x'>A headline of the day</a></li>" * 90_000),
    ]


def hostile_pages(web: WebServer) -> list[str]:
    """Set up pages that are too much, never end, or lead nowhere; return their links, which name them."""

    async def endless(peer: Peer) -> None:
        await peer.send(head(200, [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]))
        while True:
            await peer.send(chunk(b"<p>word word word</p>" * 500))

    async def drip(peer: Peer) -> None:
        await peer.send(head(200, [("Content-Type", "text/html"), ("Content-Length", "100000")]))
        while True:
            await peer.send(b"x")
            await asyncio.sleep(1)

    async def endless_head(peer: Peer) -> None:
        await peer.send(b"HTTP/1.1 200 OK\r\n")
        while True:
            await peer.send(b"X-Word: " + b"x" * 4000 + b"\r\n")

    bomb = gzip_bomb()
    packed = {"gzip": bomb, "br": brotli_bomb(), "gzip,gzip": gzip.compress(bomb)}
    links = [
        web.script(f"/bomb/{coding}", partial(_send_packed, coding, body)) for coding, body in packed.items()
    ]
    web.redirect("/loop/a", "/loop/b")
    return [
        *links,
        web.page("/large", page("Karlsby") + "<p>word word</p>" * 600_000),
        web.page("/nested", "<div>" * 200_000 + page("Karlsby")),
        web.page("/bold", "<b><i>" * 200_000),
        web.page("/lists", "<ul><li>" * 100_000),
        web.page("/attributes", f"<p {' '.join(f'a{n}=x' for n in range(200_000))}>text</p>"),
        web.script("/endless", endless),
        web.script("/drip", drip),
        web.script("/head", endless_head),
        web.redirect("/loop/b", "/loop/a"),
    ]


async def _send_packed(coding: str, body: bytes, peer: Peer) -> None:
    headers = [
        ("Content-Type", "text/html"),
        ("Content-Encoding", coding),
        ("Content-Length", str(len(body))),
    ]
    await peer.send(head(200, headers) + body)
