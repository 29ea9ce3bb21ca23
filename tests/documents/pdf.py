"""PDF files written by hand: lines of any script at given places, and everything a hostile file may hold."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PdfReader, PdfWriter

TOP = 800
LEFT = 70
LEADING = 14


@dataclass(frozen=True)
class Text:
    """Text at a place in points from the lower left corner; `turn` writes it upwards."""

    text: str
    up: float
    along: float = LEFT
    size: float = 11
    turn: bool = False


def column(lines: Iterable[str], *, top: float = TOP, along: float = LEFT, size: float = 11) -> list[Text]:
    """Set lines below each other; an empty line leaves a gap."""
    return [
        Text(line, top - number * LEADING, along, size) for number, line in enumerate(lines) if line.strip()
    ]


@dataclass
class Pdf:
    """A file with its pages of text, card and language."""

    pages: list[list[Text]] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    language: str = ""
    picture: bool = False
    """Whether each page shows a picture of one black dot."""
    mapped: bool = True
    """Whether the font tells which letters its signs are."""

    def bytes(self) -> bytes:
        objects: dict[int, bytes] = {}
        letters = sorted({ord(character) for page in self.pages for text in page for character in text.text})
        first = 10
        kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(self.pages)))
        objects[1] = _dictionary(
            "/Type /Catalog /Pages 2 0 R" + (f" /Lang ({self.language})" if self.language else "")
        )
        objects[2] = _dictionary(f"/Type /Pages /Count {len(self.pages)} /Kids [{kids}]")
        objects[3] = _dictionary(
            "/Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [4 0 R]"
            + (" /ToUnicode 5 0 R" if self.mapped else "")
        )
        objects[4] = _dictionary(
            "/Type /Font /Subtype /CIDFontType2 /BaseFont /Any /DW 500"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        )
        objects[5] = stream(_cmap(letters), packed=True)
        objects[6] = _dictionary(" ".join(f"/{key} {_string(value)}" for key, value in self.info.items()))
        objects[7] = stream(
            b"\0",
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        )
        shown = " /XObject << /P 7 0 R >>" if self.picture else ""
        for number, page in enumerate(self.pages):
            objects[first + 2 * number] = _dictionary(
                f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number + 1} 0 R"
                f" /Resources << /Font << /F 3 0 R >>{shown} >>"
            )
            content = "".join(_placed(text) for text in page) + (" /P Do" if self.picture else "")
            objects[first + 2 * number + 1] = stream(content.encode(), packed=True)
        return write(objects, "/Root 1 0 R /Info 6 0 R")


def _placed(text: Text) -> str:
    matrix = "0 1 -1 0" if text.turn else "1 0 0 1"
    codes = text.text.encode("utf-16-be").hex()
    return f"BT /F {text.size} Tf {matrix} {text.along} {text.up} Tm <{codes}> Tj ET\n"


def _cmap(letters: Sequence[int]) -> bytes:
    rows = [f"<{letter:04x}> <{letter:04x}>" for letter in letters if letter < 0x10000]
    groups = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar" for group in groups)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Any def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap end end"
    ).encode()


def _string(text: str) -> str:
    return "<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex() + ">"


def _dictionary(entries: str) -> bytes:
    return f"<< {entries} >>".encode()


def stream(body: bytes, entries: str = "", *, packed: bool = False, length: int | None = None) -> bytes:
    """Write a stream object; `length` is what it claims to have, where that is a lie."""
    if packed:
        body, entries = zlib.compress(body), entries + " /Filter /FlateDecode"
    claimed = len(body) if length is None else length
    return f"<< {entries} /Length {claimed} >>\nstream\n".encode() + body + b"\nendstream"


def write(objects: dict[int, bytes], trailer: str) -> bytes:
    """Write a file of the objects, with a table of where they are."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    size = max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        out += b"%010d %05d %s \n" % (places.get(number, 0), 0, b"n" if number in places else b"f")
    return bytes(out) + f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def one_page(content: bytes, *, resources: str = "", more: dict[int, bytes] | None = None) -> bytes:
    """Write a file of one page whose content is the stream object `content`."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: _dictionary(
            f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >>"
        ),
        4: content,
        **(more or {}),
    }
    return write(objects, "/Root 1 0 R")


def locked(data: bytes, *, password: str, algorithm: str = "RC4-128") -> bytes:
    """Encrypt a file; with the empty password every program opens it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
