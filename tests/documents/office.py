"""DOCX, RTF and EML files written by hand."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_STYLES = f"""<w:styles xmlns:w="{WORD}"><w:style w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style></w:styles>"""


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Pack members into a zip file, in their order."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(
    body: str, *, core: str = "", head: str = "", part: str = "word/document.xml", namespace: str = WORD
) -> bytes:
    """A DOCX of that XML body; `core` is the XML inside its card, `head` stands before the root."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{namespace}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>"
    )
    card = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{core}</cp:coreProperties>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        f' Target="{part}"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations,
            "docProps/core.xml": card,
            "word/styles.xml": _STYLES,
            part: document,
        }
    )


def rtf(body: str, *, codepage: int = 1252, card: str = "") -> bytes:
    """An RTF file: the letters of `body` are written in the code page, its control words as they are."""
    head = f"{{\\rtf1\\ansi\\ansicpg{codepage}\\deff0{{\\fonttbl{{\\f0\\fswiss Arial;}}}}{{\\info{card}}}"
    return f"{head}{body}}}".encode(f"cp{codepage}")


def eml(body: bytes, *headers: str, kind: str = "text/plain; charset=utf-8", coding: str = "8bit") -> bytes:
    """A letter of one part."""
    lines = [*headers, "MIME-Version: 1.0", f"Content-Type: {kind}", f"Content-Transfer-Encoding: {coding}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
