"""What a file really is: by its first bytes, by the root of its XML, by how its text looks."""

import codecs
import re
from enum import Enum, auto


class Kind(Enum):
    """The kinds told apart; `ZIP` needs a look inside."""

    PDF = auto()
    ZIP = auto()
    RTF = auto()
    FB2 = auto()
    HTML = auto()
    MAIL = auto()
    TEXT = auto()
    LOCKED = auto()
    UNKNOWN = auto()


# What is looked at: a head full of comments is shorter.
_PROBE = 65_536
# PDF readers accept junk before the header, within the first 1,024 bytes.
_PDF_WITHIN = 1_024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream in which Office keeps a file that has a password (MS-OFFCRYPTO 2.3.4).
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# No text has these; tab, line feeds, escape (ISO-2022-JP) and the end mark of DOS are let through.
_CONTROL = re.compile(r"[\x00-\x07\x0e-\x19\x1c-\x1f\x7f]")
# One stray byte in a long text is a fault of the text.
_MOST_CONTROL = 0.002
_PROLOG = re.compile(r"(?:\s++|<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+", re.S | re.I)
_FB2_ROOT = re.compile(r"<(?:\w+:)?FictionBook[\s>]")
_HTML_DOCTYPE = re.compile(r"<!DOCTYPE\s+html", re.I)
_HTML_ROOT = re.compile(
    r"<(?:html|head|body|title|meta|link|base|script|style|main|article|section|header|nav|div|table|center|font"
    r"|h[1-6]|p|ul|ol|blockquote|span|b|i|a|br|hr|img|form)(?:\s[^<>]*)?/?>",
    re.I,
)
_XML_ROOT = re.compile(r"<(?:\w+:)?\w[\w.-]*(?:\s[^<>]*)?/?>")
_HEADER = re.compile(r"(?:From [^\n]*\n)?((?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+)")
_FIELD = re.compile(r"^([A-Za-z0-9-]+):", re.M)
# Fields that only a letter has, and the pair that a letter written by hand has too.
_MAIL_ONLY = frozenset(
    "received message-id mime-version content-type return-path delivered-to snapshot-content-location".split()  # noqa: SIM905  # a table
)
_MAIL_FIELDS = frozenset({"from", "to", "subject", "date"})


def kind_of(data: bytes) -> Kind:
    """Tell what kind of file the bytes are."""
    head = data[:_PROBE]
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Kind.PDF
    if head.startswith(_ZIPS):
        return Kind.ZIP
    if head.startswith(_OLE):
        return Kind.LOCKED if _LOCKED_STREAM in data else Kind.UNKNOWN
    text = _probe(head)
    if text is None:
        return Kind.UNKNOWN
    return _kind_of_text(text)


def _probe(head: bytes) -> str | None:
    """Return the beginning as text, its letters perhaps wrong; None for what is no text."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            text = head[len(mark) :].decode(encoding, "replace")
            break
    else:
        text = head.decode("latin-1")
    return None if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text) else text.replace("\r\n", "\n")


def _kind_of_text(text: str) -> Kind:
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{\\rtf"):
        return Kind.RTF
    if start.startswith("<"):
        return _kind_of_markup(start)
    return Kind.MAIL if _is_mail(start) else Kind.TEXT


def _kind_of_markup(start: str) -> Kind:
    prolog = _PROLOG.match(start)
    root = start[prolog.end() if prolog else 0 :]
    if _FB2_ROOT.match(root):
        return Kind.FB2
    if _HTML_ROOT.match(root) or (prolog and _HTML_DOCTYPE.search(prolog[0])):
        return Kind.HTML
    if start.startswith("<?xml") or _XML_ROOT.match(root):
        return Kind.UNKNOWN
    # "<3 this" is text.
    return Kind.TEXT


def _is_mail(start: str) -> bool:
    header = _HEADER.match(start)
    if not header:
        return False
    fields = {name.lower() for name in _FIELD.findall(header[1])}
    # A note that begins "From: … Date: …" is a note; it has no address of itself and no version.
    return bool(fields & _MAIL_ONLY) and bool(fields & _MAIL_FIELDS)
